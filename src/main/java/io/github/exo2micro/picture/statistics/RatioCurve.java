package io.github.exo2micro.picture.statistics;

/**
 * The histogram of log10(post / pre) and the Moffat profile fitted to it, one element per bin in each array. Arrays are
 * shared and only read.
 *
 * @param lowest left edge of the first bin, dex
 * @param binWidth dex
 * @param counts pixels per bin
 * @param weighted the histogram that was fitted; the counts themselves when no weights were used
 * @param fitted bins whose own value was fitted
 * @param mirrored the left wing mirrored across the peak where that was fitted; NaN elsewhere
 * @param amplitude of the profile, in units of {@code weighted}
 * @param mu log10 of the scale
 * @param alpha width of the profile, dex
 * @param beta steepness of its wings
 * @param converged whether the fit succeeded; otherwise {@code mu} is the smoothed peak and no profile is drawn
 * @param pixels how many pixels have signal in both images
 */
public record RatioCurve(double lowest, double binWidth, double[] counts, double[] weighted, boolean[] fitted,
    double[] mirrored, double amplitude, double mu, double alpha, double beta, boolean converged, long pixels) {

  /** @throws IllegalArgumentException when the arrays differ in length */
  public RatioCurve {
    if (counts.length != weighted.length || counts.length != fitted.length || counts.length != mirrored.length) {
      throw new IllegalArgumentException(counts.length + ", " + weighted.length + ", " + fitted.length + ", "
          + mirrored.length + " bins");
    }
  }

  /** log10 ratio at the centre of a bin. */
  public double centre(int bin) {
    return lowest + (bin + 0.5) * binWidth;
  }

  /** The profile at a log10 ratio. */
  public double profile(double logRatio) {
    double u = (logRatio - mu) / alpha;
    return amplitude * Math.pow(1 + u * u, -beta);
  }
}
