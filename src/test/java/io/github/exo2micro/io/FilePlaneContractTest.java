package io.github.exo2micro.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every pair of a writer and a plane of checkpoints keeps; inherited once for each format. */
public abstract class FilePlaneContractTest {

  @TempDir
  public Path folder;

  /** Begins a file of this format. */
  protected abstract PlaneWriter writer(Path file, ImageSize size) throws IOException;

  /** Opens a file of this format. */
  protected abstract FilePlane plane(Path file) throws IOException;

  static Stream<ImageSize> sizes() {
    return Stream.of(new ImageSize(613, 227), new ImageSize(1, 1), new ImageSize(1, 5000), new ImageSize(5000, 1),
        new ImageSize(70_001, 3));
  }

  protected Path write(ImageSize size) throws IOException {
    Path file = folder.resolve("plane.bin");
    try (PlaneWriter writer = writer(file, size)) {
      new Pixels(size).copyTo(writer);
      writer.commit();
    }
    return file;
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void givesBackWhatWasWritten(ImageSize size) throws IOException {
    try (FilePlane plane = plane(write(size))) {
      assertEquals(size, plane.size());
      assertSame(size, plane, size.whole());
    }
  }

  private static void assertSame(ImageSize size, FilePlane plane, Tile region) throws IOException {
    float[] expected = new float[region.area()];
    float[] found = new float[region.area()];
    new Pixels(size).read(region, expected);
    plane.read(region, found);
    assertArrayEquals(expected, found, region.toString());
  }

  @Test
  void readsAnyRegion() throws IOException {
    ImageSize size = new ImageSize(2613, 227);
    try (FilePlane plane = plane(write(size))) {
      assertSame(size, plane, new Tile(0, 0, 1, 1));
      assertSame(size, plane, new Tile(2612, 226, 1, 1));
      assertSame(size, plane, new Tile(1300, 17, 256, 112));
      assertSame(size, plane, new Tile(3, 100, 2609, 101));
      assertSame(size, plane, new Tile(2000, 0, 613, 227));
      assertSame(size, plane, new Tile(77, 40, 0, 5));
    }
  }

  @Test
  void refusesARegionOutsideAndAShortBuffer() throws IOException {
    try (FilePlane plane = plane(write(new ImageSize(613, 227)))) {
      assertThrows(IllegalArgumentException.class, () -> plane.read(new Tile(600, 0, 14, 1), new float[14]));
      assertThrows(IllegalArgumentException.class, () -> plane.read(new Tile(-1, 0, 14, 1), new float[14]));
      assertThrows(IllegalArgumentException.class, () -> plane.read(new Tile(0, 0, 14, 2), new float[27]));
    }
  }

  @Test
  void isReadByManyThreadsAtOnce() throws Exception {
    ImageSize size = new ImageSize(613, 2270);
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try (FilePlane plane = plane(write(size))) {
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Tile region = new Tile(i * 7 % 500, i * 131 % 2100, 113, 170);
        futures.add(executor.submit(() -> {
          assertSame(size, plane, region);
          return null;
        }));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void theSamePixelsGiveTheSameBytes() throws IOException {
    byte[] first = Files.readAllBytes(write(new ImageSize(613, 227)));
    assertArrayEquals(first, Files.readAllBytes(write(new ImageSize(613, 227))));
  }

  @Test
  void knowsTheChecksumThatReadingGives() throws IOException {
    ImageSize size = new ImageSize(613, 227);
    WrittenImage written;
    Path file = folder.resolve("checked.bin");
    try (PlaneWriter writer = writer(file, size)) {
      new Pixels(size).copyTo(writer);
      written = writer.commit();
    }
    assertEquals(Files.size(file), written.bytes());
    assertEquals(Files.getLastModifiedTime(file).toMillis(), written.modifiedMillis());
    try (FilePlane plane = plane(file)) {
      for (int threads : new int[] {1, 2, 5}) {
        assertEquals(written.checksum(), PixelChecksum.of(plane, threads, Progress.none()));
      }
    }
    assertEquals(written.checksum(), PixelChecksum.of(new Pixels(size), 3, Progress.none()));
  }

  @Test
  void noticesOneFlippedBit() throws IOException {
    ImageSize size = new ImageSize(613, 227);
    String whole = PixelChecksum.of(new Pixels(size), 1, Progress.none());
    Path file = write(size);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long at = channel.size() / 2;
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, at);
      channel.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 4)}), at);
    }
    String found;
    try (FilePlane plane = plane(file)) {
      found = PixelChecksum.of(plane, 2, Progress.none());
    } catch (DamagedImageException e) {
      found = e.reason();
    }
    assertNotEquals(whole, found);
  }

  @Test
  void refusesATruncatedFileAtOpening() throws IOException {
    Path file = write(new ImageSize(613, 227));
    for (long length : new long[] {0, 5, 100, 3000, Files.size(file) / 2}) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(Math.min(length, channel.size()));
      }
      DamagedImageException e = assertThrows(DamagedImageException.class, () -> plane(file).close());
      assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
      write(new ImageSize(613, 227));
    }
  }

  @Test
  void refusesAFileThatIsNoImage() throws IOException {
    Path file = Files.writeString(folder.resolve("text"), "This is not an image.\n".repeat(1000));
    assertThrows(DamagedImageException.class, () -> plane(file).close());
  }

  @Test
  void showsNothingBeforeItIsCommitted() throws IOException {
    ImageSize size = new ImageSize(613, 227);
    Path file = folder.resolve("sub").resolve("plane.bin");
    try (PlaneWriter writer = writer(file, size)) {
      new Pixels(size).copyTo(writer);
      assertFalse(Files.exists(file));
      writer.finish();
      assertFalse(Files.exists(file));
    }
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void keepsTheOldFileUntilTheNewOneIsWhole() throws IOException {
    Path file = write(new ImageSize(13, 7));
    byte[] old = Files.readAllBytes(file);
    try (PlaneWriter writer = writer(file, new ImageSize(613, 227))) {
      new Pixels(new ImageSize(613, 100)).copyTo(writer);
      assertThrows(IllegalStateException.class, writer::finish);
    }
    assertArrayEquals(old, Files.readAllBytes(file));
  }

  @Test
  void refusesMoreRowsThanThereAre() throws IOException {
    try (PlaneWriter writer = writer(folder.resolve("x"), new ImageSize(5, 2))) {
      writer.append(new float[10], 2);
      assertThrows(IllegalStateException.class, () -> writer.append(new float[5], 1));
    }
  }
}
