package io.github.exo2micro.fiji.host;

import io.github.exo2micro.batch.summary.BatchSummary;
import io.github.exo2micro.batch.summary.TaskOutcome;
import io.github.exo2micro.batch.summary.TaskReport;
import java.util.List;

/**
 * How a command ended.
 *
 * @param code the exit code that the command line would give
 * @param message for people; empty when all went well
 */
public record Ending(int code, String message) {

  /** The command did what it was asked. */
  public static final Ending DONE = new Ending(0, "");

  /** A task failed, or the run was refused. */
  public static final int FAILED = 1;
  /** The inputs make no sense. */
  static final int USAGE = 2;
  /** Aborted, as a shell has it for Ctrl-C. */
  static final int ABORTED = 130;

  /** A batch, whose tasks may have failed. */
  public static Ending of(BatchSummary summary) {
    return of(List.of(summary));
  }

  /** Several batches: the worst counts. */
  public static Ending of(List<BatchSummary> summaries) {
    int code = summaries.stream().mapToInt(BatchSummary::exitCode).max().orElse(0);
    return code == 0 ? DONE : new Ending(code, String.join("\n",
        summaries.stream().flatMap(s -> s.reports().stream()).filter(Ending::isBad).map(Ending::line).toList()));
  }

  private static boolean isBad(TaskReport report) {
    return !(report.outcome() instanceof TaskOutcome.Done) && !(report.outcome() instanceof TaskOutcome.Skipped);
  }

  private static String line(TaskReport report) {
    return report.task() + ": " + report.outcome().status();
  }

  /** Whether all went well. */
  boolean isDone() {
    return code == 0;
  }
}
