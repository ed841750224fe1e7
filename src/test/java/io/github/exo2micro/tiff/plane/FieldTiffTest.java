package io.github.exo2micro.tiff.plane;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.DamagedImageException;
import io.github.exo2micro.io.FilePlane;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Displacement fields and deflated strips on disk, by readers that are not ours and with damage. */
class FieldTiffTest {

  @TempDir
  Path folder;

  private static float dx(int i, int j) {
    return 0.25f * i - 3 * j;
  }

  private static float dy(int i, int j) {
    return -7.5f + i * j;
  }

  private Path field(int columns, int rows) throws IOException {
    Path file = folder.resolve("field.tiff");
    try (FieldTiffWriter writer = new FieldTiffWriter(file, new ImageSize(columns, 2 * rows))) {
      for (int component = 0; component < 2; component++) {
        float[] row = new float[columns];
        for (int j = 0; j < rows; j++) {
          for (int i = 0; i < columns; i++) {
            row[i] = component == 0 ? dx(i, j) : dy(i, j);
          }
          writer.append(row, 1);
        }
      }
      writer.commit();
    }
    return file;
  }

  @Test
  void imageJShowsAFieldAsTwoChannels() throws IOException {
    ImagePlus shown = IJ.openImage(field(7, 5).toString());
    assertEquals(2, shown.getNChannels());
    assertEquals(7, shown.getWidth());
    assertEquals(5, shown.getHeight());
    for (int j = 0; j < 5; j++) {
      for (int i = 0; i < 7; i++) {
        assertEquals(dx(i, j), shown.getStack().getProcessor(1).getf(i, j));
        assertEquals(dy(i, j), shown.getStack().getProcessor(2).getf(i, j));
      }
    }
  }

