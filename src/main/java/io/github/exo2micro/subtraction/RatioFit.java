package io.github.exo2micro.subtraction;

/**
 * The histogram of log10(post / pre), what was fitted of it, and the Moffat profile found. Arrays are shared, one
 * element per bin; not to be changed.
 *
 * @param lowest left edge of the first bin, dex
 * @param binWidth dex
 * @param counts pixels or blocks per bin, all levels of brightness alike
 * @param weighted the histogram that was fitted: each level weighted by the inverse variance of its ratios, scaled so
 *     that its sum is that of {@code counts}
 * @param fitted bins whose own value went into the fit (left wing and core)
 * @param mirrored the left wing mirrored across the peak, for bins where that went into the fit; NaN elsewhere
 * @param moffat the profile, in units of {@code weighted}; its {@code mu} is the smoothed peak's when the fit failed
 * @param converged whether the fit succeeded
 * @param counted how many were counted in all, those beyond the bins included
 * @param side of what was counted, px: 1 for pixels, more for the sums over blocks
 */
public record RatioFit(double lowest, double binWidth, double[] counts, double[] weighted, boolean[] fitted,
    double[] mirrored, Moffat moffat, boolean converged, long counted, int side) {

  /** log10 ratio at the centre of a bin. */
  public double centre(int bin) {
    return lowest + (bin + 0.5) * binWidth;
  }
}
