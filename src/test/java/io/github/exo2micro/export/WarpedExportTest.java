package io.github.exo2micro.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Interpolation;
import io.github.exo2micro.image.PaddedPlane;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.image.WarpedPlane;
import io.github.exo2micro.port.ImageChoice;
import io.github.exo2micro.port.RawImage;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.tiff.TiffSource;
import io.github.exo2micro.tiff.plane.Float32TiffWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WarpedExportTest {

  private static final int PAD = 40;
  private static final ImageSize POST = new ImageSize(301, 227);
  private static final ImageSize PRE = new ImageSize(320, 240);
  private static final ImageSize CANVAS = new ImageSize(320 + 2 * PAD, 240 + 2 * PAD);

  @TempDir
  Path folder;

  /** Turned, bent, and with a seam of pre's mosaic at its column 150 and one of post's at its row 100. */
  private static TaskWarp warp(Optional<PixelSize> prePixel) {
    return warp(prePixel, Interpolation.BICUBIC);
  }

  private static TaskWarp warp(Optional<PixelSize> prePixel, Interpolation interpolation) {
    Homography padded = Homography.similarity(3, 1.01, 200, 160, 4, -3);
    float[] dx = new float[12 * 10];
    float[] dy = new float[12 * 10];
    for (int i = 0; i < dx.length; i++) {
      dx[i] = (float) Math.sin(0.7 * (i % 12) + 0.2 * (i / 12));
      dy[i] = (float) Math.cos(0.5 * (i % 12) - 0.3 * (i / 12));
    }
    DisplacementField field = new DisplacementField(padded, 0, 0, 40, 12, 10, dx, dy,
        List.of(new SeamGrid(SeamGrid.Frame.PRE, new double[] {150 + PAD}, new double[0], new float[] {0.5f, -1},
            new float[] {0, 1}),
            new SeamGrid(SeamGrid.Frame.POST, new double[0], new double[] {100 + PAD}, new float[] {0, 1},
                new float[] {1, -0.5f})));
    return new TaskWarp(new TaskId("S", "D"), padded, Optional.of(field), interpolation, PAD, CANVAS, POST, PRE,
        Optional.of(new PixelSize(0.5, 0.5)), prePixel);
  }

  /** A ramp, which bilinear sampling gives back exactly: at every place of pre x + 2 y + 1000. */
  private Path ramp(ImageSize size, double scale, Optional<PixelSize> pixel) throws IOException {
    Path file = folder.resolve("ramp.tif");
    try (Float32TiffWriter writer = new Float32TiffWriter(file, size, pixel)) {
      float[] row = new float[size.width()];
      for (int y = 0; y < size.height(); y++) {
        for (int x = 0; x < size.width(); x++) {
          row[x] = (float) ((x + 0.5) / scale - 0.5 + 2 * ((y + 0.5) / scale - 0.5) + 1000);
        }
        writer.append(row, 1);
      }
      writer.commit();
    }
    return file;
  }

  private WarpedExport.Result apply(Path image, TaskWarp warp, WarpedExport.Values values) throws IOException {
    return new WarpedExport(warp, new TiffSource(), 2).write(image, ImageChoice.LARGEST, values,
        folder.resolve("out.ome.tiff"), Progress.none());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5, 2, 3, 1.25})
  void anImageOfPreFollowsTheWarpItsBendAndItsSeamsWhateverItsPixelsSize(double scale) throws IOException {
    ImageSize size = new ImageSize((int) Math.round(scale * 320), (int) Math.round(scale * 240));
    TaskWarp warp = warp(Optional.empty());
    WarpedExport.Result result = apply(ramp(size, scale, Optional.empty()), warp, WarpedExport.Values.FLOAT);
    assertEquals(scale, result.scale(), 1e-9);
    assertTrue(result.local());
    try (RawImage read = new TiffSource().open(folder.resolve("out.ome.tiff"))) {
      assertEquals(POST, read.header().size());
      assertEquals(new PixelSize(0.5, 0.5), read.header().pixel().orElseThrow());
      float[] pixels = new float[301 * 227];
      read.readChannel(0, POST.whole(), pixels);
      int compared = 0;
      for (int y = 3; y < 224; y++) {
        for (int x = 3; x < 298; x++) {
          double[] at = warp.map(x, y);
          if (at[0] > 4 && at[1] > 4 && at[0] < 315 && at[1] < 235) {
            // Positions between every eighth column are interpolated, and rounded to a fraction of the image's px.
            assertEquals(at[0] + 2 * at[1] + 1000, pixels[y * 301 + x], 0.08 / Math.min(1, scale), x + ", " + y);
            compared++;
          }
        }
      }
      assertTrue(compared > 50_000, compared + " pixels compared");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count(), "the temporary copy is gone");
    }
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void valuesBetweenPixelsAreFoundAsInTheAlignedPre(Interpolation interpolation) throws IOException {
    FloatImage pixels = new FloatImage(PRE.width(), PRE.height());
    for (int i = 0; i < pixels.pixels().length; i++) {
      pixels.pixels()[i] = i * 31 % 97;
    }
    Path file = folder.resolve("grains.tif");
    try (Float32TiffWriter writer = new Float32TiffWriter(file, PRE)) {
      writer.append(pixels.pixels(), PRE.height());
      writer.commit();
    }
    TaskWarp warp = warp(Optional.empty(), interpolation);
    apply(file, warp, WarpedExport.Values.FLOAT);
    WarpedPlane bilinear = new WarpedPlane(new PaddedPlane(pixels, PAD, PAD, CANVAS), warp.field().orElseThrow(),
        CANVAS);
    float[] wanted = new float[301 * 227];
    bilinear.with(interpolation, PRE.whole().shifted(PAD, PAD))
        .read(POST.whole().shifted(PAD, PAD), wanted);
    float[] found = new float[301 * 227];
    try (RawImage read = new TiffSource().open(folder.resolve("out.ome.tiff"))) {
      read.readChannel(0, POST.whole(), found);
    }
    assertArrayEquals(wanted, found);
  }

  @Test
  void anImageOfAnotherShapeIsRefusedWithBothSizes() throws IOException {
    Path image = ramp(new ImageSize(320, 239), 1, Optional.empty());
    RemediableException refused = assertThrows(RemediableException.class,
        () -> apply(image, warp(Optional.empty()), WarpedExport.Values.FLOAT));
    assertTrue(refused.getMessage().contains("320 x 239") && refused.getMessage().contains("320 x 240"),
        refused.getMessage());
    assertTrue(Files.notExists(folder.resolve("out.ome.tiff")));
  }

  @Test
  void pixelSizesThatContradictTheSizesAreRefusedOrSaid() throws IOException {
    TaskWarp warp = warp(Optional.of(new PixelSize(0.5, 0.5)));
    Path half = ramp(new ImageSize(160, 120), 0.5, Optional.of(new PixelSize(0.5, 0.5)));
    assertTrue(assertThrows(RemediableException.class, () -> apply(half, warp, WarpedExport.Values.FLOAT)).getMessage()
        .contains("a ratio of 1.000, but by their sizes"));
    Path same = ramp(PRE, 1, Optional.of(new PixelSize(0.25, 0.25)));
    assertTrue(apply(same, warp, WarpedExport.Values.FLOAT).warnings().get(0).contains("contradict"));
  }

  @Test
  void aPathThatExistsAndADiskWithoutRoomAreRefused() throws IOException {
    Path image = ramp(PRE, 1, Optional.empty());
    Files.writeString(folder.resolve("out.ome.tiff"), "mine");
    assertTrue(assertThrows(RemediableException.class,
        () -> apply(image, warp(Optional.empty()), WarpedExport.Values.FLOAT)).getMessage().contains("exists already"));
    assertEquals("mine", Files.readString(folder.resolve("out.ome.tiff")));
    RemediableException full = assertThrows(RemediableException.class,
        () -> ExportTarget.requireRoom(folder, 5_000_000_000L, 1_000_000_000L));
    assertTrue(full.getMessage().contains("5000 MB") && full.getMessage().contains("1000 MB free"), full.getMessage());
    ExportTarget.requireRoom(folder, 1000, 1000);
  }
}