  @Test
  void theJdkReadsBothPages() throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(field(7, 5).toFile())) {
      reader.setInput(in);
      assertEquals(2, reader.getNumImages(true));
      Raster first = reader.read(0).getRaster();
      Raster second = reader.read(1).getRaster();
      assertEquals(dx(6, 4), first.getSampleFloat(6, 4, 0));
      assertEquals(dy(6, 4), second.getSampleFloat(6, 4, 0));
    } finally {
      reader.dispose();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "7, 5", "1, 40", "300, 2"})
  void readsRegionsOfDxAboveDyBelow(int columns, int rows) throws IOException {
    try (FilePlane plane = new FieldTiffPlane(field(columns, rows))) {
      assertEquals(new ImageSize(columns, 2 * rows), plane.size());
      Tile region = new Tile(columns / 2, rows - 1, columns - columns / 2, 2);
      float[] got = new float[region.area()];
      plane.read(region, got);
      for (int i = 0; i < region.width(); i++) {
        assertEquals(dx(region.x() + i, rows - 1), got[i]);
        assertEquals(dy(region.x() + i, 0), got[region.width() + i]);
      }
    }
  }

  @Test
  void aFileThatIsCutLongerOrOfAnotherKindIsDamaged() throws IOException {
    byte[] good = Files.readAllBytes(field(7, 5));
    assertTrue(damage(Arrays.copyOf(good, good.length - 1)).contains("it has " + (good.length - 1)
        + " bytes instead of " + good.length));
    assertTrue(damage(Arrays.copyOf(good, good.length + 4)).contains("instead of " + good.length));
    assertTrue(damage(Arrays.copyOf(good, 100)).contains("its header is not that of a displacement field"));
    assertTrue(damage(new byte[0]).contains("0 x 0 nodes"));
    assertTrue(damage("this is no image at all, but a text".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .contains("nodes"));
  }

  private String damage(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("damaged.tiff"), bytes);
    return assertThrows(DamagedImageException.class, () -> new FieldTiffPlane(file).close()).getMessage();
  }

  /** Whatever byte of the header is spoilt, the file is refused before memory is taken for what it claims. */
  @Test
  void noSpoiltByteOfTheHeaderGoesUnnoticed() throws IOException {
    byte[] good = Files.readAllBytes(field(3, 2));
    Path file = folder.resolve("field.tiff");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int at = 0; at < FieldTiffLayout.DATA_AT; at++) {
        channel.write(ByteBuffer.wrap(new byte[] {(byte) (good[at] ^ 0x55)}), at);
        assertThrows(DamagedImageException.class, () -> new FieldTiffPlane(file).close(), "byte " + at);
        channel.write(ByteBuffer.wrap(good, at, 1), at);
      }
    }
  }

  @Test
  void sizesThatNoFitGivesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new FieldTiffLayout(0, 5));
    assertThrows(IllegalArgumentException.class, () -> new FieldTiffLayout(1 << 20, 1 << 20));
    assertEquals(512 + 8L * (1 << 25), new FieldTiffLayout(1 << 12, 1 << 13).bytes());
  }

  private static final ImageSize SIZE = new ImageSize(1031, 211);

  private static float value(int x, int y) {
    return (x * 31 + y * 17) % 101 - 0.25f * y;
  }

  private Path deflated() throws IOException {
    Path file = folder.resolve("deflated.tiff");
    try (DeflatedTiffWriter writer = new DeflatedTiffWriter(file, SIZE, 1, java.util.Optional.empty())) {
      float[] pixels = new float[(int) SIZE.area()];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = value(i % SIZE.width(), i / SIZE.width());
      }
      writer.append(pixels, SIZE.height());
      writer.commit();
    }
    return file;
  }

  private static void assertReads(FilePlane plane, Tile region) throws IOException {
    float[] got = new float[region.area()];
    plane.read(region, got);
    for (int i = 0; i < got.length; i++) {
      assertEquals(value(region.x() + i % region.width(), region.y() + i / region.width()), got[i]);
    }
  }

  @Test
  void manyThreadsReadAnyRegionsOfDeflatedStrips() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try (FilePlane plane = new Float32TiffPlane(deflated())) {
      Callable<Void> work = () -> {
        Random random = new Random(Thread.currentThread().getName().hashCode());
        for (int i = 0; i < 40; i++) {
          int x = random.nextInt(SIZE.width());
          int y = random.nextInt(SIZE.height());
          assertReads(plane,
              new Tile(x, y, 1 + random.nextInt(SIZE.width() - x), 1 + random.nextInt(SIZE.height() - y)));
        }
        return null;
      };
      for (Future<Void> done : executor.invokeAll(List.of(work, work, work, work))) {
        done.get();
      }
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void aSpoiltStripIsRefusedEachTimeAndTheOthersAreRead() throws IOException {
    Path file = deflated();
    Float32TiffDirectory directory = Float32TiffDirectory.read(file);
    int strips = directory.offsets().length;
    assertTrue(strips > 1, "one strip shows nothing");
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) (directory.offsets()[1] + directory.counts()[1] / 2)] ^= 0x10;
    Files.write(file, bytes);
    int rows = directory.rowsPerStrip();
    try (FilePlane plane = new Float32TiffPlane(file)) {
      for (int turn = 0; turn < 2; turn++) {
        DamagedImageException e = assertThrows(DamagedImageException.class,
            () -> plane.read(new Tile(0, rows, 5, 1), new float[5]));
        assertTrue(e.reason().contains("strip 1"), e.reason());
        assertReads(plane, new Tile(3, 0, 100, rows));
      }
    }
  }

  @Test
  void nothingIsReadOfARegionOutsideOrIntoABufferTooShort() throws IOException {
    try (FilePlane plane = new Float32TiffPlane(deflated())) {
      float[] whole = new float[(int) SIZE.area()];
      assertThrows(IllegalArgumentException.class, () -> plane.read(new Tile(1020, 0, 12, 1), whole));
      assertThrows(IllegalArgumentException.class, () -> plane.read(new Tile(0, 0, 10, 10), new float[99]));
      plane.read(new Tile(0, 0, 0, 0), new float[0]);
      assertArrayEquals(new float[(int) SIZE.area()], whole);
    }
  }
}
