package io.github.exo2micro.registration.patch;

import io.github.exo2micro.geometry.Quantile;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * How far off a fitted warp is over the tissue, from held-out patches and the fit's own uncertainty together: the
 * lengths of the displacement that is left.
 *
 * <p>A held-out patch's residual is the warp's error there plus the noise of that one measurement. Where the warp is
 * good the noise is by far the larger part, and a difference of two large squares tells little. But the fit knows how
 * its own variance at each place compares with that of a patch; only the size of both is not known, since the patches'
 * sigma is an estimate. That one factor comes from the held-out patches: with it half of their residuals are below what
 * variance and noise together give; or the variances come from what knows them better. The error over the tissue is
 * then the mixture of what is to be expected at each of its places, also where no patch could be measured; lengths are
 * distributed as Rayleigh has it.
 *
 * <p>A warp that cannot follow what is there errs by more than its fit knows. Where held-out patches lie farther off
 * than noise of {@link #MOST_NOISE} times their sigma explains, that is reported instead.
 *
 * @param median px
 * @param p95 px
 */
public record RemainingError(double median, double p95) {

  /** How much larger than its sigma a patch's noise can be, at most. */
  private static final double MOST_NOISE = 1.4;

  /** No percentile lies below a lower one, however few patches both were told from. */
  public RemainingError {
    p95 = Math.max(median, p95);
  }

  /**
   * @param lengths of what is left at patches that were never fitted, px
   * @param sigmas of those patches, px along each axis
   * @param atPatches the warp's variance along each axis over each of them, as the fit has it, px²
   * @param overTissue the same at places spread evenly over the tissue
   * @param patchVariance what a patch of some sigma errs by along each axis, in the same measure; px²
   */
  public static RemainingError of(double[] lengths, double[] sigmas, double[] atPatches, double[] overTissue,
      DoubleUnaryOperator patchVariance) {
    double[] ratios = new double[lengths.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = lengths[i] * lengths[i] / (atPatches[i] + patchVariance.applyAsDouble(sigmas[i]));
    }
    double factor = Quantile.of(ratios, 0.5) / rayleigh(0.5);
    return of(lengths, sigmas, Arrays.stream(overTissue).map(v -> factor * v).toArray());
  }

  /**
   * @param lengths of what is left at patches that were never fitted, px
   * @param sigmas of those patches, px along each axis
   * @param variances of the warp along each axis at places spread evenly over the tissue, not as a fit has them, but
   *     told by something else than those patches; px²
   */
  public static RemainingError of(double[] lengths, double[] sigmas, double[] variances) {
    double[] noise = Arrays.stream(sigmas).map(s -> MOST_NOISE * MOST_NOISE * s * s).toArray();
    return new RemainingError(Math.max(mixed(variances, 0.5), beyond(noise, lengths, 0.5)),
        Math.max(mixed(variances, 0.95), beyond(noise, lengths, 0.95)));
  }

  /** At least so much. */
  RemainingError atLeast(double leastMedian, double leastP95) {
    return new RemainingError(Math.max(median, leastMedian), Math.max(p95, leastP95));
  }

  /** The square of a percentile of Rayleigh-distributed lengths, in variances along an axis. */
  private static double rayleigh(double share) {
    return -2 * Math.log(1 - share);
  }

  /** What of a percentile noise does not explain. */
  private static double beyond(double[] noise, double[] lengths, double share) {
    double seen = Quantile.of(lengths, share);
    double explained = mixed(noise, share);
    return Math.sqrt(Math.max(0, seen * seen - explained * explained));
  }

  /** A percentile of lengths that are Rayleigh-distributed with one variance after the other, by bisection. */
  private static double mixed(double[] variances, double share) {
    double low = 0;
    double high = Math.sqrt(rayleigh(share) * Arrays.stream(variances).max().orElse(0));
    while (high - low > 1e-6 * high) {
      double length = (low + high) / 2;
      double below = Arrays.stream(variances).map(v -> 1 - Math.exp(-length * length / (2 * v))).sum();
      if (below < share * variances.length) {
        low = length;
      } else {
        high = length;
      }
    }
    return high;
  }
}
