package io.github.exo2micro.tiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way of storing pixels that is promised, from a writer of the tests' own; the JDK's reader checks the writer.
 */
class TiffVariantsTest {

  @TempDir
  Path folder;

  private final TiffSource source = new TiffSource();

  /** A name and what it stands for. */
  record Variant(String name, TestTiff tiff) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Variant> variants() {
    List<Variant> all = new ArrayList<>();
    for (String pixels : List.of("grey8", "rgb8", "rgba8", "greyalpha8", "grey16", "rgb16", "rgba16", "float",
        "signed8", "signed16", "signedrgb16", "grey32", "signed32", "half16", "double64")) {
      for (int compression : new int[] {1, 5, 8, 32946, 32773}) {
        for (boolean tiled : new boolean[] {false, true}) {
          for (boolean planar : new boolean[] {false, true}) {
            for (int predictor = 1; predictor <= 3; predictor++) {
              boolean predictable = compression == 5 || compression == 8;
              boolean floats = List.of("float", "half16", "double64").contains(pixels);
              boolean fits = (predictor < 3 || floats) && (predictor == 1 || predictable);
              if (!fits || planar && !pixels.contains("rgb") && !pixels.startsWith("greya")) {
                continue;
              }
              boolean big = (all.size() & 1) == 1;
              ByteOrder order = (all.size() & 2) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
              all.add(new Variant(pixels + " compression " + compression + (tiled ? " tiles" : " strips")
                  + (planar ? " planes" : "") + " predictor " + predictor + (big ? " Big" : "") + " " + order,
                  tiff(pixels, compression, tiled, planar, predictor, big, order)));
            }
          }
        }
      }
    }
    return all.stream();
  }

  private static TestTiff tiff(String pixels, int compression, boolean tiled, boolean planar, int predictor,
      boolean big,
      ByteOrder order) {
    TestTiff tiff = new TestTiff();
    tiff.samples = pixels.contains("rgba") ? 4 : pixels.contains("rgb") ? 3 : pixels.startsWith("greya") ? 2 : 1;
    tiff.floating = List.of("float", "half16", "double64").contains(pixels);
    tiff.signed = pixels.startsWith("signed");
    tiff.bits = pixels.equals("float") || pixels.endsWith("32") ? 32
        : pixels.endsWith("16") ? 16 : pixels.endsWith("64") ? 64 : 8;
    tiff.formula = pixels.equals("half16") ? (x, y, c) -> (x - 30) * (y - 20) * 0.25
        : tiff.bits == 32 && !tiff.floating ? (x, y, c) -> (x - 30) * 70_000_000.0 + y
            : tiff.floating ? (x, y, c) -> 0.37f * x - 1.7f * y + 1e4f / (1 + x)
                : (x, y, c) -> 7 * x + 13 * y + 101 * c + x * y * 31;
    tiff.compression = compression;
    tiff.tileWidth = tiled ? 32 : 0;
    tiff.tileHeight = 16;
    tiff.planar = planar;
    tiff.predictor = predictor;
    tiff.big = big;
    tiff.order = order;
    return tiff;
  }

  @ParameterizedTest
  @MethodSource("variants")
  void givesThePixelsOfTheFormula(Variant variant) throws IOException {
    TestTiff tiff = variant.tiff();
    Path file = tiff.write(folder.resolve("a.tif"));
    try (RawImage image = source.open(file)) {
      RawHeader header = image.header();
      assertEquals(tiff.width, header.size().width());
      assertEquals(tiff.height, header.size().height());
      assertEquals(tiff.samples, header.channels());
      assertEquals(RawHeader.SampleType.valueOf((tiff.floating ? "FLOAT" : tiff.signed ? "INT" : "UINT") + tiff.bits),
          header.type());
      assertRegion(tiff, image, new Tile(0, 0, tiff.width, tiff.height));
      assertRegion(tiff, image, new Tile(13, 5, 31, 29));
      assertRegion(tiff, image, new Tile(60, 46, 1, 1));
      assertSums(tiff, image, new Tile(3, 4, 50, 40));
    }
    compareWithTheJdk(tiff, file);
  }

  private static void assertRegion(TestTiff tiff, RawImage image, Tile region) throws IOException {
    float[][] pixels = new float[image.header().colourChannels()][region.area()];
    image.read(region, pixels);
    for (int c = 0; c < pixels.length; c++) {
      assertArrayEquals(expected(tiff, region, c), pixels[c], "channel " + c + " of " + region);
      float[] alone = new float[region.area()];
      image.readChannel(c, region, alone);
      assertArrayEquals(pixels[c], alone, "channel " + c + " read alone");
    }
  }

  private static float[] expected(TestTiff tiff, Tile region, int channel) {
    float[] all = new float[region.area()];
    for (int i = 0; i < all.length; i++) {
      all[i] = tiff.expected(region.x() + i % region.width(), region.y() + i / region.width(), channel);
    }
    return all;
  }

