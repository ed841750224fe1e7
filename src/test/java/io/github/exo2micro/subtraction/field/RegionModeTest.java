package io.github.exo2micro.subtraction.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Peaks of histograms whose distribution is known. */
class RegionModeTest {

  private static final int BINS = RegionCounts.BINS;

  private static int[] gaussian(double centre, double sigma, int pixels, double brighter, long seed) {
    Random random = new Random(seed);
    int[] counts = new int[3 * BINS];
    for (int i = 0; i < pixels; i++) {
      double at = centre + sigma * random.nextGaussian();
      if (random.nextDouble() < brighter) {
        at += 10 + 90 * random.nextDouble();
      }
      if (at >= 0 && at < BINS) {
        counts[BINS + (int) at]++;
      }
    }
    // Neighbouring regions' histograms, which must not be looked at.
    for (int i = 0; i < BINS; i++) {
      counts[i] = 1000;
      counts[2 * BINS + i] = 1000;
    }
    return counts;
  }

  @ParameterizedTest
  @CsvSource({"128, 5, 3000, 0", "128.5, 12, 3000, 0", "60.25, 5, 3000, 0.2", "200, 20, 20000, 0", "128, 30, 1500, 0",
      "100, 5, 500, 0.3"})
  void thePeakIsFoundToAFewOfItsOwnDeviations(double centre, double sigma, int pixels, double brighter) {
    for (int seed = 0; seed < 5; seed++) {
      RegionMode mode = RegionMode.of(gaussian(centre, sigma, pixels, brighter, seed), BINS);
      assertEquals(centre, mode.position(), 0.25 * sigma + 5 * mode.sigma(), mode.toString());
    }
  }

  @Test
  void theDeviationThatIsReportedIsThatFromOneNoiseToAnother() {
    double squares = 0;
    double reported = 0;
    int n = 60;
    for (int seed = 0; seed < n; seed++) {
      RegionMode mode = RegionMode.of(gaussian(128, 10, 3000, 0, seed), BINS);
      squares += Math.pow(mode.position() - 128, 2) / n;
      reported += mode.sigma() / n;
    }
    double scatter = Math.sqrt(squares);
    assertTrue(reported > scatter / 2.5 && reported < 2.5 * scatter, reported + " reported, " + scatter + " found");
  }

  @Test
  void everyPixelInOneBinIsAPeakInItsMiddle() {
    int[] counts = new int[BINS];
    counts[77] = 5000;
    RegionMode mode = RegionMode.of(counts, 0);
    assertEquals(77.5, mode.position(), 0.01);
    assertEquals(5000, mode.pixels());
  }

  @Test
  void peaksAtEitherEndStayWithinTheHistogram() {
    for (int bin : new int[] {0, BINS - 1}) {
      int[] counts = new int[BINS];
      counts[bin] = 900;
      RegionMode mode = RegionMode.of(counts, 0);
      assertTrue(mode.position() >= 0 && mode.position() <= BINS, mode.toString());
      assertEquals(bin + 0.5, mode.position(), 1, mode.toString());
      assertTrue(mode.sigma() > 0 && Double.isFinite(mode.sigma()));
    }
  }

  @Test
  void aPeakOfOneBinIsFoundBesideAFewOtherPixels() {
    for (int other : new int[] {70, 74, 76, 79, 81, 90}) {
      int[] counts = new int[BINS];
      counts[77] = 5000;
      counts[other] = 10;
      assertEquals(77.5, RegionMode.of(counts, 0).position(), 0.05, "others in bin " + other);
    }
  }

  @Test
  void anEmptyHistogramHasNoPeak() {
    RegionMode mode = RegionMode.of(new int[BINS], 0);
    assertEquals(0, mode.pixels());
    assertEquals(Double.POSITIVE_INFINITY, mode.sigma());
  }
}
