package io.github.exo2micro.subtraction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.TileSweep;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawHeader.SampleType;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RatioHistogramTest {

  private static final SignalRange EIGHT_BIT = SignalRange.of(SampleType.UINT8);

  @Test
  void countsAreTheSameWithOneAndWithThreeThreads() throws Exception {
    StainedPair pair = StainedPair.of(1.3, 40, 0.05, true);
    RatioCounts one = sweep(pair, 1);
    RatioCounts three = sweep(pair, 3);
    assertTrue(one.pixels() > 0.99 * pair.post.length);
    assertEquals(one.pixels(), three.pixels());
    for (int i = 0; i < RatioCounts.LEVELS; i++) {
      assertArrayEquals(one.level(i), three.level(i));
    }
    for (int i = 0; i < RatioCounts.REGIONS; i++) {
      assertArrayEquals(one.region(i), three.region(i));
    }
  }

  private static RatioCounts sweep(StainedPair pair, int threads) throws Exception {
    RatioHistogram histogram = new RatioHistogram(EIGHT_BIT, EIGHT_BIT);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      new TileSweep(pool, threads).run(List.of(image(pair.post), image(pair.pre)), List.of(), List.of(histogram),
          Progress.none());
    } finally {
      pool.shutdown();
    }
    return histogram.counts();
  }

  private static FloatImage image(float[] pixels) {
    return new FloatImage(StainedPair.WIDTH, StainedPair.HEIGHT, pixels);
  }

  @Test
  void leavesOutDarkAndSaturatedPixelsAndNaN() {
    float[] post = {0, 10, 255, 10, 300, Float.NaN, 10, 10};
    float[] pre = {10, 0, 10, 255, 300, 10, Float.NaN, 10};
    RatioHistogram histogram = new RatioHistogram(EIGHT_BIT, EIGHT_BIT);
    histogram.accept(new Tile(0, 0, 8, 1), new float[][] {post, pre});
    assertEquals(1, histogram.counts().pixels());
    assertEquals(3, histogram.counts().saturated());
    assertEquals(1, histogram.counts().equal());
  }

  @Test
  void countsOnlyPixelsAboveTheOffsetByTheMargin() {
    float[] post = {20, 22.5f, 30, 30};
    float[] pre = {30, 30, 22.5f, 30};
    SignalRange range = EIGHT_BIT.above(19, 4);
    RatioHistogram histogram = new RatioHistogram(range, range);
    histogram.accept(new Tile(0, 0, 4, 1), new float[][] {post, pre});
    assertEquals(1, histogram.counts().pixels());
  }

  @Test
  void paddingIsNoSignalWhereTheCamerasOffsetLiesBelowZero() {
    SignalRange range = new SignalRange(0, 0, Double.POSITIVE_INFINITY, 0).above(-20, 6);
    float[] post = {0, 30, 30, 5};
    float[] pre = {0, 0, 20, -5};
    RatioHistogram histogram = new RatioHistogram(range, range);
    histogram.accept(new Tile(0, 0, 4, 1), new float[][] {post, pre});
    assertEquals(2, histogram.counts().pixels());
  }

  @Test
  void theLogarithmIsRightToOneInAMillion() {
    for (float v = 1e-6f; v < 1e9f; v *= 1.0371f) {
      assertEquals(Math.log10(v), FastLog.log10(v), 1e-6, "of " + v);
    }
  }

  @Test
  void theDifferenceIsPostMinusScaledPre() {
    float[] out = new float[3];
    new DifferenceFunction(1.5).compute(new Tile(0, 0, 3, 1), new float[][] {{10, 0, 3}, {4, 2, 2}}, out);
    assertArrayEquals(new float[] {4, -3, 0}, out);
    new DifferenceFunction(1.5, 19 - 1.5 * 19, false).compute(new Tile(0, 0, 1, 1), new float[][] {{29}, {23}}, out);
    assertEquals(29 - 19 - 1.5f * (23 - 19), out[0]);
  }

  @Test
  void theDifferenceHasNoValueWhereItsMaskIsNotWhole() {
    float[] out = new float[4];
    new DifferenceFunction(2, 0, true).compute(new Tile(0, 0, 4, 1),
        new float[][] {{10, 10, 10, 10}, {4, 4, 0, 2}, {1, 0.5f, 0, 0.995f}}, out);
    assertArrayEquals(new float[] {2, Float.NaN, Float.NaN, 6}, out);
  }
}
