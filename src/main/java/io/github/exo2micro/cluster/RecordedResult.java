package io.github.exo2micro.cluster;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.exo2micro.io.AtomicFile;
import io.github.exo2micro.io.Json;
import io.github.exo2micro.worker.TaskAttempt;
import io.github.exo2micro.worker.TaskJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How one task of a plan ended: the content of its {@code result.json}, the truth about it for whoever collects.
 *
 * @param plan {@link TaskPlan#id}
 * @param index of the task in that plan
 * @param job what the scheduler calls the job that ran it ({@code 123_4}); "" without a scheduler
 * @param host the machine
 * @param attempt how it ended
 * @param seconds wall time
 * @param peakBytes peak resident size of the process that ran it, or −1
 * @param heapBytes the Java heap that it had
 * @param lastLines what its process printed last, when it died: the evidence
 */
public record RecordedResult(String plan, int index, String job, String host, TaskAttempt attempt, double seconds,
    long peakBytes, long heapBytes, List<String> lastLines) {

  /** The file's name in the task's folder. */
  public static final String FILE_NAME = "result.json";

  private static final int SCHEMA = 1;
  private static final long MOST_BYTES = 16L << 20;
  private static final Gson GSON = Json.pages();

  /** Copies the list. */
  public RecordedResult {
    lastLines = List.copyOf(lastLines);
  }

  /** The folder of a task of a plan, where its result lies. */
  public static Path folder(PlannedRow row) {
    return row.folder();
  }

  static Path file(Path taskFolder) {
    return taskFolder.resolve(FILE_NAME);
  }

  void write(Path taskFolder) throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty("schema", SCHEMA);
    json.addProperty("plan", plan);
    json.addProperty("index", index);
    json.addProperty("exit_code", ExitCode.of(attempt).code());
    json.addProperty("job", job);
    json.addProperty("host", host);
    json.addProperty("seconds", seconds);
    json.addProperty("peak_bytes", peakBytes);
    json.addProperty("heap_bytes", heapBytes);
    json.add("last_lines", GSON.toJsonTree(lastLines));
    json.add("end", TaskJson.of(attempt));
    AtomicFile.write(file(taskFolder), GSON.toJson(json) + "\n");
  }

  /** What a task's folder holds: a result, none, or something that cannot be read. */
  public sealed interface Reading {
    /** The result. */
    record Found(RecordedResult result) implements Reading {}

    /** There is no such file. */
    record Missing() implements Reading {}

    /**
     * There is one, but it cannot be used.
     *
     * @param reason why, a part of a sentence
     */
    record Unreadable(String reason) implements Reading {}
  }

  /** Reads the result of a row, whichever plan it is from. */
  public static Reading of(PlannedRow row) {
    return read(row.folder());
  }

  /** The result of a row when it is from that very plan. */
  public static Optional<RecordedResult> of(TaskPlan plan, PlannedRow row) {
    return of(row) instanceof Reading.Found found && found.result().plan().equals(plan.id())
        && found.result().index() == row.index() ? Optional.of(found.result()) : Optional.empty();
  }

  static Reading read(Path taskFolder) {
    Path file = file(taskFolder);
    try {
      if (Files.notExists(file)) {
        return new Reading.Missing();
      }
      if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
        return new Reading.Unreadable(file + " is no result file");
      }
      JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      if (json.get("schema").getAsInt() != SCHEMA) {
        return new Reading.Unreadable(file + " is of another version of this program");
      }
      List<String> lines = new ArrayList<>();
      json.getAsJsonArray("last_lines").forEach(line -> lines.add(line.getAsString()));
      return new Reading.Found(new RecordedResult(json.get("plan").getAsString(), json.get("index").getAsInt(),
          json.get("job").getAsString(), json.get("host").getAsString(), TaskJson.attempt(json.getAsJsonObject("end")),
          json.get("seconds").getAsDouble(), json.get("peak_bytes").getAsLong(), json.get("heap_bytes").getAsLong(),
          lines));
    } catch (NoSuchFileException e) {
      return new Reading.Missing();
    } catch (IOException | RuntimeException e) {
      return new Reading.Unreadable(file + " cannot be read ("
          + String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString()) + ")");
    }
  }
}
