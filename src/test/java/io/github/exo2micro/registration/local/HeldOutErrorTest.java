package io.github.exo2micro.registration.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is reported of errors that are known, measured with noise that is known. */
class HeldOutErrorTest {

  private static List<LocalResidual> residuals(int count, double error, double noise) {
    Random random = new Random(11);
    List<LocalResidual> residuals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double x = error * random.nextGaussian() + noise * random.nextGaussian();
      double y = error * random.nextGaussian() + noise * random.nextGaussian();
      residuals.add(new LocalResidual(i, 0, x, y, 0, 0, noise));
    }
    return residuals;
  }

  /** Lengths of Gaussian errors in two directions have a median of 1.1774 and a 95th percentile of 2.4477. */
  @ParameterizedTest
  @CsvSource({"0.3, 0", "0.3, 0.1", "0.3, 0.3", "1, 0.5"})
  void takesTheNoiseOffWhatWasMeasured(double error, double noise) {
    HeldOutError found = HeldOutError.of(residuals(40_000, error, noise), LocalResidual::before, noise);
    assertEquals(1.1774 * error, found.median(), 0.02 * error + 0.01);
    assertEquals(2.4477 * error, found.p95(), 0.03 * error + 0.01);
  }

  @Test
  void whereThereIsNothingButNoiseItReportsWhatItCouldNotHaveSeen() {
    HeldOutError few = HeldOutError.of(residuals(25, 0, 0.1), LocalResidual::before, 0.1);
    HeldOutError many = HeldOutError.of(residuals(10_000, 0, 0.1), LocalResidual::before, 0.1);
    // Of 10 000 lengths the square of the median is known to 1.44 %: a tenth of the median is not told from nothing.
    double least = 0.1 * 1.1774 * Math.sqrt(0.0144);
    assertTrue(many.median() > 0.97 * least && many.median() < 2 * least, many + " and " + least);
    assertTrue(few.median() > 2 * many.median(), few + " and " + many);
    assertTrue(few.p95() > 0.05, few.toString());
  }

  @Test
  void withoutNoiseThePercentilesAreThoseOfTheLengths() {
    List<LocalResidual> three = List.of(new LocalResidual(0, 0, 3, 4, 0, 0, 0), new LocalResidual(0, 0, 0, 1, 0, 0, 0),
        new LocalResidual(0, 0, -2, 0, 0, 0, 0));
    HeldOutError found = HeldOutError.of(three, LocalResidual::before, 0);
    assertEquals(2, found.median(), 1e-12);
    assertEquals(2 + 0.9 * 3, found.p95(), 1e-12);
  }
}
