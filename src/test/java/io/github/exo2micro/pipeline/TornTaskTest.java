package io.github.exo2micro.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.adapter.boofcv.BoofSift;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.PieceMap;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.registration.patch.SyntheticTissue;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunOptions;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.task.TaskResult;
import io.github.exo2micro.tiff.TiffSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A torn section from raw files to the difference image. */
class TornTaskTest {

  private static final int WIDTH = 913;
  private static final int HEIGHT = 787;
  private static final int PAD = 80;
  /** The right part moved by 120 px; between both there is nothing. */
  private static final int LEFT_END = 430;
  private static final int RIGHT_BEGIN = 550;

  @TempDir
  Path directory;

  private Path write(String side, FloatImage image) throws IOException {
    BufferedImage grey = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_USHORT_GRAY);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        grey.getRaster().setSample(x, y, 0, Math.round(image.at(x, y)));
      }
    }
    Path file = directory.resolve("Torn_" + side + "Stain_DAPI.tif");
    ImageIO.write(grey, "tiff", file.toFile());
    return file;
  }

  private void makePair() throws IOException {
    SyntheticTissue tissue = SyntheticTissue.bright(WIDTH, HEIGHT, 31);
    byte[] labels = new byte[WIDTH / 2 + 1];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (2 * i < LEFT_END ? 0 : 2 * i < RIGHT_BEGIN ? PieceMap.GAP : 1);
    }
    Homography warp = Homography.similarity(1, 1, WIDTH / 2.0, HEIGHT / 2.0, 3, -4);
    DisplacementField truth = DisplacementField.none(warp).with(new PieceMap(0, 0, 2, labels.length, 1, labels,
        List.of(DisplacementField.none(warp.after(Homography.translation(LEFT_END - RIGHT_BEGIN, 0))))));
    write("Pre", tissue.pre(1.5));
    write("Post", tissue.post(truth, 1.3, 1.5));
  }

  private TaskResult run(String output, Map<String, String> more) throws IOException {
    Map<String, String> values = new java.util.LinkedHashMap<>(more);
    values.put("pad", Integer.toString(PAD));
    TaskRequest request = new TaskRequest(new TaskId("Torn", "DAPI"), directory.resolve("Torn_PreStain_DAPI.tif"),
        directory.resolve("Torn_PostStain_DAPI.tif"), directory.resolve(output), Parameters.of(values),
        RunOptions.DEFAULTS, 2, false);
    return new StreamingTaskRunner(new TiffSource(), new BoofSift()).run(request, Progress.none(),
        (stage, reused) -> {});
  }

  private Path tiff(String output, String stem) {
    return directory.resolve(output + "/Torn/DAPI/tiff/" + stem + "_pad" + PAD + ".tiff");
  }

  private float[] difference(String output, Tile raw) throws IOException {
    try (FilePlane plane = CheckpointStore.open(tiff(output, "04_difference_difference"))) {
      float[] values = new float[raw.area()];
      plane.read(raw.shifted(PAD, PAD), values);
      return values;
    }
  }

  @Test
  void itsPiecesAreAlignedNamedAndKeptAndTheGapHasNoDifference() throws IOException {
    makePair();
    TaskResult torn = run("out", Map.of());
    assertTrue(torn.status().startsWith("complete, but torn in 2 pieces, each aligned on its own: piece 2 ("),
        torn.status());
    assertTrue(torn.warnings().stream().anyMatch(w -> w.contains("edges are drawn")), torn.warnings().toString());
    AlignmentSummary stage3 = torn.stage3().orElseThrow();
    assertEquals(120, stage3.tear().orElseThrow().pieces().get(1).shiftPx(), 0.2);
    assertTrue(stage3.unmeasured().orElseThrow().share() < 0.05, stage3.unmeasured().get().text());
    assertTrue(stage3.accuracyPx().getAsDouble() < 0.1, stage3.reason());
    for (float v : difference("out", new Tile(LEFT_END + 12, 300, RIGHT_BEGIN - LEFT_END - 24, 200))) {
      assertTrue(Float.isNaN(v), "a pixel of the gap has the difference " + v);
    }
    for (int x : new int[] {250, 640}) {
      float[] values = difference("out", new Tile(x, 350, 60, 60));
      double mean = 0;
      for (float v : values) {
        mean += Math.abs(v) / values.length;
      }
      assertTrue(mean < 4, "left at " + x + ": " + mean);
    }
    byte[] image = Files.readAllBytes(tiff("out", "03_interior_aligned_pre"));
    Files.delete(tiff("out", "03_interior_aligned_pre"));
    Files.delete(tiff("out", "04_difference_difference"));
    assertEquals(torn.status(), run("out", Map.of()).status());
    assertArrayEquals(image, Files.readAllBytes(tiff("out", "03_interior_aligned_pre")),
        "from the field that was kept");
    TaskResult off = run("off", Map.of("local_alignment", "off"));
    assertTrue(off.stage3().orElseThrow().tear().isEmpty());
    assertTrue(off.status().contains("matches nothing or lies off"), off.status());
  }
}
