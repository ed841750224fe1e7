package io.github.exo2micro.batch;

import io.github.exo2micro.Progress;
import io.github.exo2micro.pipeline.CheckpointStore;
import io.github.exo2micro.pipeline.TaskFolder;
import io.github.exo2micro.pipeline.TaskRequest;
import java.io.IOException;
import java.util.Optional;

/** Removes the half-written files that a dead child left in a task's folders. */
final class LeftOvers {

  private LeftOvers() {}

  static void remove(TaskRequest task, BatchSession session) {
    CheckpointStore store = new CheckpointStore(new TaskFolder(task.outputDirectory(), task.task()),
        task.parameters(), task.format(), task.compressed(), 1, Optional.empty());
    try {
      store.removeLeftovers(new Progress() {
        @Override
        public void report(double fraction) {}

        @Override
        public void note(String line) {
          session.line(Optional.of(task.task()), line);
        }
      });
    } catch (IOException e) {
      // The next run tries again; nothing takes such a file for a checkpoint.
      session.line(Optional.of(task.task()), "what is half-written cannot be removed now: " + e.getMessage());
    }
  }
}
