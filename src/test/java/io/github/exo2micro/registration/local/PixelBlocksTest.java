package io.github.exo2micro.registration.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.WarpedPlane;
import io.github.exo2micro.registration.patch.SyntheticTissue;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class PixelBlocksTest {

  private static final int WIDTH = 613;
  private static final int HEIGHT = 427;
  private static final SyntheticTissue TISSUE = SyntheticTissue.bright(WIDTH, HEIGHT, 5);
  private static final Homography WARP = Homography.similarity(1, 1.004, WIDTH / 2.0, HEIGHT / 2.0, 2, -3);
  private static final FloatImage PRE = TISSUE.pre(1.5);
  private static final List<Tile> CELLS = List.of(new Tile(230, 160, PixelBlocks.CELL, PixelBlocks.CELL),
      new Tile(294, 160, PixelBlocks.CELL, PixelBlocks.CELL), new Tile(230, 224, PixelBlocks.CELL, PixelBlocks.CELL));

  /** The same displacement everywhere, and jumps. */
  private static DisplacementField field(double dx, double dy, List<SeamGrid> seams) {
    float[] x = new float[4];
    float[] y = new float[4];
    Arrays.fill(x, (float) dx);
    Arrays.fill(y, (float) dy);
    return new DisplacementField(WARP, 0, 0, 400, 2, 2, x, y, seams);
  }

  private static List<PixelBlocks.Block> ask(DisplacementField truth, DisplacementField known, List<Tile> heldOut,
      int threads) throws IOException {
    FloatImage post = TISSUE.post(truth, 1.3, 1.5);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      return new PixelBlocks(post, new WarpedPlane(PRE, known, post.size()).bicubic(PRE.size().whole()), known,
          PRE.size().whole(), heldOut, new ParallelLoop(executor, threads)).ask(CELLS, Progress.none()).stream()
          .flatMap(c -> c.blocks().stream()).toList();
    } finally {
      executor.shutdown();
    }
  }

  /** The displacement that all blocks want together, px. */
  private static double[] step(List<PixelBlocks.Block> blocks) {
    double xx = blocks.stream().mapToDouble(PixelBlocks.Block::xx).sum();
    double xy = blocks.stream().mapToDouble(PixelBlocks.Block::xy).sum();
    double yy = blocks.stream().mapToDouble(PixelBlocks.Block::yy).sum();
    double gx = blocks.stream().mapToDouble(PixelBlocks.Block::gx).sum();
    double gy = blocks.stream().mapToDouble(PixelBlocks.Block::gy).sum();
    double determinant = xx * yy - xy * xy;
    return new double[] {(yy * gx - xy * gy) / determinant, (xx * gy - xy * gx) / determinant};
  }

  @Test
  void wantTheRestOfADisplacement() throws IOException {
    List<PixelBlocks.Block> blocks = ask(field(0.3, -0.2, List.of()), field(0.1, 0, List.of()), List.of(), 2);
    assertTrue(blocks.size() > 40, blocks.size() + " blocks");
    double[] step = step(blocks);
    assertEquals(0.2, step[0], 0.03);
    assertEquals(-0.2, step[1], 0.03);
  }

  @Test
  void useNoPixelThatAHeldOutPatchSees() throws IOException {
    Tile heldOut = new Tile(262, 176, 48, 48);
    for (PixelBlocks.Block b : ask(field(0.3, -0.2, List.of()), field(0, 0, List.of()), List.of(heldOut), 1)) {
      Tile block = new Tile((int) Math.round(b.x()) - 5, (int) Math.round(b.y()) - 5, 11, 11);
      assertTrue(block.intersect(heldOut).isEmpty(), b.toString());
    }
  }

  @Test
  void partBlocksAcrossASeam() throws IOException {
    SeamGrid jump = new SeamGrid(SeamGrid.Frame.POST, new double[] {270}, new double[0], new float[] {0, 0.4f},
        new float[] {0, 0});
    SeamGrid none = jump.with(new float[2], new float[] {0, 1e-6f});
    List<PixelBlocks.Block> blocks = ask(field(0, 0, List.of(jump)), field(0, 0, List.of(none)), List.of(), 1);
    double[] left = step(blocks.stream().filter(b -> b.x() < 270).toList());
    double[] right = step(blocks.stream().filter(b -> b.x() >= 270).toList());
    assertEquals(0, left[0], 0.03);
    assertEquals(0.4, right[0], 0.05);
    assertFalse(blocks.stream().anyMatch(b -> Math.abs(b.x() - 270) < 4), "a block lies across the line");
  }

  @Test
  void areTheSameForAnyNumberOfThreads() throws IOException {
    DisplacementField truth = field(0.3, -0.2, List.of());
    DisplacementField known = field(0, 0, List.of());
    assertEquals(ask(truth, known, List.of(), 1), ask(truth, known, List.of(), 3));
  }
}
