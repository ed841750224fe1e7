package io.github.exo2micro.picture.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.FloatImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How brightness becomes levels, levels bars, and sums of several threads one. */
class LevelsTest {

  @Test
  void everyBinsLevelsAreAddedOnceAndTheOthersLeftOut() {
    Bins bins = Bins.equal(10, 29, 10, 2);
    long[] counts = new long[40];
    Arrays.setAll(counts, i -> i);
    double[] sums = bins.sum(counts);
    assertEquals(20, sums.length);
    assertEquals(10, sums[0]);
    assertEquals(29, sums[19]);
    assertEquals(-1, bins.lower());
    assertEquals(39, bins.upper());
  }

  @Test
  void moreLevelsThanBarsShareBarsWithoutLosingOne() {
    Bins bins = Bins.equal(0, 1000, 0, 1);
    long[] ones = new long[1001];
    Arrays.fill(ones, 1);
    double[] sums = bins.sum(ones);
    assertTrue(sums.length <= 400, sums.length + " bars");
    assertEquals(1001, Arrays.stream(sums).sum());
    for (int i = 1; i < bins.edges().length; i++) {
      assertTrue(bins.edges()[i] > bins.edges()[i - 1]);
    }
  }

  @Test
  void coarselyRecordedBrightnessLosesNoPixel() {
    BrightnessScale scale = BrightnessScale.fine(255, true);
    long[] counts = new long[scale.levels()];
    for (int k = 3; k <= 120; k += 9) {
      counts[k] = k;
    }
    Bins bins = Bins.brightness(scale, List.of(counts, new long[scale.levels()]));
    assertEquals(Arrays.stream(counts).sum(), Arrays.stream(bins.sum(counts)).sum());
    assertEquals(14, bins.edges().length - 1, "a bar per value that occurs");
  }

  @Test
  void aQuantileIsTheLevelThatHoldsIt() {
    long[] counts = {0, 5, 0, 4, 1};
    assertEquals(1, Bins.quantile(counts, 0));
    assertEquals(1, Bins.quantile(counts, 0.5));
    assertEquals(3, Bins.quantile(counts, 0.51));
    assertEquals(4, Bins.quantile(counts, 1));
    assertEquals(0, Bins.quantile(new long[3], 0.5));
  }

  @Test
  void wholeNumbersKeepALevelEachAndDeepOnesShare() {
    BrightnessScale eight = BrightnessScale.fine(255, true);
    assertEquals(1, eight.width());
    assertEquals(256, eight.levels());
    assertEquals(256, BrightnessScale.fine(9, true).levels(), "never fewer than 8 bits have");
    BrightnessScale deep = BrightnessScale.fine(65_535, true);
    assertEquals(4, deep.width());
    assertEquals(16_384, deep.levels());
    assertEquals(deep.levels() - 1, deep.level(65_535));
    assertEquals(512, BrightnessScale.coarse(65_535, true).levels());
  }

  @Test
  void fractionsAreSortedIntoTheirOwnRangeAndNothingIsALevelToo() {
    BrightnessScale scale = BrightnessScale.coarse(0.75, false);
    assertEquals(511, scale.level(0.75));
    assertEquals(0, scale.level(0));
    assertEquals(0.75, scale.value(511), 1e-12);
    for (int k = 0; k < scale.levels(); k++) {
      assertEquals(k, scale.level(scale.value(k)));
    }
    assertEquals(1, BrightnessScale.coarse(Double.POSITIVE_INFINITY, false).width());
    assertEquals(0, scale.level(Double.NaN));
    assertEquals(0, scale.level(-3));
    assertEquals(511, scale.level(1e30));
  }

  @Test
  void theLoopsLevelIsTheLevel() {
    BrightnessScale scale = BrightnessScale.fine(4095, true);
    for (float v = -10; v < 5000; v += 0.37f) {
      assertEquals(scale.level((double) v), BrightnessScale.level(v, (float) (1 / scale.width()), scale.levels() - 1));
    }
  }

  @Test
  void aScaleWithoutWidthOrLevelsIsABug() {
    assertThrows(IllegalArgumentException.class, () -> new BrightnessScale(0, 5));
    assertThrows(IllegalArgumentException.class, () -> new BrightnessScale(Double.NaN, 5));
    assertThrows(IllegalArgumentException.class, () -> new BrightnessScale(1, 1));
  }

  @Test
  void shardsAreHandedToOneAtATimeAndReused() {
    List<long[]> made = new ArrayList<>();
    Shards<long[]> shards = new Shards<>(() -> {
      made.add(new long[2]);
      return made.get(made.size() - 1);
    });
    long[] first = shards.acquire();
    long[] second = shards.acquire();
    assertNotSame(first, second);
    shards.release(first);
    assertSame(first, shards.acquire());
    shards.release(first);
    shards.release(second);
    assertEquals(2, shards.all().size());
    assertEquals(2, made.size());
    long[] sum = {1, 2};
    Shards.add(sum, new long[] {10, 20});
    assertArrayEquals(new long[] {11, 22}, sum);
  }

  private static FloatImage image(float... pixels) {
    return new FloatImage(pixels.length, 1, pixels);
  }

  @Test
  void aPreviewsDifferenceTakesBothOffsetsOffAndHasNoBackground() {
    Preview preview = new Preview(image(110, 50, 7), image(60, 20, 7), image(1, 1, 0), 4);
    FloatImage difference = preview.difference(image(2, 1.5f, 1), 10, 10);
    assertArrayEquals(new float[] {0, 25, Float.NaN}, difference.pixels(), 1e-5f);
    Preview covered = preview.within(image(1, 0, 1));
    assertArrayEquals(new float[] {0, Float.NaN, Float.NaN}, covered.difference(image(2, 1.5f, 1), 10, 10).pixels(),
        1e-5f);
    assertThrows(IllegalArgumentException.class, () -> new Preview(image(1), image(1, 2), image(1), 1));
  }
}
