package io.github.exo2micro.report;

import io.github.exo2micro.picture.ComparePicture;
import java.util.List;

/**
 * A comparison of several values of one parameter.
 *
 * @param sample the sample's name
 * @param dye the dye's name
 * @param parameter which
 * @param rows one per value, in order
 * @param picture its side-by-side picture, relative to the report, with /
 */
public record ReportSweep(String sample, String dye, String parameter, List<ComparePicture.Figures> rows,
    String picture) {

  /** Copies the list. */
  public ReportSweep {
    rows = List.copyOf(rows);
  }
}
