package io.github.exo2micro.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.tiff.plane.FieldTiffPlane;
import io.github.exo2micro.tiff.plane.FieldTiffWriter;
import io.github.exo2micro.tiff.plane.Float32TiffPlane;
import io.github.exo2micro.tiff.plane.Float32TiffWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What all writers of uncompressed planes promise. */
class RowWriterTest {

  private static final ImageSize SIZE = new ImageSize(37, 26);

  @TempDir
  Path folder;

  /** The writers with the readers of their files. */
  enum Kind {
    TIFF {
      @Override
      RowWriter writer(Path file) throws IOException {
        return new Float32TiffWriter(file, SIZE);
      }

      @Override
      FilePlane plane(Path file) throws IOException {
        return new Float32TiffPlane(file);
      }
    },
    FIELD {
      @Override
      RowWriter writer(Path file) throws IOException {
        return new FieldTiffWriter(file, SIZE);
      }

      @Override
      FilePlane plane(Path file) throws IOException {
        return new FieldTiffPlane(file);
      }
    },
    FITS {
      @Override
      RowWriter writer(Path file) throws IOException {
        return new FitsWriter(file, SIZE, List.of());
      }

      @Override
      FilePlane plane(Path file) throws IOException {
        return new FitsPlane(file);
      }
    };

    abstract RowWriter writer(Path file) throws IOException;

    abstract FilePlane plane(Path file) throws IOException;
  }

  private static float[] pixels() {
    float[] pixels = new float[(int) SIZE.area()];
    for (int i = 0; i < pixels.length; i++) {
      // The first rows are zero, as padding is.
      pixels[i] = i < 10 * SIZE.width() ? 0 : i * 0.37f - 90;
    }
    pixels[pixels.length - 1] = Float.NaN;
    return pixels;
  }

  @ParameterizedTest
  @EnumSource
  void rowsThatComeInPiecesAreReadAsOneAndCountedAsOne(Kind kind) throws IOException {
    Path file = folder.resolve("plane");
    float[] pixels = pixels();
    WrittenImage written;
    try (RowWriter writer = kind.writer(file)) {
      for (int row = 0; row < SIZE.height();) {
        int rows = Math.min(1 + row % 4, SIZE.height() - row);
        writer.append(java.util.Arrays.copyOfRange(pixels, row * SIZE.width(), (row + rows) * SIZE.width()), rows);
        row += rows;
      }
      assertTrue(Files.notExists(file), "it has its name only when it is whole");
      written = writer.commit();
    }
    assertEquals(Files.size(file), written.bytes());
    try (FilePlane plane = kind.plane(file)) {
      float[] read = new float[pixels.length];
      plane.read(SIZE.whole(), read);
      assertArrayEquals(pixels, read);
      assertEquals(written.checksum(), PixelChecksum.of(plane, 2, Progress.none()));
      float[] corner = new float[6];
      plane.read(new Tile(35, 23, 2, 3), corner);
      assertEquals(pixels[25 * 37 + 35], corner[4]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tooFewOrTooManyRowsAreABugAndLeaveNoFile(Kind kind) throws IOException {
    Path file = folder.resolve("plane");
    try (RowWriter writer = kind.writer(file)) {
      writer.append(pixels(), SIZE.height() - 1);
      assertTrue(assertThrows(IllegalStateException.class, writer::finish).getMessage().contains("1 of 26 rows"));
      assertThrows(IllegalStateException.class, () -> writer.append(pixels(), 2));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void allKindsHaveTheSameChecksumOfTheSamePixels() throws IOException {
    List<String> sums = new java.util.ArrayList<>();
    for (Kind kind : Kind.values()) {
      try (RowWriter writer = kind.writer(folder.resolve(kind.name()))) {
        writer.append(pixels(), SIZE.height());
        sums.add(writer.commit().checksum());
      }
    }
    assertEquals(1, sums.stream().distinct().count(), sums.toString());
  }

  /** Longer than all buffers together, with more than a buffer of zeros, and a negative zero in them. */
  @Test
  void aTiffFileOfManyBuffersHoldsWhatWasGiven() throws IOException {
    ImageSize size = new ImageSize(2000, 1100);
    float[] all = new float[(int) size.area()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i / size.width() < 300 || i / size.width() > 800 ? i % 977 : 0;
    }
    all[1300 * 600] = -0f;
    Path file = folder.resolve("long.tiff");
    try (RowWriter writer = new Float32TiffWriter(file, size)) {
      float[] rows = new float[100 * size.width()];
      for (int y = 0; y < size.height(); y += 100) {
        System.arraycopy(all, y * size.width(), rows, 0, rows.length);
        writer.append(rows, 100);
        // What was given is the caller's again.
        java.util.Arrays.fill(rows, Float.NaN);
      }
      writer.finish();
      writer.publish();
    }
    float[] back = new float[all.length];
    try (FilePlane plane = new Float32TiffPlane(file)) {
      plane.read(size.whole(), back);
    }
    assertArrayEquals(all, back);
    assertEquals(Float.floatToRawIntBits(-0f), Float.floatToRawIntBits(back[1300 * 600]));
  }
}
