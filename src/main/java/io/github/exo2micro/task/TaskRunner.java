package io.github.exo2micro.task;

import io.github.exo2micro.Progress;
import java.io.IOException;

/** Runs one task from raw files to difference images in this process. */
public interface TaskRunner {

  /**
   * Runs the task, blocking until it is done. What is finished stays on disk whatever happens; nothing half-written
   * stays.
   *
   * @param progress gets a fraction, the log's lines, and throws when cancelled
   * @param stages told when a stage begins
   * @return the result; a rejected alignment is a result too
   * @throws io.github.exo2micro.RemediableException when the user can mend it, among them a pair that does not match
   * @throws java.util.concurrent.CancellationException when cancelled
   * @throws IOException when the disk fails
   */
  TaskResult run(TaskRequest request, Progress progress, StageListener stages) throws IOException;

  /** Hears which stage begins; also the safe point at which the memory watchdog may throw. */
  interface StageListener {
    /** Stage begins; {@code reused} when its checkpoints are taken as they are. */
    void begins(Stage stage, boolean reused);
  }
}
