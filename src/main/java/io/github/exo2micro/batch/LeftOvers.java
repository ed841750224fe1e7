package io.github.exo2micro.batch;

import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.batch.plan.BatchRequest;
import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.checkpoint.TaskFolder;
import io.github.exo2micro.io.TemporaryFile;
import io.github.exo2micro.task.TaskRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Removes the half-written files that a dead child left in a task's folders. */
final class LeftOvers {

  private LeftOvers() {}

  /**
   * At the batch's end, when all its children have gone and this program writes nothing there any more: whatever was
   * cut off in the folders of its tasks, and of the summary.
   */
  static void removeAll(BatchRequest request, BatchSession session) {
    for (TaskRequest task : request.tasks()) {
      try {
        TaskFolder folder = new TaskFolder(task.outputDirectory(), task.task());
        List.of(folder.tiff(), folder.fits(), folder.pictures()).forEach(part -> removeOwn(part, session));
      } catch (RemediableException e) {
        // Its folder leads elsewhere, so nothing was written there; the task has said so.
        continue;
      }
    }
    removeOwn(request.outputDirectory(), session);
  }

  private static void removeOwn(Path folder, BatchSession session) {
    try {
      TemporaryFile.removeStaleAndOwn(folder);
    } catch (IOException e) {
      session.line("what is half-written in " + folder + " cannot be removed now: " + e.getMessage());
    }
  }

  static void remove(TaskRequest task, BatchSession session) {
    CheckpointStore store = new CheckpointStore(new TaskFolder(task.outputDirectory(), task.task()),
        task.parameters(), task.options().format(), task.options().compressed(), 1, Optional.empty());
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
