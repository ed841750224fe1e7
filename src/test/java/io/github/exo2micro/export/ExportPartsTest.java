package io.github.exo2micro.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Interpolation;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.TileSweep;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.task.TaskId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What exports are made of: the frame of another image, ranges of values, stored numbers, the place on the disk. */
class ExportPartsTest {

  private static final ImageSize PRE = new ImageSize(320, 240);

  @TempDir
  Path folder;

  private static TaskWarp warp(Homography padded, int pad, Optional<PixelSize> prePixel) {
    ImageSize canvas = PRE.padded(pad);
    return new TaskWarp(new TaskId("S", "D"), padded, Optional.empty(), Interpolation.BILINEAR, pad, canvas, PRE, PRE,
        Optional.empty(), prePixel);
  }

  private static RawHeader header(int width, int height, Optional<PixelSize> pixel) {
    return new RawHeader(new ImageSize(width, height), 1, RawHeader.SampleType.UINT8, "8-bit grey", "page 1", 0,
        List.of(), pixel);
  }

  private static PreFrame frame(int width, int height) {
    return PreFrame.of(header(width, height, Optional.empty()), warp(Homography.identity(), 0, Optional.empty()));
  }

  @Test
  void anImageOfTheSameFrameMayHaveLargerOrSmallerPixels() {
    assertEquals(1, frame(320, 240).scale());
    assertTrue(frame(320, 240).isPre());
    assertEquals(2, frame(640, 480).scale());
    assertEquals(2, frame(640, 480).reduction());
    assertEquals(0.5, frame(160, 120).scale());
    assertEquals(1, frame(160, 120).reduction());
    assertEquals(3, frame(959, 721).scale(), "cut to whole px of its own");
    assertEquals(1.5, frame(480, 360).scale(), 1e-9);
  }

  @Test
  void anImageOfAnotherShapeIsRefusedAlsoByOnePixelAtTheSameScale() {
    for (int[] size : new int[][] {{240, 320}, {321, 240}, {320, 239}, {640, 400}}) {
      String message = assertThrows(RemediableException.class, () -> frame(size[0], size[1])).getMessage();
      assertTrue(message.contains("does not show the frame of the pre image of S/D"), message);
    }
  }

  @Test
  void pixelSizesThatContradictTheShapeAreAWarningAtTheSameSizeAndARefusalElse() {
    TaskWarp warp = warp(Homography.identity(), 0, Optional.of(new PixelSize(0.5, 0.5)));
    assertEquals(List.of(), PreFrame.of(header(640, 480, Optional.of(new PixelSize(0.25, 0.25))), warp).warnings());
    assertEquals(1, PreFrame.of(header(320, 240, Optional.of(new PixelSize(0.4, 0.4))), warp).warnings().size());
    assertThrows(RemediableException.class,
        () -> PreFrame.of(header(640, 480, Optional.of(new PixelSize(0.4, 0.4))), warp));
  }

  @Test
  void aRangeLeavesOutWhatIsNoNumberAndAFewExtremes() throws IOException {
    float[] pixels = new float[100 * 1000];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 1000;
    }
    pixels[5] = Float.NaN;
    pixels[7] = Float.POSITIVE_INFINITY;
    pixels[999 * 100 + 3] = -70_000;
    FloatImage image = new FloatImage(100, 1000, pixels);
    ValueRange range = ValueRange.sampled(image, image.size().whole());
    assertTrue(range.shownLowest() > 0 && range.shownHighest() < 999, range.toString());
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      ValueRange all = range.withExtremes(image, image.size().whole(), new ParallelLoop(pool, 2), Progress.none());
      assertEquals(-70_000, all.lowest());
      assertEquals(999, all.highest());
      assertEquals(range.shownHighest(), all.shownHighest());
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void anImageWithoutANumberHasARangeThatCanBeShown() throws IOException {
    float[] nothing = new float[20];
    java.util.Arrays.fill(nothing, Float.NaN);
    FloatImage image = new FloatImage(5, 4, nothing);
    assertEquals(new ValueRange(0, 1, 0, 1), ValueRange.sampled(image, image.size().whole()));
    FloatImage flat = new FloatImage(5, 4, new float[20]);
    ValueRange range = ValueRange.sampled(flat, flat.size().whole());
    assertTrue(range.shownHighest() > range.shownLowest(), range.toString());
  }

  @Test
  void sixteenBitsHoldBothEndsAndWhatIsOutsideBecomesTheNearest() {
    ExportedPixels stored = ExportedPixels.sixteenBit(-100, 555.35);
    assertTrue(stored.isScaled());
    float[] band = {-100, 555.35f, -1000, 1000, Float.NaN, 0};
    ByteBuffer tile = ByteBuffer.wrap(stored.tile(band, 6, 1, 0)).order(ByteOrder.LITTLE_ENDIAN);
    int[] numbers = new int[6];
    for (int i = 0; i < 6; i++) {
      numbers[i] = Short.toUnsignedInt(tile.getShort());
    }
    assertArrayEquals(new int[] {0, 65_535, 0, 65_535, 0, 10_000}, numbers);
    assertEquals(0, numbers[5] * stored.factor() + stored.offset(), stored.factor());
    assertEquals(1, ExportedPixels.sixteenBit(3, 3).factor(), "an image of one value");
  }

