package io.github.exo2micro.batch;

import io.github.exo2micro.batch.summary.TaskReport;
import io.github.exo2micro.memory.MemorySample;
import io.github.exo2micro.memory.Preflight;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskId;
import java.util.Optional;

/**
 * Hears what a batch does, as it happens. The calls come from several threads but never two at once; they should return
 * soon, since the batch waits for them.
 */
public interface BatchListener {

  /** The pre-flight check is done; nothing runs yet. */
  default void preflight(Preflight check) {}

  /** The task waits for its turn. */
  default void queued(TaskId task) {}

  /**
   * The task begins.
   *
   * @param attempt 1, or more when it is retried
   * @param worker who runs it: "this process", "process 4711"
   */
  default void started(TaskId task, int attempt, String worker) {}

  /** A stage of the task begins, or what an earlier run made of it is reused. */
  default void stage(TaskId task, Stage stage, boolean reused) {}

  /** How far the task is, 0 to 1. */
  default void progress(TaskId task, double fraction) {}

  /**
   * A line of the run log.
   *
   * @param task whose line it is; empty for the batch's own
   * @param line without time stamp and prefix
   */
  default void log(Optional<TaskId> task, String line) {}

  /** The task has its final outcome. Tasks that are skipped come here too. */
  default void finished(TaskReport report) {}

  /** How far the batch is; at most a few times a second. */
  default void overall(BatchProgress progress) {}

  /** Memory now; about twice a second. */
  default void memory(MemorySample sample) {}

  /** A listener that hears nothing. */
  static BatchListener none() {
    return new BatchListener() {};
  }
}
