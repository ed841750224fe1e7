package io.github.exo2micro.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.adapter.boofcv.BoofSift;
import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.demo.DemoData;
import io.github.exo2micro.demo.DemoPair;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.TileSweep;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.DifferenceSummary;
import io.github.exo2micro.task.LocalScaleSummary;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunOptions;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.task.TaskResult;
import io.github.exo2micro.tiff.TiffSource;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pair whose post-stain lamp was brighter on one side, from raw files to the difference with a local scale. */
class UnevenLightTest {

  private static final ImageSize SIZE = new ImageSize(1100, 900);
  private static final int PAD = 60;
  /** How much brighter the right edge is than the middle, and how much darker the left one. */
  private static final double DRIFT = 0.3;

  @TempDir
  static Path folder;
  private static DemoPair pair;
  private static TaskResult auto;

  @BeforeAll
  static void runOnce() throws IOException {
    pair = DemoData.pairs(SIZE, 11).get(0);
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      new DemoData(new TileSweep(executor, 2)).write(folder, pair, Progress.none());
    } finally {
      executor.shutdown();
    }
    drift(raw("Post").toFile());
    auto = run(Map.of());
  }

  private static void drift(java.io.File file) throws IOException {
    BufferedImage image = ImageIO.read(file);
    WritableRaster raster = image.getRaster();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        double light = 1 + DRIFT * (2.0 * x / image.getWidth() - 1);
        for (int band = 0; band < raster.getNumBands(); band++) {
          raster.setSample(x, y, band, (int) Math.min(255, Math.round(light * raster.getSample(x, y, band))));
        }
      }
    }
    assertTrue(ImageIO.write(image, "TIFF", file));
  }

  private static Path raw(String side) {
    return folder.resolve("raw/" + pair.sample() + "/" + pair.sample() + "_" + side + "Stain_" + pair.dye() + ".tif");
  }

  private static TaskResult run(Map<String, String> more) throws IOException {
    Map<String, String> values = new java.util.LinkedHashMap<>(more);
    values.put("pad", Integer.toString(PAD));
    TaskRequest request = new TaskRequest(new TaskId(pair.sample(), pair.dye()), raw("Pre"), raw("Post"),
        folder.resolve("out"), Parameters.of(values), RunOptions.DEFAULTS.withPictures(false), 2, false);
    return new StreamingTaskRunner(new TiffSource(), new BoofSift()).run(request, Progress.none(),
        (stage, reused) -> {});
  }

  /** Median of a difference over the tissue of a strip, as a share of the background's brightness there. */
  private static double left(TaskResult result, int output, int column) throws IOException {
    Tile strip = new Tile(PAD + column, PAD, 120, SIZE.height());
    float[] difference = new float[strip.area()];
    float[] pre = new float[strip.area()];
    Path file = Path.of(result.outputs().get(output));
    try (FilePlane plane = CheckpointStore.open(file);
        FilePlane aligned = CheckpointStore.open(file.resolveSibling("03_interior_aligned_pre_pad" + PAD + ".tiff"))) {
      plane.read(strip, difference);
      aligned.read(strip, pre);
    }
    List<Double> shares = new ArrayList<>();
    for (int i = 0; i < pre.length; i++) {
      if (pre[i] > 20 && !Float.isNaN(difference[i])) {
        shares.add(difference[i] / (pair.backgroundScale() * pre[i]));
      }
    }
    assertTrue(shares.size() > 1000, shares.size() + " pixels of tissue");
    return shares.stream().sorted().skip(shares.size() / 2).findFirst().orElseThrow();
  }

  @Test
  void autoWritesADifferenceThatFollowsTheLightAndRecommendsIt() throws IOException {
    DifferenceSummary difference = auto.difference().orElseThrow();
    LocalScaleSummary local = difference.local().orElseThrow();
    assertTrue(local.written() && local.isWide(), local.toString());
    assertEquals(Checkpoint.LOCAL_DIFFERENCE, difference.recommended().image());
    assertEquals(2, auto.outputs().size(), auto.outputs().toString());
    for (int column : new int[] {200, 780}) {
      double one = left(auto, 0, column);
      assertTrue(Math.abs(one) > 0.08, "one scale leaves " + one + " at column " + column);
      double followed = left(auto, 1, column);
      assertTrue(Math.abs(followed) < 0.03, "a local scale leaves " + followed + " at column " + column);
    }
  }

  @Test
  void offWritesOneDifferenceAndSaysThatOneScaleDoesNotFit() throws IOException {
    TaskResult off = run(Map.of("local_scale", "off"));
    assertEquals(1, off.outputs().size(), off.outputs().toString());
    assertFalse(off.difference().orElseThrow().local().orElseThrow().written());
    assertEquals(Checkpoint.DIFFERENCE, off.difference().orElseThrow().recommended().image());
    assertTrue(off.difference().orElseThrow().recommended().reason().contains("switched off"),
        off.difference().orElseThrow().recommended().reason());
  }
}
