package io.github.exo2micro.fiji.host;

import io.github.exo2micro.batch.BatchListener;
import io.github.exo2micro.task.TaskId;
import java.util.Optional;

/** Prints what a batch tells to stderr, where nobody looks at a window. */
public final class HeadlessLog implements BatchListener {

  /** The summary is the result, and goes to stdout at the end. */
  private static final String SUMMARY = "=== Batch summary";

  @Override
  public void log(Optional<TaskId> task, String line) {
    if (line.startsWith(SUMMARY)) {
      return;
    }
    System.err.println(task.map(id -> "[" + id + "] ").orElse("") + line);
  }
}
