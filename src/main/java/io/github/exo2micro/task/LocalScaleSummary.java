package io.github.exo2micro.task;

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

  /** Whether enough regions showed tissue to tell how the scale varies. */
  public boolean isMeasured() {
    return uncertainty > 0;
  }
}
