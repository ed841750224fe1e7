package io.github.exo2micro.tiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.RawImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JPEG strip of any size gives the pixels that the JDK decodes from it, and a damaged one gives none. */
class JpegStripsTest {

  /** A strip of 4.5 MB, which is decoded row by row; the other is decoded as a whole. */
  private static final int LARGE = 1301;
  private static final int SMALL = 301;
  private static final int WIDTH = 1153;

  @TempDir
  Path folder;

  private final TiffSource source = new TiffSource();

  private static TestTiff tiff(int samples, int height) {
    TestTiff tiff = new TestTiff();
    tiff.width = WIDTH;
    tiff.height = height;
    tiff.samples = samples;
    tiff.rowsPerStrip = height;
    tiff.compression = 7;
    tiff.jpegQuality = 0.9f;
    tiff.formula = (x, y, c) -> 100 + 60 * Math.sin(x / 9.0 + c) * Math.cos(y / 7.0) + (x * 31 ^ y * 17) % 20;
    return tiff;
  }

  /** What the JDK makes of the strip alone. */
  private static byte[] reference(TestTiff tiff) throws IOException {
    byte[] file = tiff.bytes();
    int at = (int) tiff.chunkOffsets()[0];
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try {
      reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(file, at, (int) tiff.chunkCounts()[0])),
          true, true);
      return ((java.awt.image.DataBufferByte) reader.readRaster(0, null).getDataBuffer()).getData();
    } finally {
      reader.dispose();
    }
  }

  private static void assertReads(byte[] reference, int samples, RawImage image, Tile region) throws IOException {
    float[][] pixels = new float[samples][region.area()];
    image.read(region, pixels);
    for (int c = 0; c < samples; c++) {
      float[] expected = new float[region.area()];
      for (int i = 0; i < expected.length; i++) {
        int x = region.x() + i % region.width();
        int y = region.y() + i / region.width();
        expected[i] = reference[(y * WIDTH + x) * samples + c] & 0xff;
      }
      assertArrayEquals(expected, pixels[c], "channel " + c + " of " + region);
    }
  }

  @Test
  void decodesLargeStripsRowByRowAsTheJdkDoesAsAWhole() throws IOException {
    for (boolean progressive : new boolean[] {false, true}) {
      TestTiff tiff = tiff(3, LARGE);
      tiff.jpegProgressive = progressive;
      byte[] reference = reference(tiff);
      Path file = tiff.write(folder.resolve("large.tif"));
      try (RawImage image = source.open(file)) {
        assertEquals(progressive ? LARGE : (1 << 20) / (3 * WIDTH), image.preferredBandHeight());
        assertReads(reference, 3, image, new Tile(0, 0, WIDTH, 97));
        assertReads(reference, 3, image, new Tile(1000, LARGE - 50, 153, 50));
        assertReads(reference, 3, image, new Tile(5, 3, 7, 900));
      }
      long decoding = source.header(file).decodingBytes();
      long whole = 3L * WIDTH * LARGE;
      assertTrue(progressive ? decoding > 7 * whole : decoding < 17 << 20, decoding + " bytes for a strip of " + whole);
    }
  }

  @Test
  void decodesLargeGreyStripsAndColoursOfYCbCr() throws IOException {
    TestTiff grey = tiff(1, 3 * LARGE);
    byte[] reference = reference(grey);
    try (RawImage image = source.open(grey.write(folder.resolve("grey.tif")))) {
      assertEquals((1 << 20) / WIDTH, image.preferredBandHeight());
      assertReads(reference, 1, image, new Tile(0, 3000, WIDTH, 903));
    }
    // The same strip called YCbCr, small and large: the same formula gives its colours both times.
    float[][] pixels = new float[3][61 * 40];
    float[][] large = new float[3][61 * 40];
    try (RawImage whole = source.open(ycbcr(SMALL)); RawImage rows = source.open(ycbcr(LARGE))) {
      whole.read(new Tile(100, 10, 61, 40), pixels);
      rows.read(new Tile(100, 10, 61, 40), large);
    }
    byte[] raw = reference(tiff(3, SMALL));
    int at = ((10 * WIDTH) + 100) * 3;
    double red = (raw[at] & 0xff) + 1.402 * ((raw[at + 2] & 0xff) - 128);
    assertEquals(Math.max(0, Math.min(255, red)), pixels[0][0], 0.51);
    assertArrayEquals(pixels, large);
  }

  private Path ycbcr(int height) throws IOException {
    TestTiff tiff = tiff(3, height);
    tiff.photometric = 6;
    return tiff.write(folder.resolve("ycbcr" + height + ".tif"));
  }

  @Test
  void severalThreadsReadALargeStrip() throws Exception {
    TestTiff tiff = tiff(3, LARGE);
    byte[] reference = reference(tiff);
    ExecutorService executor = Executors.newFixedThreadPool(3);
    try (RawImage image = source.open(tiff.write(folder.resolve("threads.tif")))) {
      for (var done : executor.invokeAll(IntStream.range(0, 12).<Callable<Void>>mapToObj(i -> () -> {
        assertReads(reference, 3, image, new Tile(200 * (i % 4), 100 * i, 301, 97));
        return null;
      }).toList())) {
        done.get();
      }
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void leavesNoThreadBehindWhenALargeStripIsClosedHalfRead() throws Exception {
    Path file = tiff(3, LARGE).write(folder.resolve("half.tif"));
    for (int i = 0; i < 3; i++) {
      try (RawImage image = source.open(file)) {
        image.read(new Tile(0, 100, 50, 10), new float[3][500]);
      }
    }
    long end = System.nanoTime() + 20_000_000_000L;
    while (decoders() > 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertEquals(0, decoders());
  }

  private static long decoders() {
    return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().equals("exo2micro JPEG")).count();
  }

  /**
   * The decoder goes on with grey where data are missing; whoever only heard its first warning took that for pixels.
   */
  @Test
  void callsCutAndOverwrittenStripsDamaged() throws IOException {
    for (int height : new int[] {SMALL, LARGE}) {
      TestTiff tiff = tiff(3, height);
      byte[] sound = tiff.bytes();
      int at = (int) tiff.chunkOffsets()[0];
      int length = (int) tiff.chunkCounts()[0];
      // Cut to a third: by its count alone, and with its bytes gone.
      assertDamaged(tiff(3, height).tag(279, 4, length / 3).bytes(), height);
      byte[] zeros = sound.clone();
      Arrays.fill(zeros, at + length / 3, at + length, (byte) 0);
      assertDamaged(zeros, height);
      byte[] ones = sound.clone();
      Arrays.fill(ones, at + length / 2, at + length, (byte) 0xff);
      assertDamaged(ones, height);
      byte[] middle = sound.clone();
      Arrays.fill(middle, at + length / 2, at + length / 2 + 64, (byte) 0xff);
      assertDamaged(middle, height);
    }
  }

  private void assertDamaged(byte[] bytes, int height) throws IOException {
    Path file = Files.write(folder.resolve("damaged.tif"), bytes);
    try (RawImage image = source.open(file)) {
      RemediableException damage = assertThrows(RemediableException.class, () -> {
        for (int y = 0; y < height; y += 50) {
          Tile band = new Tile(0, y, WIDTH, Math.min(50, height - y));
          image.read(band, new float[3][band.area()]);
        }
      });
      assertTrue(damage.evidence().contains("strip 1 of 1"), damage.getMessage());
    }
  }

  @Test
  void refusesWhatNoJpegOfThatLengthCanHold() throws IOException {
    // 834 bytes that claim 8000 x 5000 px of three samples.
    TestTiff tiff = tiff(3, 20).tag(256, 4, 8000).tag(257, 4, 5000).tag(278, 4, 5000).tag(279, 4, 834);
    RemediableException refusal = assertThrows(RemediableException.class,
        () -> source.header(tiff.write(folder.resolve("claims.tif"))));
    assertTrue(refusal.evidence().contains("120000000 bytes of pixels in strip 1 of 1"), refusal.getMessage());
  }

  /** Some writers call planes YCbCr that hold red, green and blue, and nothing in the file tells. */
  @Test
  void refusesPlanesApartThatAreCalledYCbCr() throws IOException {
    TestTiff tiff = tiff(3, SMALL).with(t -> t.planar = true).with(t -> t.photometric = 6);
    RemediableException refusal = assertThrows(RemediableException.class,
        () -> source.header(tiff.write(folder.resolve("planes.tif"))));
    assertTrue(refusal.evidence().contains("JPEG planes apart that are called YCbCr"), refusal.getMessage());
    assertTrue(!(refusal instanceof io.github.exo2micro.port.UnsupportedImageException), "no other reader is asked");
    TestTiff rgb = tiff(3, SMALL).with(t -> t.planar = true);
    try (RawImage image = source.open(rgb.write(folder.resolve("planes-rgb.tif")))) {
      float[] green = new float[WIDTH];
      image.readChannel(1, new Tile(0, 7, WIDTH, 1), green);
      for (int x = 0; x < WIDTH; x++) {
        assertEquals(rgb.expected(x, 7, 1), green[x], 12, "green at " + x);
      }
    }
  }
}
