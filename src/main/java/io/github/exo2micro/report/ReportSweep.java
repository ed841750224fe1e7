package io.github.exo2micro.report;

import java.util.List;
import java.util.Optional;

/**
 * A comparison of several values of one parameter.
 *
 * @param sample the sample's name
 * @param dye the dye's name
 * @param parameter which
 * @param rows one per value, in order
 * @param picture its side-by-side picture, relative to the report, with /
 */
public record ReportSweep(String sample, String dye, String parameter, List<Row> rows, String picture) {

  /**
   * One value.
   *
   * @param value as the user wrote it
   * @param scale of the background
   * @param accuracyPx median error of the alignment, px, or −1
   * @param accepted whether the interior alignment was accepted
   * @param overSubtracted see {@code ScaleSummary.overSubtracted}
   * @param seconds wall time
   * @param status "complete", or what went wrong
   */
  public record Row(String value, double scale, double accuracyPx, boolean accepted, Optional<Double> overSubtracted,
      double seconds, String status) {}

  /** Copies the list. */
  public ReportSweep {
    rows = List.copyOf(rows);
  }
}
