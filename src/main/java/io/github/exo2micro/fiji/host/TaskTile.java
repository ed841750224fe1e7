package io.github.exo2micro.fiji.host;

import io.github.exo2micro.task.TaskId;

/**
 * How one task of a batch stands.
 *
 * @param task sample and dye
 * @param condition waiting, running …
 * @param text for people: "stage 3", "complete", "error: …"
 * @param fraction how far it is, 0 to 1
 */
public record TaskTile(TaskId task, Condition condition, String text, double fraction) {

  /** What a tile's colour tells. */
  public enum Condition {
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    SKIPPED,
    CANCELLED
  }

  static TaskTile waiting(TaskId task) {
    return new TaskTile(task, Condition.WAITING, "waiting", 0);
  }
}