  private static void assertSums(TestTiff tiff, RawImage image, Tile region) throws IOException {
    double[] sums = image.channelSums(region);
    for (int c = 0; c < sums.length; c++) {
      double sum = 0;
      for (float v : expected(tiff, region, c)) {
        sum += v;
      }
      assertEquals(sum, sums[c], tiff.floating || tiff.bits > 16 ? 1e-6 * Math.abs(sum) + 1e-6 : 0);
    }
    for (int c = 0; c < sums.length; c++) {
      float[] pixels = new float[region.area()];
      assertArrayEquals(sums, image.readAndSum(List.of(c), region, new float[][] {pixels}), "sums beside channel " + c);
      assertArrayEquals(expected(tiff, region, c), pixels, "channel " + c + " read with sums");
    }
    if (sums.length == 3) {
      float[][] pixels = new float[2][region.area()];
      assertArrayEquals(sums, image.readAndSum(List.of(0, 2), region, pixels));
      assertArrayEquals(expected(tiff, region, 0), pixels[0]);
      assertArrayEquals(expected(tiff, region, 2), pixels[1]);
    }
  }

  /** Shows that the tests' writer writes what others understand; the JDK knows no BigTIFF and no predictor 3. */
  private static void compareWithTheJdk(TestTiff tiff, Path file) throws IOException {
    if (tiff.big || tiff.predictor == 3 || tiff.floating && (tiff.predictor > 1 || tiff.bits != 32)
        || tiff.signed || tiff.bits == 32 && !tiff.floating) {
      return;
    }
    ImageReader jdk = ImageIO.getImageReadersByFormatName("tiff").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      jdk.setInput(in);
      Raster raster = jdk.read(0).getRaster();
      for (int y = 0; y < tiff.height; y++) {
        for (int x = 0; x < tiff.width; x++) {
          for (int c = 0; c < tiff.samples; c++) {
            assertEquals(tiff.expected(x, y, c), raster.getSampleFloat(x, y, c), "the JDK at " + x + "," + y);
          }
        }
      }
    } finally {
      jdk.dispose();
    }
  }

  @Test
  void invertsWholeNumbersWhereZeroIsWhite() throws IOException {
    for (int bits : new int[] {8, 16}) {
      for (int samples : new int[] {1, 3}) {
        TestTiff tiff = new TestTiff().with(t -> t.bits = bits).with(t -> t.photometric = 0)
            .with(t -> t.samples = samples);
        try (RawImage image = source.open(tiff.write(folder.resolve("white.tif")))) {
          assertEquals(samples, image.header().colourChannels());
          assertRegion(tiff, image, new Tile(0, 0, tiff.width, tiff.height));
          assertSums(tiff, image, new Tile(0, 0, tiff.width, tiff.height));
          assertTrue(image.header().format().contains("0 is white: inverted"), image.header().format());
        }
      }
    }
  }

  @Test
  void decodesLzwWhoseTableFillsManyTimes() throws IOException {
    Random random = new Random(5);
    byte[] noise = new byte[300 * 200];
    random.nextBytes(noise);
    TestTiff tiff = new TestTiff();
    tiff.width = 300;
    tiff.height = 200;
    tiff.rowsPerStrip = 200;
    tiff.compression = 5;
    tiff.formula = (x, y, c) -> y < 100 ? noise[y * 300 + x] & 0xff : noise[x / 40] & 0xff;
    Path file = tiff.write(folder.resolve("noise.tif"));
    try (RawImage image = source.open(file)) {
      assertRegion(tiff, image, new Tile(0, 0, 300, 200));
    }
    compareWithTheJdk(tiff, file);
  }

  @Test
  void readsOneHugeCompressedStripPieceByPieceInAnyOrder() throws IOException {
    for (int compression : new int[] {5, 8, 32773}) {
      TestTiff tiff = new TestTiff();
      tiff.width = 1201;
      tiff.height = 1500;
      tiff.samples = 3;
      tiff.rowsPerStrip = 1500;
      tiff.compression = compression;
      tiff.predictor = compression == 32773 ? 1 : 2;
      tiff.formula = (x, y, c) -> (x * 31 ^ y * 17) * 7 + 50 * c;
      try (RawImage image = source.open(tiff.write(folder.resolve("one.tif")))) {
        assertRegion(tiff, image, new Tile(1100, 1400, 101, 100));
        assertRegion(tiff, image, new Tile(0, 0, 700, 5));
        assertRegion(tiff, image, new Tile(5, 3, 3, 1490));
        assertTrue(image.preferredBandHeight() < 1500, "pieces, not the whole strip");
      }
    }
  }

  @Test
  void severalThreadsReadTheSamePixels() throws Exception {
    for (int compression : new int[] {1, 8}) {
      TestTiff tiff = new TestTiff();
      tiff.width = 700;
      tiff.height = 1300;
      tiff.samples = 3;
      tiff.bits = 16;
      tiff.rowsPerStrip = 1300;
      tiff.compression = compression;
      ExecutorService executor = Executors.newFixedThreadPool(4);
      try (RawImage image = source.open(tiff.write(folder.resolve("threads.tif")))) {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          Tile region = new Tile(17 * i, 38 * i, 101, 97);
          tasks.add(() -> {
            assertRegion(tiff, image, region);
            return null;
          });
        }
        for (Future<Void> done : executor.invokeAll(tasks)) {
          done.get();
        }
      } finally {
        executor.shutdown();
      }
    }
  }

  @Test
  void takesThreeGreySamplesAsThreeChannels() throws IOException {
    TestTiff tiff = new TestTiff().with(t -> t.samples = 3).with(t -> t.photometric = 1);
    try (RawImage image = source.open(tiff.write(folder.resolve("three.tif")))) {
      assertEquals(3, image.header().colourChannels());
      assertRegion(tiff, image, new Tile(0, 0, 61, 47));
    }
  }

  @Test
  void readsTilesThatWereLeftOutAsZero() throws IOException {
    TestTiff tiff = new TestTiff().with(t -> t.tileWidth = 32).with(t -> t.tileHeight = 32)
        .with(t -> t.compression = 8);
    for (int compression : new int[] {1, 5, 8, 32773}) {
      tiff.compression = compression;
      tiff.overrides.clear();
      long[] offsets = tiff.chunkOffsets();
      long[] counts = tiff.chunkCounts();
      // One with no place but a length, one with neither, one with a place but no length; the first is there.
      tiff.tag(324, 4, offsets[0], 0, 0, offsets[3]).tag(325, 4, counts[0], counts[1], 0, 0);
      try (RawImage image = source.open(tiff.write(folder.resolve("sparse.tif")))) {
        float[] pixels = new float[61 * 47];
        java.util.Arrays.fill(pixels, 9);
        image.readChannel(0, new Tile(0, 0, 61, 47), pixels);
        for (int y = 0; y < 47; y++) {
          for (int x = 0; x < 61; x++) {
            assertEquals(x < 32 && y < 32 ? tiff.expected(x, y, 0) : 0, pixels[y * 61 + x],
                compression + " at " + x + "," + y);
          }
        }
        assertEquals(List.of("3 of its 4 tiles were never written; zeros stand for them."), image.header().warnings());
      }
    }
  }

  @Test
  void readsAnUncompressedFileWithoutByteCounts() throws IOException {
    TestTiff tiff = new TestTiff().with(t -> t.rowsPerStrip = 47).tag(279, 4);
    try (RawImage image = source.open(tiff.write(folder.resolve("no-counts.tif")))) {
      assertRegion(tiff, image, new Tile(0, 0, 61, 47));
    }
  }

  @Test
  void readsTheFarCornerOfAnImageOfMoreThanTwoToThe31Pixels() throws IOException {
    // A header for 50 000 x 50 000 px and, in a hole of 2.5 GB, a few pixels at the very end.
    TestTiff tiff = new TestTiff().with(t -> t.width = 50_000).with(t -> t.height = 1).with(t -> t.rowsPerStrip = 1)
        .with(t -> t.big = true);
    byte[] start = tiff.tag(257, 4, 50_000).tag(278, 4, 50_000).tag(279, 16, 2_500_000_000L).tag(273, 16, 60_000)
        .bytes();
    Path file = folder.resolve("huge.tif");
    try (java.nio.channels.FileChannel out = java.nio.channels.FileChannel.open(file,
        java.nio.file.StandardOpenOption.CREATE_NEW, java.nio.file.StandardOpenOption.WRITE,
        java.nio.file.StandardOpenOption.SPARSE)) {
      out.write(java.nio.ByteBuffer.wrap(start), 0);
      out.write(java.nio.ByteBuffer.wrap(new byte[] {1, 2, 3}), 60_000 + 2_500_000_000L - 3);
    }
    try (RawImage image = source.open(file)) {
      assertEquals(2_500_000_000L, image.header().size().area());
      float[] corner = new float[8];
      image.readChannel(0, new Tile(49_996, 49_998, 4, 2), corner);
      assertArrayEquals(new float[] {0, 0, 0, 0, 0, 1, 2, 3}, corner);
    }
  }

  @Test
  void refusesRegionsOutsideAndBuffersTooShort() throws IOException {
    try (RawImage image = source.open(new TestTiff().write(folder.resolve("a.tif")))) {
      org.junit.jupiter.api.Assertions.assertThrows(IllegalArgumentException.class,
          () -> image.readChannel(0, new Tile(0, 0, 62, 1), new float[62]));
      org.junit.jupiter.api.Assertions.assertThrows(IllegalArgumentException.class,
          () -> image.readChannel(0, new Tile(0, 0, 61, 1), new float[60]));
      org.junit.jupiter.api.Assertions.assertThrows(IllegalArgumentException.class,
          () -> image.readChannel(1, new Tile(0, 0, 1, 1), new float[1]));
    }
  }
}
