package io.github.exo2micro.report;

import io.github.exo2micro.report.TrafficLight.Level;

/**
 * The tissue on which the final alignment could not be confirmed.
 *
 * @param level how bad that is
 * @param text the figures, for people
 */
public record ReportUnmeasured(Level level, String text) {

  /** Nothing is known. */
  public static final ReportUnmeasured NOT_CHECKED = new ReportUnmeasured(Level.UNKNOWN, "");
}
