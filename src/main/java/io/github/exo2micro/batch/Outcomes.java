package io.github.exo2micro.batch;

import io.github.exo2micro.worker.TaskAttempt;

/** Says what an attempt means for the batch. */
final class Outcomes {

  private Outcomes() {}

  static TaskOutcome of(TaskAttempt attempt) {
    if (attempt instanceof TaskAttempt.Completed completed) {
      return new TaskOutcome.Done(completed.result());
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
