package io.github.exo2micro.batch.plan;

import io.github.exo2micro.task.TaskRequest;
import java.nio.file.Path;
import java.util.List;

/**
 * A batch: what to run and how.
 *
 * @param rawDirectory where the raw images lie, for the summary; made absolute
 * @param outputDirectory the root of all outputs, of the run log and of the summary; made absolute
 * @param tasks what to run, in this order; their threads are an upper limit each
 * @param skipped what was asked for and cannot run
 * @param options how
 * @param notes what was noticed about the raw files and stops nothing, a line each: names that are not understood
 */
public record BatchRequest(Path rawDirectory, Path outputDirectory, List<TaskRequest> tasks,
    List<SkippedTask> skipped, BatchOptions options, List<String> notes) {

  /** Copies the lists, and makes the folders absolute. */
  public BatchRequest {
    rawDirectory = rawDirectory.toAbsolutePath().normalize();
    outputDirectory = outputDirectory.toAbsolutePath().normalize();
    tasks = List.copyOf(tasks);
    skipped = List.copyOf(skipped);
    notes = List.copyOf(notes);
  }

  /** A batch without notes. */
  public BatchRequest(Path rawDirectory, Path outputDirectory, List<TaskRequest> tasks, List<SkippedTask> skipped,
      BatchOptions options) {
    this(rawDirectory, outputDirectory, tasks, skipped, options, List.of());
  }

  /** How many tasks run at once. */
  public int concurrency() {
    return options.mode() == BatchMode.PARALLEL ? Math.max(1, Math.min(options.workers(), tasks.size())) : 1;
  }
}
