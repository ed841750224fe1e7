package io.github.exo2micro.registration.local;

import io.github.exo2micro.geometry.Quantile;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * The error on patches that were never fitted, without the part that the patches' own noise adds.
 *
 * <p>A patch's residual is the sum of the true error and of the noise of the measurement, independent of each other.
 * Taking both as alike in all directions, lengths follow Rayleigh's distribution and percentiles add in squares: the
 * noise's percentile is taken off in squares. What remains is not reported lower than it can be told from nothing: as
 * one standard deviation of the percentile's own square, 1.44 q² / √n for the median and for the 95th percentile alike.
 *
 * @param median px
 * @param p95 px
 */
record HeldOutError(double median, double p95) {

  static HeldOutError of(Collection<LocalResidual> residuals, ToDoubleFunction<LocalResidual> length, double noise) {
    double[] lengths = residuals.stream().mapToDouble(length).toArray();
    return new HeldOutError(percentile(lengths, 0.5, noise), percentile(lengths, 0.95, noise));
  }

  private static double percentile(double[] lengths, double share, double noise) {
    double seen = Quantile.of(lengths, share);
    double own = noise * Math.sqrt(-2 * Math.log(1 - share));
    double unsure = 1.44 * seen * seen / Math.sqrt(Math.max(4, lengths.length));
    return Math.sqrt(Math.max(unsure, seen * seen - own * own));
  }
}
