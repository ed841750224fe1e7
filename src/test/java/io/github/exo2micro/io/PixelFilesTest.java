package io.github.exo2micro.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows in files read by region, files written from begin to end, and what else may have a file's name. */
class PixelFilesTest {

  @TempDir
  Path folder;

  private static float value(int x, int y) {
    return x + 1000 * y;
  }

  /** Strips in reverse order behind a header of 13 bytes, or one after another. */
  private long[] strips(Path file, ImageSize size, int rowsPerStrip, ByteOrder order, boolean reverse)
      throws IOException {
    int count = (size.height() + rowsPerStrip - 1) / rowsPerStrip;
    int stripBytes = 4 * size.width() * rowsPerStrip;
    ByteBuffer all = ByteBuffer.allocate(13 + count * stripBytes).order(order);
    long[] offsets = new long[count];
    for (int i = 0; i < count; i++) {
      offsets[i] = 13 + (long) (reverse ? count - 1 - i : i) * stripBytes;
      all.position((int) offsets[i]);
      for (int y = i * rowsPerStrip; y < Math.min(size.height(), (i + 1) * rowsPerStrip); y++) {
        for (int x = 0; x < size.width(); x++) {
          all.putFloat(value(x, y));
        }
      }
    }
    Files.write(file, all.array());
    return offsets;
  }

