package io.github.exo2micro.registration.boundary;

import java.util.Locale;

/**
 * How well the interiors of the two images agree under a warp.
 *
 * @param correlation of the band-passed log images over the tissue that both show, −1 to 1
 * @param chance mean correlation under warps that are wrong on purpose
 * @param spread standard deviation of those
 * @param overlap tissue shown by both / the smaller of the two tissues, 0 to 1
 */
record Support(double correlation, double chance, double spread, double overlap) {

  /** No agreement at all: the images do not overlap. */
  static final Support NONE = new Support(0, 0, 1, 0);

  /**
   * Measured on made and real pairs: unrelated samples and mirror images reach 2.3 sigma and a correlation of 0.06
   * under the best warp found for them, true pairs 14 sigma and 0.8.
   */
  static final double LEAST_SIGNIFICANCE = 8;

  /** See {@link #LEAST_SIGNIFICANCE}. */
  static final double LEAST_CORRELATION = 0.12;

  /** Small images hold few independent details, so chance spreads more: there a high correlation must do. */
  static final double HIGH_CORRELATION = 0.6;

  /** What a high correlation needs besides. */
  static final double HIGH_SIGNIFICANCE = 5;

  /** Less than this in common is no alignment of two pictures of one section. */
  static final double LEAST_OVERLAP = 0.25;

  /** By how many standard deviations the correlation exceeds chance. */
  public double significance() {
    return (correlation - chance) / Math.max(spread, 1e-6);
  }

  /** Whether this cannot be chance: figures in the constants of this type. */
  public boolean isConvincing() {
    boolean clear = significance() >= LEAST_SIGNIFICANCE && correlation >= LEAST_CORRELATION;
    boolean high = significance() >= HIGH_SIGNIFICANCE && correlation >= HIGH_CORRELATION;
    return (clear || high) && overlap >= LEAST_OVERLAP;
  }

  /** The figures, for people. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "correlation %.3f, %.1f sigma above chance, overlap %.2f", correlation,
        significance(), overlap);
  }
}
