package io.github.exo2micro.worker;

import io.github.exo2micro.memory.HeldMemory;
import io.github.exo2micro.task.Stage;
import java.util.Optional;

/** What a child tells its parent; one line each. */
sealed interface WorkerEvent {

  /** The child is up and waits for a task. */
  record Ready() implements WorkerEvent {}

  /**
   * A stage of the task begins.
   *
   * @param stage which
   * @param reused whether it is reused from an earlier run
   */
  record StageBegins(Stage stage, boolean reused) implements WorkerEvent {}

  /**
   * How far the task is.
   *
   * @param fraction 0 to 1
   */
  record Fraction(double fraction) implements WorkerEvent {}

  /**
   * A line for the run log.
   *
   * @param line without a break
   */
  record Line(String line) implements WorkerEvent {}

  /**
   * The task has ended; the child waits for the next.
   *
   * @param attempt how: completed, failed, died of memory, cancelled
   * @param peakBytes peak resident size of the child during the task, or −1
   * @param held what the child holds after the task and a collection, when the platform tells
   */
  record Ended(TaskAttempt attempt, long peakBytes, Optional<HeldMemory> held) implements WorkerEvent {}
}
