package io.github.exo2micro.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.ImageSize;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's raw files as the JDK's own reader sees them. */
class RawTiffWriterTest {

  @TempDir
  Path folder;

  /** Sizes of one strip, of whole strips, and of a last strip that is short. */
  private static final int[][] SIZES = {{1, 1}, {13, 16}, {7, 48}, {31, 41}};

  private Path write(ImageSize size, boolean deep, int most, int rowsAtOnce) throws IOException {
    Path file = folder.resolve(size.width() + "x" + size.height() + deep + ".tif");
    try (RawTiffWriter writer = new RawTiffWriter(file, size, deep)) {
      for (int y = 0; y < size.height(); y += rowsAtOnce) {
        int rows = Math.min(rowsAtOnce, size.height() - y);
        float[] pixels = new float[rows * size.width()];
        for (int i = 0; i < pixels.length; i++) {
          pixels[i] = value(i % size.width(), y + i / size.width(), most);
        }
        writer.append(pixels, rows);
      }
    }
    return file;
  }

  private static int value(int x, int y, int most) {
    return (x * 977 + y * 3571) % (most + 1);
  }

  @Test
  void eightBitFilesHaveTheirLightInGreenAlone() throws IOException {
    for (int[] s : SIZES) {
      ImageSize size = new ImageSize(s[0], s[1]);
      Path file = write(size, false, 255, 5);
      assertEquals(RawTiffWriter.length(size, false), Files.size(file));
      Raster raster = ImageIO.read(file.toFile()).getRaster();
      assertEquals(3, raster.getNumBands());
      for (int y = 0; y < s[1]; y++) {
        for (int x = 0; x < s[0]; x++) {
          assertEquals(0, raster.getSample(x, y, 0));
          assertEquals(value(x, y, 255), raster.getSample(x, y, 1), x + "," + y + " of " + size);
          assertEquals(0, raster.getSample(x, y, 2));
        }
      }
    }
  }

  @Test
  void sixteenBitFilesAreGreyWithAllTheirBits() throws IOException {
    for (int[] s : SIZES) {
      ImageSize size = new ImageSize(s[0], s[1]);
      Path file = write(size, true, 65_535, 7);
      assertEquals(RawTiffWriter.length(size, true), Files.size(file));
      Raster raster = ImageIO.read(file.toFile()).getRaster();
      assertEquals(1, raster.getNumBands());
      for (int y = 0; y < s[1]; y++) {
        for (int x = 0; x < s[0]; x++) {
          assertEquals(value(x, y, 65_535), raster.getSample(x, y, 0), x + "," + y + " of " + size);
        }
      }
    }
  }

  @Test
  void anImageThatNoClassicTiffHoldsIsRefusedBeforeAFileIsMade() {
    ImageSize huge = new ImageSize(60_000, 40_000);
    assertTrue(RawTiffWriter.length(huge, false) > 0xffffffffL);
    Path file = folder.resolve("huge.tif");
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
        () -> new RawTiffWriter(file, huge, false));
    assertTrue(refused.getMessage().contains("does not fit a classic TIFF"), refused.getMessage());
    assertTrue(Files.notExists(file));
  }
}
