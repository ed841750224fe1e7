package io.github.exo2micro.task;

import java.util.Locale;

/**
 * How far the scale of the background varies over the tissue.
 *
 * @param low 5th percentile of the local scale over the tissue
 * @param median the middle of it
 * @param high 95th percentile
 * @param uncertainty one standard deviation of {@code high − low}; 0 where the local scale could not be measured and
 *     the global one stands for it
 * @param written whether a difference with the local scale was written
 * @param reason why, or why not
 */
public record LocalScaleSummary(double low, double median, double high, double uncertainty, boolean written,
    String reason) {

  /**
   * One scale is good enough while the local ones, from the 5th to the 95th percentile, are less than this apart, as a
   * part of their median: it is then off by 2.5 % at most nearly everywhere. Twice that leaves a background that hides
   * faint microbes: average precision .864 instead of .965 on 30000 x 25000 px.
   */
  private static final double TOLERATED = 0.05;

  /** Whether enough regions showed tissue to tell how the scale varies. */
  public boolean isMeasured() {
    return uncertainty > 0;
  }

  /** Whether the scale varies by more than 5 % over the tissue. */
  public boolean isWide() {
    return isWide(low, median, high);
  }

  /** The same of a spread that has no summary yet. */
  public static boolean isWide(double low, double median, double high) {
    return high - low > TOLERATED * median;
  }

  /** "0.912 to 1.104 over the tissue, p5 to p95". */
  public String text() {
    return isMeasured() ? String.format(Locale.ROOT, "%.3f to %.3f over the tissue, p5 to p95", low, high)
        : String.format(Locale.ROOT, "%.3f everywhere", median);
  }
}
