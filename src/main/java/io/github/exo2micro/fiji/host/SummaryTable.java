package io.github.exo2micro.fiji.host;

import ij.measure.ResultsTable;
import io.github.exo2micro.batch.summary.BatchSummary;
import io.github.exo2micro.batch.summary.TaskReport;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.ScaleKind;
import io.github.exo2micro.task.ScaleSummary;
import io.github.exo2micro.task.TaskResult;
import java.util.Optional;

/** A batch's summary as an ImageJ results table. */
public final class SummaryTable {

  private static final double MEGA = 1e6;

  private SummaryTable() {}

  public static void show(BatchSummary summary) {
    of(summary).show("Exo2Micro summary");
  }

  public static ResultsTable of(BatchSummary summary) {
    ResultsTable table = new ResultsTable();
    table.setPrecision(4);
    table.setNaNEmptyCells(true);
    for (TaskReport report : summary.reports()) {
      table.addRow();
      table.addValue("sample", report.task().sample());
      table.addValue("dye", report.task().dye());
      table.addValue("status", report.outcome().status().replace("\n", " "));
      report.result().ifPresent(result -> addResult(table, result));
      table.addValue("time_s", report.seconds());
      if (report.peakBytes() >= 0) {
        table.addValue("peak_MB", report.peakBytes() / MEGA);
      }
    }
    emptyWhereUnknown(table);
    return table;
  }

  /** A figure that a task does not have is an empty cell, not a number that is none. */
  private static void emptyWhereUnknown(ResultsTable table) {
    for (String column : table.getHeadings()) {
      for (int row = 0; row < table.size(); row++) {
        if (table.getStringValue(column, row).equals("NaN")) {
          table.setValue(column, row, "");
        }
      }
    }
  }

  /** Adds what a task gave to the last row. */
  public static void addResult(ResultsTable table, TaskResult result) {
    for (ScaleSummary scale : result.scales()) {
      table.addValue("scale_" + scale.kind(), scale.scale());
    }
    alignment(result).ifPresent(alignment -> {
      table.addValue("accuracy_px", alignment.accuracyPx().getAsDouble());
      table.addValue("accuracy_p95_px", alignment.accuracyP95Px().orElse(-1));
    });
  }

  /** The alignment that was taken last, where its accuracy is known. */
  public static Optional<AlignmentSummary> alignment(TaskResult result) {
    return result.alignment().filter(a -> a.accuracyPx().isPresent());
  }

  /** The Moffat scale. */
  public static Optional<Double> moffat(TaskResult result) {
    return result.scale(ScaleKind.Way.MOFFAT).map(ScaleSummary::scale);
  }
}
