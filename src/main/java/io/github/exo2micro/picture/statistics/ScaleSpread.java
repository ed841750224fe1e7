package io.github.exo2micro.picture.statistics;

import java.util.Locale;

/**
 * How far a local scale goes apart over the tissue.
 *
 * @param low its 5th percentile
 * @param median its middle
 * @param high its 95th percentile
 * @param uncertainty one standard deviation of {@code high − low}; 0 when one scale had to serve everywhere
 */
public record ScaleSpread(double low, double median, double high, double uncertainty) {

  /** The kind of the local scale, as in {@link ScaleLine#kind}. */
  public static final String KIND = "local";

  /** "0.912 to 1.104 over the tissue, p5 to p95". */
  public String text() {
    return uncertainty > 0 ? String.format(Locale.ROOT, "%.3f to %.3f over the tissue, p5 to p95", low, high)
        : String.format(Locale.ROOT, "%.3f everywhere", median);
  }
}
