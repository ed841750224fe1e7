package io.github.exo2micro.batch.summary;

import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskResult;
import java.util.List;
import java.util.Optional;

/**
 * One task of a finished batch.
 *
 * @param task sample and dye
 * @param outcome how it ended
 * @param seconds wall time of its last attempt; 0 when it never began
 * @param peakBytes peak resident size of the process that ran it, or −1 when unknown
 * @param attempts how often it was begun
 * @param lastLines what its process printed last, when it crashed or timed out: the evidence
 */
public record TaskReport(TaskId task, TaskOutcome outcome, double seconds, long peakBytes, int attempts,
    List<String> lastLines) {

  /** Copies the list. */
  public TaskReport {
    lastLines = List.copyOf(lastLines);
  }

  /** The result, when it is done. */
  public Optional<TaskResult> result() {
    return outcome instanceof TaskOutcome.Done done ? Optional.of(done.result()) : Optional.empty();
  }
}
