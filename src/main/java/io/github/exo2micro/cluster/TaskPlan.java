package io.github.exo2micro.cluster;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.checkpoint.sidecar.InputIdentity;
import io.github.exo2micro.checkpoint.sidecar.Provenance;
import io.github.exo2micro.io.AtomicFile;
import io.github.exo2micro.io.Json;
import io.github.exo2micro.worker.TaskJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Which tasks are to run, each with what it needs: a file that any scheduler's jobs read.
 *
 * @param software name and version of the program that made it; only the same version runs it
 * @param rawDirectory where the raw images lie
 * @param outputDirectory the root of all outputs
 * @param rows the tasks, by index
 * @param skipped what was asked for and cannot run
 * @param notes what was noticed about the raw files and stops nothing
 */
public record TaskPlan(String software, Path rawDirectory, Path outputDirectory, List<PlannedRow> rows,
    List<SkippedRow> skipped, List<String> notes) {

  /**
   * What was asked for and cannot run.
   *
   * @param sample its name
   * @param dye its name, or {@code *}
   * @param reason why not
   */
  public record SkippedRow(String sample, String dye, String reason) {}

  private static final int SCHEMA = 1;
  /** Ten thousand tasks take some ten megabytes; something far larger is no plan. */
  private static final long MOST_BYTES = 256L << 20;
  private static final int ID_CHARACTERS = 12;
  private static final Gson GSON = Json.pages();

  /** Copies the lists. */
  public TaskPlan {
    rows = List.copyOf(rows);
    skipped = List.copyOf(skipped);
    notes = List.copyOf(notes);
  }

  /** By what plans of the same tasks, files and parameters are known again: twelve hexadecimal digits. */
  public String id() {
    JsonArray tasks = new JsonArray();
    for (PlannedRow row : rows) {
      tasks.add(TaskJson.of(row.request()));
      tasks.add(GSON.toJsonTree(row.inputs()));
    }
    tasks.add(software);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(tasks.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, ID_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The whole plan. */
  public String json() {
    JsonObject json = new JsonObject();
    json.addProperty("schema", SCHEMA);
    json.addProperty("software", software);
    json.addProperty("id", id());
    json.addProperty("raw_dir", rawDirectory.toString());
    json.addProperty("output_dir", outputDirectory.toString());
    JsonArray tasks = new JsonArray();
    rows.forEach(row -> tasks.add(of(row)));
    json.add("tasks", tasks);
    json.add("skipped", GSON.toJsonTree(skipped));
    json.add("notes", GSON.toJsonTree(notes));
    return GSON.toJson(json) + "\n";
  }

  private static JsonObject of(PlannedRow row) {
    JsonObject json = new JsonObject();
    json.addProperty("index", row.index());
    json.addProperty("sample", row.request().task().sample());
    json.addProperty("dye", row.request().task().dye());
    json.addProperty("memory_bytes", row.memoryBytes());
    json.addProperty("heap_bytes", row.heapBytes());
    json.addProperty("cores", row.cores());
    json.addProperty("disk_bytes", row.diskBytes());
    json.addProperty("expected_seconds", row.seconds());
    json.add("inputs", GSON.toJsonTree(row.inputs()));
    json.add("request", TaskJson.of(row.request()));
    return json;
  }

  /**
   * A table with a heading: index, sample, dye, memory_mb, cores, disk_mb, expected_seconds. Megabytes are rounded up.
   */
  public String tsv() {
    StringBuilder text = new StringBuilder("index\tsample\tdye\tmemory_mb\tcores\tdisk_mb\texpected_seconds\n");
    for (PlannedRow row : rows) {
      text.append(row.index()).append('\t').append(row.request().task().sample()).append('\t')
          .append(row.request().task().dye()).append('\t').append(megabytes(row.memoryBytes())).append('\t')
          .append(row.cores()).append('\t').append(megabytes(row.diskBytes())).append('\t').append(row.seconds())
          .append('\n');
    }
    return text.toString();
  }

  private static long megabytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }

  /** Writes the plan, in one step. */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, json());
  }

  /** The task of that number. */
  public PlannedRow row(int index) {
    if (index < 0 || index >= rows.size()) {
      throw new RemediableException("The plan has no task " + index + ".",
          "its " + rows.size() + " tasks are numbered from 0 to " + (rows.size() - 1) + ".",
          "give --index within that range; a Slurm array for it is --array=0-" + (rows.size() - 1) + ".");
    }
    return rows.get(index);
  }

  /** Where the result of a task lies once it has run. */
  public Path resultFile(int index) {
    return RecordedResult.file(row(index).folder());
  }

  /**
   * Reads a plan.
   *
   * @throws RemediableException when it is missing, no plan, or of another version of this program
   */
  public static TaskPlan read(Path file) {
    JsonObject json = object(file);
    String software = json.has("software") ? json.get("software").getAsString() : "an unknown version";
    if (!json.has("schema") || !json.get("schema").isJsonPrimitive() || json.get("schema").getAsInt() != SCHEMA
        || !software.equals(Provenance.software())) {
      throw new RemediableException("The plan was made by another version of this program.",
          file + " is by " + software + "; this is " + Provenance.software() + ".",
          "make it again with this version ('exo2micro plan … --out " + file.getFileName() + "').");
    }
    try {
      return plan(json);
    } catch (RuntimeException e) {
      throw notAPlan(file, e);
    }
  }

  private static JsonObject object(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new NoSuchFileException(file.toString());
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new RemediableException("This is no plan.", file + " has " + Files.size(file) + " bytes.",
            "give the file that 'exo2micro plan --out' wrote.");
      }
      JsonElement element = JsonParser.parseString(Files.readString(file));
      return element.getAsJsonObject();
    } catch (NoSuchFileException e) {
      throw new RemediableException("There is no plan.", file + " is not there.",
          "make one with 'exo2micro plan … --out " + file.getFileName()
              + "', and check that this machine sees the folder.");
    } catch (IOException e) {
      throw new PassingFaultException("The plan cannot be read.", file + " (" + e + ")",
          "check that this machine sees the folder; try again.");
    } catch (RemediableException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw notAPlan(file, e);
    }
  }

  private static RemediableException notAPlan(Path file, Throwable cause) {
    return new RemediableException("This is no plan, or a damaged one.",
        file + " (" + String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.toString()) + ")",
        "make it again with 'exo2micro plan … --out " + file.getFileName() + "'. Only a plan in JSON can be run.",
        cause);
  }

  private static TaskPlan plan(JsonObject json) {
    List<PlannedRow> rows = new ArrayList<>();
    for (JsonElement element : json.getAsJsonArray("tasks")) {
      JsonObject row = element.getAsJsonObject();
      List<InputIdentity> inputs = new ArrayList<>();
      row.getAsJsonArray("inputs").forEach(i -> inputs.add(GSON.fromJson(i, InputIdentity.class)));
      if (row.get("index").getAsInt() != rows.size()) {
        throw new IllegalArgumentException("task " + rows.size() + " is numbered " + row.get("index").getAsInt());
      }
      rows.add(new PlannedRow(rows.size(), TaskJson.task(row.getAsJsonObject("request")),
          row.get("heap_bytes").getAsLong(), row.get("memory_bytes").getAsLong(), row.get("cores").getAsInt(),
          row.get("disk_bytes").getAsLong(), row.get("expected_seconds").getAsLong(), inputs));
    }
    List<SkippedRow> skipped = new ArrayList<>();
    json.getAsJsonArray("skipped").forEach(s -> skipped.add(GSON.fromJson(s, SkippedRow.class)));
    List<String> notes = new ArrayList<>();
    json.getAsJsonArray("notes").forEach(n -> notes.add(n.getAsString()));
    return new TaskPlan(json.get("software").getAsString(), Path.of(json.get("raw_dir").getAsString()),
        Path.of(json.get("output_dir").getAsString()), rows, skipped, notes);
  }
}