  /** Narrow, wider than the buffer, wider than the gap between spans: each is read in another way. */
  @ParameterizedTest
  @CsvSource({"31, 23, 5, false, BIG", "31, 23, 5, true, LITTLE", "2000, 40, 7, true, LITTLE",
      "2000, 40, 40, false, BIG",
      "70000, 3, 1, true, LITTLE", "1, 50, 3, true, BIG"})
  void regionsAreReadWhereverTheirStripsLie(int width, int height, int rows, boolean reverse, String byteOrder)
      throws IOException {
    ImageSize size = new ImageSize(width, height);
    ByteOrder order = byteOrder.equals("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    Path file = folder.resolve("strips");
    long[] offsets = strips(file, size, rows, order, reverse);
    Random random = new Random(width);
    try (RegionReader reader = new RegionReader(file, order, size, offsets, rows)) {
      for (int i = 0; i < 30; i++) {
        int x = i == 0 ? 0 : random.nextInt(width);
        int y = i == 0 ? 0 : random.nextInt(height);
        Tile region = i == 0 ? size.whole()
            : new Tile(x, y, 1 + random.nextInt(width - x), 1 + random.nextInt(height - y));
        float[] into = new float[region.area() + 1];
        into[region.area()] = -1;
        reader.read(region, into);
        for (int k = 0; k < region.area(); k++) {
          assertEquals(value(region.x() + k % region.width(), region.y() + k / region.width()), into[k]);
        }
        assertEquals(-1, into[region.area()], "nothing is written behind the region");
      }
      reader.read(new Tile(0, 0, 0, 0), new float[0]);
    }
  }

  @Test
  void aFileThatEndsInsideThePixelsIsDamagedAndSaysWhere() throws IOException {
    ImageSize size = new ImageSize(31, 23);
    Path file = folder.resolve("strips");
    long[] offsets = strips(file, size, 23, ByteOrder.LITTLE_ENDIAN, false);
    byte[] all = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(all, all.length - 1));
    try (RegionReader reader = new RegionReader(file, ByteOrder.LITTLE_ENDIAN, size, offsets, 23)) {
      reader.read(new Tile(0, 0, 31, 22), new float[31 * 22]);
      DamagedImageException e = assertThrows(DamagedImageException.class,
          () -> reader.read(size.whole(), new float[31 * 23]));
      assertTrue(e.reason().contains("the file ends at byte " + (all.length - 1) + ", inside the pixels"), e.reason());
      assertThrows(IllegalArgumentException.class, () -> reader.read(new Tile(30, 0, 2, 1), new float[2]));
    }
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length);
    for (int value : values) {
      buffer.put((byte) value);
    }
    return buffer.flip();
  }

  private String names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return String.join(" ", all.map(p -> p.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void aFileHasItsNameOnlyOnceItIsPublished() throws IOException {
    Path target = folder.resolve("image.tiff");
    try (SequentialFile file = new SequentialFile(target)) {
      file.append(bytes(1, 2, 3));
      file.skip(file.buffer().limit(4));
      file.append(bytes(9));
      file.patch(bytes(7, 8), 1);
      assertEquals(8, file.position());
      assertFalse(Files.exists(target));
      assertThrows(IllegalStateException.class, file::publish, "it is not on the disk yet");
      WrittenImage written = file.finish("abc");
      assertEquals(8, written.bytes());
      assertFalse(Files.exists(target));
      file.publish();
    }
    assertArrayEquals(new byte[] {1, 7, 8, 0, 0, 0, 0, 9}, Files.readAllBytes(target));
    assertEquals("image.tiff", names());
  }

  @Test
  void aFileThatIsGivenUpLeavesNothingAndWhatWasThereStays() throws IOException {
    Path target = folder.resolve("image.tiff");
    Files.write(target, new byte[] {5});
    try (SequentialFile file = new SequentialFile(target)) {
      file.append(bytes(1, 2, 3));
    }
    assertArrayEquals(new byte[] {5}, Files.readAllBytes(target));
    assertEquals("image.tiff", names());
  }

  @Test
  void aFolderThatIsAFileCannotBeWrittenTo() throws IOException {
    Files.write(folder.resolve("busy"), new byte[1]);
    Exception e = assertThrows(Exception.class,
        () -> new SequentialFile(folder.resolve("busy/image.tiff")).close());
    assertTrue(e instanceof RemediableException || e instanceof IOException, e.toString());
    assertEquals("busy", names());
  }

  @Test
  void onlyRegularFilesCountAsFiles() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[1]);
    Path sub = Files.createDirectory(folder.resolve("folder"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("gone"));
    assertEquals(Optional.empty(), PlainFile.oddity(file));
    assertEquals(Optional.empty(), PlainFile.oddity(folder.resolve("none")));
    assertEquals(Optional.of("a folder"), PlainFile.oddity(sub));
    assertEquals(Optional.of("a symbolic link"), PlainFile.oddity(link));
    assertEquals(Optional.of("a symbolic link"), PlainFile.oddity(nowhere));
    assertTrue(PlainFile.exists(file));
    assertFalse(PlainFile.exists(link) || PlainFile.exists(sub) || PlainFile.exists(nowhere));
  }

  @Test
  void whatIsSetAsideReplacesAnEarlierOneButNeverAFolder() throws IOException {
    Path file = folder.resolve("image.tiff");
    Files.write(file, new byte[] {1});
    assertEquals(folder.resolve("image.tiff.damaged"), PlainFile.setAside(file));
    Files.write(file, new byte[] {2});
    PlainFile.setAside(file);
    assertArrayEquals(new byte[] {2}, Files.readAllBytes(folder.resolve("image.tiff.damaged")));
    Files.delete(folder.resolve("image.tiff.damaged"));
    Files.createDirectory(folder.resolve("image.tiff.damaged"));
    Files.createDirectory(folder.resolve("image.tiff.damaged2"));
    Files.write(file, new byte[] {3});
    assertEquals(folder.resolve("image.tiff.damaged3"), PlainFile.setAside(file));
  }

  @Test
  void aNameIsClearedOfLinksAndFoldersAndNotOfFiles() throws IOException {
    Path outside = Files.write(folder.resolve("outside"), new byte[] {1});
    Path link = Files.createSymbolicLink(folder.resolve("image.tiff"), outside);
    PlainFile.clear(link);
    assertFalse(Files.exists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS));
    assertArrayEquals(new byte[] {1}, Files.readAllBytes(outside), "what the link led to is untouched");
    Files.write(link, new byte[] {2});
    PlainFile.clear(link);
    assertArrayEquals(new byte[] {2}, Files.readAllBytes(link));
    PlainFile.clear(folder.resolve("none"));
  }
}
