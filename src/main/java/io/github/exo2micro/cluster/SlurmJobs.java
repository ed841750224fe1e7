package io.github.exo2micro.cluster;

import com.google.gson.Gson;
import io.github.exo2micro.io.AtomicFile;
import io.github.exo2micro.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which arrays a batch has submitted: kept in a file, so that a submitter that died can be started again and attaches.
 *
 * @param plan {@link TaskPlan#id}
 * @param arrays in the order of submission
 */
record SlurmJobs(String plan, List<Array> arrays) {

  private static final Gson GSON = Json.pages();

  /**
   * One array.
   *
   * @param job Slurm's number
   * @param base index in the plan of its task 0
   * @param tasks its tasks
   * @param memoryBytes of each
   */
  record Array(long job, int base, List<Integer> tasks, long memoryBytes) {
    Array {
      tasks = List.copyOf(tasks);
    }
  }

  SlurmJobs {
    arrays = new ArrayList<>(arrays);
  }

  List<Long> numbers() {
    return arrays.stream().map(Array::job).toList();
  }

  void write(Path file) throws IOException {
    AtomicFile.write(file, GSON.toJson(this) + "\n");
  }

  /** Empty when there is none, or one that cannot be read. */
  static Optional<SlurmJobs> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(GSON.fromJson(Files.readString(file), SlurmJobs.class))
          .filter(jobs -> jobs.plan() != null);
    } catch (RuntimeException e) { // Gson says in many ways that a text is not what it should be
      return Optional.empty();
    }
  }
}
