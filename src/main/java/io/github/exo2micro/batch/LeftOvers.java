package io.github.exo2micro.batch;

import io.github.exo2micro.pipeline.TaskRequest;

/** Removes the half-written files that a dead child left in a task's folders. */
final class LeftOvers {

  private LeftOvers() {}

  static void remove(TaskRequest task, BatchSession session) {
  }
}
