package io.github.exo2micro.registration.interior;

/**
 * What a user can set about interior alignment.
 *
 * @param enabled off: the earlier alignment stays as it is
 * @param blurBase blur before SIFT: sigma = max(this / 2, 1) px at working scale; not negative
 * @param maxCorrectionPx largest accepted displacement over the tissue against the earlier alignment, full-resolution
 *     px; not negative
 * @param minInlierRatio smallest accepted inliers / matches, 0 to 1
 */
public record InteriorParameters(boolean enabled, double blurBase, double maxCorrectionPx, double minInlierRatio) {

  /** @throws IllegalArgumentException when a value is out of its range */
  public InteriorParameters {
    if (!(blurBase >= 0 && maxCorrectionPx >= 0 && minInlierRatio >= 0 && minInlierRatio <= 1)) {
      throw new IllegalArgumentException(blurBase + ", " + maxCorrectionPx + ", " + minInlierRatio);
    }
  }

  /** On, blur 8, correction up to 500 px, 40 % inliers. */
  static InteriorParameters defaults() {
    return new InteriorParameters(true, 8, 500, 0.4);
  }
}
