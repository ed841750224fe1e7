package io.github.exo2micro.batch;

import io.github.exo2micro.batch.summary.TaskOutcome;
import io.github.exo2micro.batch.summary.TaskReport;
import io.github.exo2micro.cluster.PlannedRow;
import io.github.exo2micro.cluster.RecordedResult;
import io.github.exo2micro.cluster.TaskLock;
import io.github.exo2micro.cluster.TaskPlan;
import io.github.exo2micro.task.TaskId;
import java.util.ArrayList;
import java.util.List;

/** What the result files of a plan's tasks say, as the reports of a batch. */
final class Collected {

  private Collected() {}

  /** One report per task in the order of the plan, then the skipped ones. */
  static List<TaskReport> reports(TaskPlan plan) {
    List<TaskReport> reports = new ArrayList<>();
    plan.rows().forEach(row -> reports.add(report(plan, row)));
    plan.skipped().forEach(s -> reports.add(new TaskReport(new TaskId(s.sample(), s.dye()),
        new TaskOutcome.Skipped(s.reason()), 0, -1, 0, List.of())));
    return reports;
  }

  private static TaskReport report(TaskPlan plan, PlannedRow row) {
    TaskId task = row.request().task();
    RecordedResult.Reading reading = RecordedResult.of(row);
    if (reading instanceof RecordedResult.Reading.Found found) {
      RecordedResult r = found.result();
      if (r.plan().equals(plan.id()) && r.index() == row.index()) {
        return new TaskReport(task, Outcomes.of(r.attempt(), r.peakBytes()), r.seconds(), r.peakBytes(), 1,
            r.lastLines());
      }
      return missing(task, "its result file is of another plan (" + r.plan() + "); run task " + row.index()
          + " of this one");
    }
    if (reading instanceof RecordedResult.Reading.Unreadable unreadable) {
      return missing(task, unreadable.reason() + "; run task " + row.index() + " again");
    }
    return missing(task, TaskLock.holder(RecordedResult.folder(row)).map(h -> "it has no result yet: " + h
        + " works on it")
        .orElse("it has no result: it has not run, or its job was killed without a trace; run 'exo2micro "
            + "task --plan … --index " + row.index() + "', and look at what the scheduler says of its job"));
  }

  private static TaskReport missing(TaskId task, String why) {
    return new TaskReport(task, new TaskOutcome.Failed(why), 0, -1, 0, List.of());
  }
}
