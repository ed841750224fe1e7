package io.github.exo2micro.subtraction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.port.RawHeader.SampleType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleEstimatorTest {

  private static final SignalRange EIGHT_BIT = SignalRange.of(SampleType.UINT8);
  private static final SignalRange SIXTEEN_BIT = SignalRange.of(SampleType.UINT16);
  private static final SignalRange FLOAT = SignalRange.of(SampleType.FLOAT32);

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.9, 1.0, 1.05, 1.3, 2.5})
  void findsTheScaleOfEightBitDataToOnePercent(double scale) {
    ScaleEstimate estimate = ScaleEstimator.moffat(StainedPair.of(scale, 40, 0.05, true).ratios(EIGHT_BIT));
    assertEquals(scale, estimate.scale(), 0.01 * scale);
    assertEquals("", estimate.note());
    assertTrue(estimate.fit().orElseThrow().converged());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.9, 1.0, 1.05, 1.3, 2.5})
  void findsTheScaleOfDimEightBitDataToOneAndAHalfPercent(double scale) {
    // 12 counts with a noise of 1.4: one count is 8 %.
    ScaleEstimate estimate = ScaleEstimator.moffat(StainedPair.of(scale, 12, 0.05, true).ratios(EIGHT_BIT));
    assertEquals(scale, estimate.scale(), 0.015 * scale);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.9, 1.0, 1.05, 1.3, 2.5})
  void findsTheScaleOfSixteenBitDataToOnePercent(double scale) {
    ScaleEstimate estimate = ScaleEstimator.moffat(StainedPair.of(scale, 4000, 0.05, true).ratios(SIXTEEN_BIT));
    assertEquals(scale, estimate.scale(), 0.01 * scale);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.9, 1.0, 1.05, 1.3, 2.5})
  void findsTheScaleOfFloatsBelowOneToOnePercent(double scale) {
    StainedPair pair = StainedPair.of(scale, 40, 0.05, false).times(1 / 255f);
    assertEquals(scale, ScaleEstimator.moffat(pair.ratios(FLOAT)).scale(), 0.01 * scale);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.9, 1.05, 1.3})
  void aPileOfEqualPixelsDoesNotWin(double scale) {
    StainedPair pair = StainedPair.of(scale, 40, 0.05, false);
    for (int i = 0; i < pair.post.length; i += 3) {
      pair.post[i] = pair.pre[i];
    }
    ScaleEstimate estimate = ScaleEstimator.moffat(pair.ratios(FLOAT));
    assertEquals(scale, estimate.scale(), 0.01 * scale);
    assertTrue(estimate.note().contains("pile up at ratio 1"), estimate.note());
  }

  @Test
  void roundedDataPileUpWithoutTheRandomPart() {
    // What the random part of RatioHistogram is for: with the step hidden, equal counts stand out and are noticed.
    SignalRange stepUnknown = new SignalRange(0, 0, 255, 0);
    StainedPair pair = StainedPair.of(1.05, 40, 0.05, true);
    assertTrue(ScaleEstimator.moffat(pair.ratios(stepUnknown)).note().contains("pile up at ratio 1"));
    assertEquals("", ScaleEstimator.moffat(pair.ratios(EIGHT_BIT)).note());
  }

  @Test
  void subtractsTheCamerasOffset() {
    StainedPair pair = StainedPair.of(1.3, 40, 0.05, true).plus(19);
    assertEquals(1.3, ScaleEstimator.moffat(pair.ratios(EIGHT_BIT.above(19, 3))).scale(), 0.013);
    assertTrue(ScaleEstimator.moffat(pair.ratios(EIGHT_BIT)).scale() < 1.25, "the offset alone pulls it to 1");
  }

  @Test
  void theUncertaintyCoversTheErrorAndIsNotVain() {
    for (double scale : new double[] {0.9, 1.0, 1.05, 1.3, 2.5}) {
      ScaleEstimate estimate = ScaleEstimator.moffat(StainedPair.of(scale, 40, 0.05, true).ratios(EIGHT_BIT));
      assertTrue(estimate.uncertainty() > 1e-5 * scale, estimate.toString());
      assertTrue(estimate.uncertainty() < 0.02 * scale, estimate.toString());
      assertTrue(Math.abs(estimate.scale() - scale) < 5 * estimate.uncertainty() + 0.005 * scale, estimate.toString());
    }
  }

  @Test
  void anOffsetThatIsNotKnownIsSaidAndWithinTheUncertainty() {
    ScaleEstimate estimate = ScaleEstimator.moffat(StainedPair.of(1.3, 700, 0.001, true).plus(20).ratios(SIXTEEN_BIT));
    assertTrue(estimate.note().contains("the ratio runs with the brightness"), estimate.note());
    assertEquals(1.3, estimate.scale(), 1.5 * estimate.uncertainty());
    assertTrue(estimate.uncertainty() < 0.02, estimate.toString());
  }

  @Test
  void theNoiseOfSinglePixelsDoesNotPullTheScale() {
    ScaleEstimate estimate = ScaleEstimator.moffat(StainedPair.of(1.3, 40, 0, true).ratios(EIGHT_BIT));
    assertEquals(8, estimate.fit().orElseThrow().side());
    assertEquals(1.3, estimate.scale(), 0.001);
  }

  @Test
  void contrastThatInterpolationTookFromSharpTissueDoesNotPullTheScale() {
    StainedPair pair = StainedPair.sharp(1.3);
    PairRatios ratios = pair.ratios(SIXTEEN_BIT);
    double pixels = Math.pow(10, ScalePeak.of(ratios.pixels(), 1, 500).mu());
    ScaleEstimate estimate = ScaleEstimator.moffat(ratios);
    assertTrue(pixels > 1.306, pixels + " of pixels");
    assertEquals(8, estimate.fit().orElseThrow().side());
    assertEquals(1.3, estimate.scale(), 2 * estimate.uncertainty());
    assertEquals(1.3, estimate.scale(), 0.004);
  }

  @Test
  void unevenStainingShowsInTheUncertainty() {
    StainedPair even = StainedPair.of(1.3, 40, 0.05, true);
    StainedPair uneven = StainedPair.of(1.3, 40, 0.05, true);
    for (int i = 0; i < uneven.post.length; i++) {
      uneven.post[i] = (float) Math.rint(uneven.post[i] * (i % StainedPair.WIDTH < 512 ? 0.9 : 1.2));
    }
    assertTrue(ScaleEstimator.moffat(uneven.ratios(EIGHT_BIT)).uncertainty() > 10
        * ScaleEstimator.moffat(even.ratios(EIGHT_BIT)).uncertainty());
  }

  @Test
  void microbesDoNotPullTheScaleUp() {
    ScaleEstimate few = ScaleEstimator.moffat(StainedPair.of(1.3, 40, 0.0, true).ratios(EIGHT_BIT));
    ScaleEstimate many = ScaleEstimator.moffat(StainedPair.of(1.3, 40, 0.25, true).ratios(EIGHT_BIT));
    assertEquals(few.scale(), many.scale(), 0.02);
  }

  @Test
  void refusesImagesWithoutCommonSignal() {
    StainedPair pair = StainedPair.of(1.3, 40, 0, true);
    java.util.Arrays.fill(pair.pre, 0);
    PairRatios ratios = pair.ratios(EIGHT_BIT);
    assertEquals(0, ratios.pixels().pixels());
    RemediableException refusal = assertThrows(RemediableException.class, () -> ScaleEstimator.moffat(ratios));
    assertTrue(refusal.evidence().contains("only 0 pixels"), refusal.evidence());
    assertThrows(RemediableException.class, () -> ScaleEstimator.percentile(ratios, 50));
  }

  @Test
  void constantImagesGiveTheirRatio() {
    StainedPair pair = new StainedPair();
    java.util.Arrays.fill(pair.pre, 50f);
    java.util.Arrays.fill(pair.post, 75f);
    ScaleEstimate exact = ScaleEstimator.moffat(pair.ratios(FLOAT));
    assertEquals(1.5, exact.scale(), 0.005);
    // One count is 2 % of pre.
    assertEquals(1.5, ScaleEstimator.moffat(pair.ratios(EIGHT_BIT)).scale(), 0.015);
  }

  @Test
  void identicalImagesHaveScaleOne() {
    StainedPair pair = StainedPair.of(1, 40, 0, true);
    System.arraycopy(pair.pre, 0, pair.post, 0, pair.pre.length);
    assertEquals(1, ScaleEstimator.moffat(pair.ratios(EIGHT_BIT)).scale(), 0.005);
    assertEquals(1, ScaleEstimator.moffat(pair.ratios(FLOAT)).scale(), 0.005);
  }

  @Test
  void percentilesAreThoseOfTheSortedRatios() {
    StainedPair pair = StainedPair.of(1.3, 40, 0.05, false);
    double[] ratios = new double[pair.post.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = pair.post[i] / pair.pre[i];
    }
    java.util.Arrays.sort(ratios);
    PairRatios counts = pair.ratios(FLOAT);
    for (double percent : new double[] {1, 25, 50, 99.1}) {
      double expected = ratios[(int) (percent / 100 * ratios.length)];
      // A bin is 0.23 % wide.
      assertEquals(expected, ScaleEstimator.percentile(counts, percent).scale(), 0.0025 * expected);
    }
  }

  @Test
  void saysWhichShareOfTheBackgroundAScaleTakesBelowZero() {
    StainedPair pair = StainedPair.of(1.3, 400, 0.01, false);
    double[] ratios = new double[pair.post.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = pair.post[i] / pair.pre[i];
    }
    RatioCounts counts = pair.counts(FLOAT);
    for (double scale : new double[] {1.1, 1.3, 1.305, 1.6}) {
      double below = java.util.Arrays.stream(ratios).filter(r -> r < scale).count() / (double) ratios.length;
      assertEquals(below, counts.overSubtracted(scale), 0.02);
    }
    assertEquals(0, counts.overSubtracted(1e-9), 1e-12);
    assertEquals(1, counts.overSubtracted(1e9), 1e-12);
    assertEquals(0.5, new RatioCounts(64, new WholeRatios(FLOAT, FLOAT)).overSubtracted(1), "no pixel tells");
  }
}
