package io.github.exo2micro.subtraction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WholeRatiosTest {

  /** The level of both brightnesses, as pixels are counted. */
  private static int level(double post, double pre) {
    int level = 0;
    while (RatioCounts.upperEdge(level) <= (Math.log10(post) + 2 * Math.log10(pre)) / 3) {
      level++;
    }
    return level;
  }

  @Test
  void noPixelOfALevelIsMissingBetweenItsLimitsAndSomeAreBeyond() {
    SignalRange post = new SignalRange(100, 20, 4095, 1);
    SignalRange pre = new SignalRange(50, 10, 3000, 1);
    WholeRatios whole = new WholeRatios(post, pre);
    for (double p = 0.2; p < 30_000; p *= 1.07) {
      for (double q = 0.2; q < 30_000; q *= 1.07) {
        double ratio = Math.log10(p / q);
        int level = level(p, q);
        boolean counts = p > 20 && p < 3995 && q > 10 && q < 2950;
        boolean inside = ratio < whole.highest(level) && ratio > whole.lowest(level);
        assertTrue(counts || !inside, p + " and " + q + " do not count, but lie inside");
      }
    }
    assertTrue(whole.highest(level(2000, 1000)) > Math.log10(2), "half the top is far from it");
    assertTrue(whole.highest(level(3800, 1900)) < Math.log10(2) + 0.1,
        "close to the top the higher ratios are missing");
  }

  @Test
  void withoutAFloorAndATopEverythingIsWhole() {
    SignalRange any = new SignalRange(0, 0, Double.POSITIVE_INFINITY, 0);
    assertEquals(Double.POSITIVE_INFINITY, new WholeRatios(any, any).highest(40));
    assertEquals(Double.NEGATIVE_INFINITY, new WholeRatios(any, any).lowest(40));
  }
}