  @Test
  void roundedBytesAreTheValuesThemselvesAndTheRestOfATileIsNothing() {
    byte[] tile = ExportedPixels.rounded(ExportedPixels.Kind.UINT8).tile(new float[] {1.5f, 254.6f, 300, -2}, 2, 2, 0);
    assertEquals(Pyramid.TILE * Pyramid.TILE, tile.length);
    assertArrayEquals(new byte[] {2, (byte) 255, 0}, java.util.Arrays.copyOf(tile, 3));
    assertArrayEquals(new byte[] {(byte) 255, 0, 0},
        java.util.Arrays.copyOfRange(tile, Pyramid.TILE, Pyramid.TILE + 3));
  }

  @Test
  void anExportGoesToANewPlaceWithRoom() throws IOException {
    Path there = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    assertTrue(assertThrows(RemediableException.class, () -> ExportTarget.requireNew(there)).getMessage()
        .contains("exists already"), "a link to nothing is something, too");
    Path target = folder.resolve("deep/er/x.tif");
    assertEquals(target, ExportTarget.requireNew(folder.resolve("deep/../deep/er/x.tif")));
    ExportTarget.requireRoom(target, 10);
    assertTrue(Files.isDirectory(target.getParent()));
    String message = assertThrows(RemediableException.class,
        () -> ExportTarget.requireRoom(folder, 3_000_000_000L, 2_000_000_000L)).getMessage();
    assertTrue(message.contains("takes up to 3000 MB") && message.contains("has 2000 MB free"), message);
  }

  @Test
  void aCopyHoldsEveryPixelAndIsGoneWhenItIsClosed() throws IOException {
    FloatImage image = new FloatImage(61, 37);
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] = i;
    }
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try (PlaneCopy copy = PlaneCopy.of(image, folder.resolve("x.tif"), new TileSweep(pool, 2), Progress.none())) {
      float[] read = new float[61 * 37];
      copy.plane().read(image.size().whole(), read);
      assertArrayEquals(image.pixels(), read);
      assertTrue(Files.exists(copy.file()) && copy.file().getParent().equals(folder));
    } finally {
      pool.shutdownNow();
    }
    assertEquals(0, count());
  }

  @Test
  void aCopyOfAPlaneThatCannotBeReadLeavesNothing() throws IOException {
    Plane broken = new Plane() {
      @Override
      public ImageSize size() {
        return new ImageSize(400, 3000);
      }

      @Override
      public void read(Tile region, float[] into) throws IOException {
        if (region.bottom() > 2000) {
          throw new IOException("the disk is gone");
        }
      }
    };
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      assertThrows(IOException.class,
          () -> PlaneCopy.of(broken, folder.resolve("x.tif"), new TileSweep(pool, 2), Progress.none()));
    } finally {
      pool.shutdownNow();
    }
    assertEquals(0, count());
  }

  private long count() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  /** x' = 2 x + 7, y' = 2 y - 3 between raw images: the same in every convention. */
  @Test
  void anAffineWarpIsWrittenWithoutAnErrorInAllItsForms() throws IOException {
    int pad = 25;
    Homography raw = Homography.affine(2, 0, 7, 0, 2, -3);
    Homography padded = Homography.translation(pad, pad).after(raw).after(Homography.translation(-pad, -pad));
    List<Path> files = new TaskTransforms(warp(padded, pad, Optional.empty())).write(folder.resolve("t"));
    assertEquals(List.of("transform.json", "transform_itk.tfm", "transform_grid.csv"),
        files.stream().map(f -> f.getFileName().toString()).toList());
    JsonObject json = JsonParser.parseString(Files.readString(files.get(0))).getAsJsonObject();
    assertFalse(json.get("local_field").getAsBoolean());
    assertEquals(0, json.get("affine_largest_error_px").getAsDouble(), 1e-9);
    JsonArray affine = json.getAsJsonArray("affine");
    assertEquals(7, affine.get(2).getAsDouble(), 1e-9);
    // QuPath: pixel centres at halves, so 2 (x - 0.5) + 7 + 0.5.
    assertEquals(6.5, json.getAsJsonArray("qupath").get(2).getAsDouble(), 1e-9);
    assertTrue(Files.readString(files.get(1)).contains("FixedParameters: 0 0\n"));
    List<String> grid = Files.readAllLines(files.get(2));
    assertEquals("0.000,0.000,7.0000,-3.0000", grid.get(1));
    assertEquals("319.000,239.000,645.0000,475.0000", grid.get(33 * 33));
  }
}
