package io.github.exo2micro.fiji.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.picture.statistics.SparsePreview;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Levels and tiles of a whole image, without a viewer. */
class PlanePyramidTest {

  private static final long NOTHING_HELD = 0;
  private static final long ALL_HELD = 1L << 30;

  private static FloatImage image(int width, int height) {
    FloatImage image = new FloatImage(width, height);
    for (int i = 0; i < width * height; i++) {
      image.pixels()[i] = i * 2654435761L % 1009 - 300;
    }
    return image;
  }

  /** The mean of what a reduced pixel stands for, straight from the definition. */
  private static float mean(FloatImage image, int level, int x, int y) {
    double sum = 0;
    int count = 0;
    for (int row = y << level; row < Math.min(image.height(), (y + 1) << level); row++) {
      for (int column = x << level; column < Math.min(image.width(), (x + 1) << level); column++) {
        sum += image.at(column, row);
        count++;
      }
    }
    return (float) (sum / count);
  }

  /** Every tile of every level, put together and compared. */
  private static void assertEveryLevelIsTheMean(FloatImage image, PlanePyramid pyramid) throws IOException {
    PyramidLevels levels = pyramid.levels();
    for (int level = 0; level < levels.count(); level++) {
      long pixels = 0;
      for (long index = 0; pixels < levels.sizeOf(level).area(); index++) {
        Tile tile = levels.tile(level, index);
        float[] got = pyramid.tile(level, index);
        assertEquals(tile.area(), got.length);
        for (int i = 0; i < got.length; i++) {
          assertEquals(mean(image, level, tile.x() + i % tile.width(), tile.y() + i / tile.width()), got[i], 1e-3f,
              "level " + level + " tile " + index + " pixel " + i);
        }
        pixels += tile.area();
      }
      assertEquals(levels.sizeOf(level).area(), pixels, "the tiles of level " + level + " cover it once");
    }
  }

  @Test
  void tilesReadOnDemandAreMeansOfWhatTheyStandFor() throws IOException {
    FloatImage image = image(613, 1227);
    PlanePyramid pyramid = new PlanePyramid(image, NOTHING_HELD);
    assertEquals(4, pyramid.levels().count(), "613 x 1227 px, then 307 x 614, 154 x 307 and 77 x 154");
    assertEveryLevelIsTheMean(image, pyramid);
  }

  @Test
  void levelsInMemoryAreTheSameOnceFilled() throws IOException {
    FloatImage image = image(613, 1227);
    PlanePyramid pyramid = new PlanePyramid(image, ALL_HELD);
    assertTrue(pyramid.levels().isHeld(0));
    pyramid.fill(done -> {}, () -> false);
    assertEveryLevelIsTheMean(image, pyramid);
  }

  @Test
  void someLevelsInMemoryAndSomeReadAgreeToo() throws IOException {
    FloatImage image = image(1031, 613);
    PlanePyramid pyramid = new PlanePyramid(image, 4 * 258 * 154 * 2);
    assertEquals(2, pyramid.levels().firstHeld());
    pyramid.fill(done -> {}, () -> false);
    assertEveryLevelIsTheMean(image, pyramid);
  }

  /** 34 000 × 29 000 px: what stays in memory is bounded, and a tile never takes more than a small part of the file. */
  @Test
  void aFullSizeImageHoldsLittleAndReadsLittle() {
    PyramidLevels levels = PyramidLevels.of(new ImageSize(34_000, 29_000), 80L << 20);
    assertEquals(3, levels.firstHeld());
    long bytes = 0;
    for (int level = levels.firstHeld(); level < levels.count(); level++) {
      bytes += 4 * levels.sizeOf(level).area();
    }
    assertTrue(bytes <= 80L << 20, bytes + " bytes");
    assertEquals(new ImageSize(256, 256), levels.tileOf(2));
    assertTrue(levels.sizeOf(levels.count() - 1).longestSide() <= 256);
  }

  @Test
  void fillingReadsEveryPixelOnce() throws IOException {
    FloatImage image = image(1031, 613);
    AtomicLong read = new AtomicLong();
    Plane counting = new Plane() {
      @Override
      public ImageSize size() {
        return image.size();
      }

      @Override
      public void read(Tile region, float[] into) {
        read.addAndGet(region.area());
        image.read(region, into);
      }
    };
    new PlanePyramid(counting, 4 * 258 * 154 * 2).fill(done -> {}, () -> false);
    assertEquals(image.size().area(), read.get());
  }

  @Test
  void aSketchIsSeenUntilItIsFilled() throws IOException {
    FloatImage image = new FloatImage(2000, 1500);
    java.util.Arrays.fill(image.pixels(), 7);
    PlanePyramid pyramid = new PlanePyramid(image, 1 << 20);
    int held = pyramid.levels().firstHeld();
    assertTrue(held > 0);
    pyramid.sketch(SparsePreview.of(image, 100));
    for (float pixel : pyramid.tile(held, 0)) {
      assertEquals(7f, pixel);
    }
  }

  @Test
  void fillingEndsWhenItIsStoppedOrCancelled() throws IOException {
    PlanePyramid pyramid = new PlanePyramid(image(613, 1227), ALL_HELD);
    List<Double> told = new ArrayList<>();
    pyramid.fill(told::add, () -> told.size() == 10);
    assertEquals(10, told.size());
    assertThrows(CancellationException.class, () -> pyramid.fill(done -> {
      throw new CancellationException("enough");
    }, () -> false));
  }

  @Test
  void aTinyImageIsOneTile() throws IOException {
    FloatImage image = image(5, 3);
    PlanePyramid pyramid = new PlanePyramid(image, NOTHING_HELD);
    assertEquals(1, pyramid.levels().count());
    assertFalse(pyramid.levels().isHeld(0));
    assertArrayEquals(image.pixels(), pyramid.tile(0, 0));
  }
}
