package io.github.exo2micro.batch;

import io.github.exo2micro.batch.summary.TaskOutcome;
import io.github.exo2micro.task.TaskResult;
import io.github.exo2micro.worker.TaskAttempt;

/** Says what an attempt means for the batch. */
final class Outcomes {

  private Outcomes() {}

  /** @param peakBytes of the process that ran it; becomes part of a result */
  static TaskOutcome of(TaskAttempt attempt, long peakBytes) {
    if (attempt instanceof TaskAttempt.Completed completed) {
      TaskResult r = completed.result();
      return new TaskOutcome.Done(new TaskResult(r.task(), r.status(), r.scales(), r.stage2(), r.stage3(), r.warp(),
          r.seconds(), peakBytes, r.features(), r.source(), r.warnings(), r.outputs(), r.difference(), r.microbes()));
    }
    if (attempt instanceof TaskAttempt.Failed failed) {
      return new TaskOutcome.Failed(failed.message());
    }
    if (attempt instanceof TaskAttempt.Died died) {
      return new TaskOutcome.Crashed(died.reason());
    }
    if (attempt instanceof TaskAttempt.TimedOut late) {
      return new TaskOutcome.TimedOut(late.seconds());
    }
    return new TaskOutcome.Cancelled(true);
  }
}
