package io.github.exo2micro.registration.interior;

/**
 * At which scale SIFT looks for features.
 *
 * <p>The working scale is the original's: one half, but the longest side at most 15 000 px there (else 10 000 px) and
 * at least 2000 px; features are found after a blur given in px of that scale. What so strong a blur leaves is still
 * there when the image is made smaller, and SIFT costs a fraction: so the image is reduced by area averaging as long as
 * the rest of the blur stays about SIFT's own first sigma.
 *
 * @param fullPerWorking full-resolution px per working px, at least 1
 * @param reduction full-resolution px per px of the images given to SIFT, a whole number
 * @param blurSigma what is left to blur there, px of those images
 */
record WorkingScale(double fullPerWorking, int reduction, double blurSigma) {

  private static final double SIFT_SIGMA = 1.5;
  /** Smaller than this, tissue would give too few features; px of the images given to SIFT. */
  private static final double LEAST_AREA = 250_000;

  /**
   * @param longestSide of the padded images, px
   * @param tissueArea px
   * @param blurBase the parameter
   */
  static WorkingScale of(int longestSide, double tissueArea, double blurBase) {
    double scale = 0.5;
    if (longestSide * scale > 15_000) {
      scale = 10_000.0 / longestSide;
    } else if (longestSide * scale < 2000) {
      scale = Math.min(1, 2000.0 / longestSide);
    }
    double sigma = Math.max(blurBase / 2, 1) / scale;
    int reduction = (int) Math.max(1, Math.min(sigma / SIFT_SIGMA, Math.sqrt(tissueArea / LEAST_AREA)));
    // Averaging over blocks is itself a blur of variance (r² − 1) / 12.
    double rest = Math.sqrt(Math.max(0, sigma * sigma - (reduction * reduction - 1) / 12.0)) / reduction;
    return new WorkingScale(1 / scale, reduction, rest);
  }
}
