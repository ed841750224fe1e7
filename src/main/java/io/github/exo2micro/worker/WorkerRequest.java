package io.github.exo2micro.worker;

import io.github.exo2micro.memory.WatchdogSettings;
import io.github.exo2micro.task.TaskRequest;
import java.util.Optional;

/** What a parent tells its child; one line each. */
sealed interface WorkerRequest {

  /**
   * Run this task.
   *
   * @param task what to do
   * @param watchdog when to give up for want of memory
   */
  record Run(TaskRequest task, Optional<WatchdogSettings> watchdog) implements WorkerRequest {}

  /** Give up the task that runs. */
  record Cancel() implements WorkerRequest {}
}
