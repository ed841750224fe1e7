package io.github.exo2micro.cluster;

import io.github.exo2micro.worker.TaskAttempt;
import java.util.List;

/** What is heard of a batch on Slurm; tasks by their index in the plan. One call at a time. */
public interface SlurmListener {

  /** A line for the run log. */
  void line(String text);

  /** A line about one task. */
  void line(int index, String text);

  /** A task runs on a node. */
  void started(int index, int attempt, String where);

  /**
   * How far a task is.
   *
   * @param stage 1 to 4, 0 before the first
   * @param fraction of the task, 0 to 1
   */
  void progress(int index, int stage, double fraction);

  /** A task has ended and is not tried again. */
  void ended(int index, End end);

  /**
   * How a task ended.
   *
   * @param attempt how
   * @param seconds wall time of the last attempt, 0 when not known
   * @param peakBytes peak resident size, or −1
   * @param attempts how often it was begun
   * @param lastLines the evidence, when it died
   */
  record End(TaskAttempt attempt, double seconds, long peakBytes, int attempts, List<String> lastLines) {}
}
