package io.github.exo2micro.report;

import io.github.exo2micro.picture.chart.PlusMinus;
import java.util.Locale;

/**
 * What is known of a task's difference images.
 *
 * @param outside share of post's pixels that have none in pre, 0 to 1; −1 when not known
 * @param low 5th percentile of the scale over the tissue
 * @param median its middle
 * @param high its 95th percentile
 * @param uncertainty one standard deviation of {@code high − low}; 0 when the scale could not be measured locally
 * @param local whether a difference with the local scale was written
 * @param recommended the image to go on with
 * @param reason why, for people
 */
public record ReportDifference(double outside, double low, double median, double high, double uncertainty,
    boolean local,
    String recommended, String reason) {

  /** Beyond that the scale is too uneven for one number. */
  private static final double TOLERATED = 0.05;

  boolean isMeasured() {
    return uncertainty > 0;
  }

  /** Whether one scale is off by more than 5 % somewhere that matters. */
  boolean isWide() {
    return low < (1 - TOLERATED) * median || high > (1 + TOLERATED) * median;
  }

  /** "1.103 to 1.482 over the tissue (p5 to p95, apart by 0.3798 ± 0.0017)". */
  String spread() {
    return String.format(Locale.ROOT, "%.3f to %.3f over the tissue (p5 to p95, apart by ", low, high)
        + PlusMinus.text(high - low, uncertainty) + ")";
  }

  /** "3.63 % of post's pixels have none in pre"; "" when not known. */
  String outsideText() {
    return outside < 0 ? "" : String.format(Locale.ROOT, "%.2f %% of post's pixels have none in pre", 100 * outside);
  }
}
