package io.github.exo2micro.fiji.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Levels of images of awkward sizes, and pyramids of images with holes. */
class PyramidLevelsTest {

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "256, 1, 1", "257, 1, 2", "1, 257, 2", "512, 512, 2", "513, 10, 3", "1, 100000, 10"})
  void thereAreAsManyLevelsAsHalvingsUntilOneTileHoldsIt(int width, int height, int count) {
    PyramidLevels levels = PyramidLevels.of(new ImageSize(width, height), 0);
    assertEquals(count, levels.count());
    assertTrue(levels.sizeOf(count - 1).longestSide() <= PyramidLevels.TILE);
    assertEquals(count, levels.firstHeld(), "nothing is held of no memory");
  }

  @ParameterizedTest
  @CsvSource({"613, 1227", "1, 1000", "1000, 1", "513, 512", "769, 257"})
  void everyColumnAndRowOfEveryLevelStandsForPixelsThatAddUpToTheImage(int width, int height) {
    PyramidLevels levels = PyramidLevels.of(new ImageSize(width, height), 0);
    for (int level = 0; level < levels.count(); level++) {
      int columns = 0;
      for (int x = 0; x < levels.sizeOf(level).width(); x++) {
        assertTrue(levels.columnsIn(level, x) > 0, "an empty column at level " + level);
        columns += levels.columnsIn(level, x);
      }
      int rows = 0;
      for (int y = 0; y < levels.sizeOf(level).height(); y++) {
        assertTrue(levels.rowsIn(level, y) > 0, "an empty row at level " + level);
        rows += levels.rowsIn(level, y);
      }
      assertEquals(width, columns);
      assertEquals(height, rows);
    }
  }

  @ParameterizedTest
  @CsvSource({"613, 1227", "256, 256", "257, 513", "1, 700"})
  void theTilesOfALevelCoverEveryPixelOnce(int width, int height) {
    PyramidLevels levels = PyramidLevels.of(new ImageSize(width, height), 0);
    for (int level = 0; level < levels.count(); level++) {
      ImageSize size = levels.sizeOf(level);
      int[] covered = new int[(int) size.area()];
      long tiles = (long) ((size.width() + 255) / 256) * ((size.height() + 255) / 256);
      for (long index = 0; index < tiles; index++) {
        Tile tile = levels.tile(level, index);
        for (int y = tile.y(); y < tile.bottom(); y++) {
          for (int x = tile.x(); x < tile.right(); x++) {
            covered[y * size.width() + x]++;
          }
        }
      }
      for (int n : covered) {
        assertEquals(1, n);
      }
    }
  }

  @Test
  void whatIsHeldFitsToTheByte() {
    // 1024 x 512 px: 2 097 152 bytes, 524 288, 131 072.
    ImageSize size = new ImageSize(1024, 512);
    assertEquals(3, PyramidLevels.of(size, 131_071).firstHeld());
    assertEquals(2, PyramidLevels.of(size, 131_072).firstHeld());
    assertEquals(1, PyramidLevels.of(size, 131_072 + 524_288).firstHeld());
    assertEquals(1, PyramidLevels.of(size, 131_072 + 524_288 + 2_097_151).firstHeld());
    assertEquals(0, PyramidLevels.of(size, Long.MAX_VALUE).firstHeld());
  }

  /** Holes of one pixel, of a whole block, and all of the left half. */
  private static FloatImage holed() {
    FloatImage image = new FloatImage(600, 300);
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] = i % 600 < 300 || i % 37 == 0 ? Float.NaN : i % 101;
    }
    return image;
  }

  @Test
  void whatHasNoValueIsLeftOutOfMeansWhetherReadOrHeld() throws IOException {
    FloatImage image = holed();
    PlanePyramid read = new PlanePyramid(image, 0);
    PlanePyramid held = new PlanePyramid(image, 1 << 30);
    held.fill(done -> {}, () -> false);
    // Level 2 is one tile of 150 x 75 px.
    float[] fromFile = read.tile(2, 0);
    float[] fromMemory = held.tile(2, 0);
    assertEquals(150 * 75, fromFile.length);
    for (int y = 0; y < 75; y++) {
      for (int x = 0; x < 150; x++) {
        double sum = 0;
        int n = 0;
        for (int k = 0; k < 16; k++) {
          float v = image.at(4 * x + k % 4, 4 * y + k / 4);
          sum += Float.isNaN(v) ? 0 : v;
          n += Float.isNaN(v) ? 0 : 1;
        }
        assertEquals((float) (sum / n), fromFile[150 * y + x], 1e-4f, x + ", " + y);
        if (n == 0) {
          assertTrue(Float.isNaN(fromMemory[150 * y + x]));
        }
      }
    }
  }

  /** Halving a held level weighs by pixels, not by values: what is missing is missing at each step. */
  @Test
  void anImageOfNothingButHolesStaysOneAtEveryLevel() throws IOException {
    FloatImage image = new FloatImage(513, 5);
    java.util.Arrays.fill(image.pixels(), Float.NaN);
    PlanePyramid pyramid = new PlanePyramid(image, 1 << 30);
    pyramid.fill(done -> {}, () -> false);
    for (int level = 0; level < pyramid.levels().count(); level++) {
      for (float v : pyramid.tile(level, 0)) {
        assertTrue(Float.isNaN(v));
      }
    }
  }

  @Test
  void imagesOfOneRowOrColumnAreMeansOfPairs() throws IOException {
    FloatImage row = new FloatImage(515, 1);
    FloatImage column = new FloatImage(1, 515);
    for (int i = 0; i < 515; i++) {
      row.pixels()[i] = i;
      column.pixels()[i] = i;
    }
    float[] expected = new float[258];
    for (int i = 0; i < 257; i++) {
      expected[i] = 2 * i + 0.5f;
    }
    expected[257] = 514;
    for (FloatImage image : new FloatImage[] {row, column}) {
      PlanePyramid pyramid = new PlanePyramid(image, 1 << 20);
      pyramid.fill(done -> {}, () -> false);
      assertArrayEquals(expected, pyramid.tile(1, 0));
    }
  }

  @Test
  void aPlaneThatCannotBeReadEndsTheFillingAndTheTile() {
    AtomicBoolean broken = new AtomicBoolean(true);
    Plane plane = new Plane() {
      @Override
      public ImageSize size() {
        return new ImageSize(700, 700);
      }

      @Override
      public void read(Tile region, float[] into) throws IOException {
        if (broken.get() && region.bottom() > 300) {
          throw new IOException("the disk is gone");
        }
      }
    };
    PlanePyramid pyramid = new PlanePyramid(plane, 1 << 30);
    assertEquals("the disk is gone",
        assertThrows(IOException.class, () -> pyramid.fill(done -> {}, () -> false)).getMessage());
    PlanePyramid reading = new PlanePyramid(plane, 0);
    assertThrows(IOException.class, () -> reading.tile(1, 2));
    broken.set(false);
    org.junit.jupiter.api.Assertions.assertDoesNotThrow(() -> reading.tile(1, 2));
  }
}
