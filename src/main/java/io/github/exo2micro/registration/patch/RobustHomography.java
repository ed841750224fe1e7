package io.github.exo2micro.registration.patch;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.geometry.PointPair;
import io.github.exo2micro.geometry.Ransac;
import io.github.exo2micro.geometry.WarpModel;
import java.util.List;
import java.util.Optional;

/**
 * The homography that fits measured pairs best in the least-squares sense, gross outliers left out.
 *
 * <p>Pairs are weighted by 1 / (own variance + common misfit variance): where the tissue is deformed the misfit
 * dominates and all count alike, so the fit does not collapse on the few that happen to agree; where it is rigid, sharp
 * patches count more. A pair is an outlier beyond four times the typical residual.
 */
final class RobustHomography {

  private static final int ROUNDS = 20;
  private static final double OUTLIER = 4;
  /** No pair within this is ever an outlier, px: a typical residual can be absurdly small. */
  private static final double ALWAYS_IN_PX = 0.15;
  private static final double LEAST_VARIANCE = 1e-6;

  private RobustHomography() {}

  /**
   * @param warp post px → pre px
   * @param inlier one per pair
   * @param limit residuals above it are outliers, pre px
   * @param misfit common misfit, pre px: what a pair's weight counts besides its own uncertainty
   */
  record Fit(Homography warp, boolean[] inlier, double limit, double misfit) {

    /** The variance that a pair of some uncertainty was weighted by, px². */
    double variance(double sigma) {
      return sigma * sigma + misfit * misfit + LEAST_VARIANCE;
    }

    int inliers() {
      int n = 0;
      for (boolean in : inlier) {
        n += in ? 1 : 0;
      }
      return n;
    }
  }

  /**
   * @param pairs measured
   * @param sigma uncertainty of each, px
   * @param startThreshold pairs within it of a common warp are believed at first, px
   * @return empty when no warp fits at least half of them, or they are too few
   */
  static Optional<Fit> fit(List<PointPair> pairs, double[] sigma, double startThreshold) {
    int n = pairs.size();
    Optional<Ransac.Consensus> start = new Ransac(WarpModel.HOMOGRAPHY, startThreshold).search(pairs);
    if (start.isEmpty() || start.get().inlierCount() < Math.max(n / 2, WarpModel.HOMOGRAPHY.points() + 1)) {
      return Optional.empty();
    }
    Homography warp = start.get().warp();
    boolean[] inlier = new boolean[n];
    double limit = 0;
    double scale = 0;
    for (int round = 0; round < ROUNDS; round++) {
      double[] residuals = new double[n];
      for (int i = 0; i < n; i++) {
        residuals[i] = pairs.get(i).error(warp);
      }
      scale = Median.deviation(residuals);
      limit = Math.max(ALWAYS_IN_PX, OUTLIER * scale);
      double[] weights = new double[n];
      boolean changed = round == 0;
      for (int i = 0; i < n; i++) {
        boolean in = residuals[i] <= limit;
        changed |= in != inlier[i];
        inlier[i] = in;
        weights[i] = in ? 1 / (sigma[i] * sigma[i] + scale * scale + LEAST_VARIANCE) : 0;
      }
      Optional<Homography> next = WarpModel.HOMOGRAPHY.fit(pairs, weights);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      warp = next.get();
      if (!changed && round > 2) {
        break;
      }
    }
    return Optional.of(new Fit(warp, inlier, limit, scale));
  }
}
