package io.github.exo2micro.worker;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.github.exo2micro.io.Json;
import io.github.exo2micro.task.CheckpointFormat;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunControl;
import io.github.exo2micro.task.RunOptions;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.task.TaskResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Tasks and how they ended as JSON: what travels between processes and what lies in plan and result files. */
public final class TaskJson {

  private static final Gson GSON = Json.line();

  private TaskJson() {}

  /** A task; paths are absolute. */
  public static JsonObject of(TaskRequest task) {
    JsonObject json = new JsonObject();
    json.addProperty("sample", task.task().sample());
    json.addProperty("dye", task.task().dye());
    json.addProperty("pre", task.pre().toAbsolutePath().toString());
    json.addProperty("post", task.post().toAbsolutePath().toString());
    json.addProperty("output", task.outputDirectory().toAbsolutePath().toString());
    json.add("parameters", GSON.toJsonTree(task.parameters().asMap()));
    json.addProperty("format", task.options().format().name());
    json.addProperty("compressed", task.options().compressed());
    json.addProperty("dropIntermediates", task.options().dropIntermediates());
    json.addProperty("pictures", task.options().pictures());
    task.options().control().fromStage().ifPresent(stage -> json.addProperty("fromStage", stage));
    json.addProperty("toStage", task.options().control().toStage());
    json.addProperty("force", task.options().control().force());
    json.addProperty("threads", task.threads());
    json.addProperty("smallFootprint", task.smallFootprint());
    return json;
  }

  /** @throws RuntimeException when something is missing or not allowed */
  public static TaskRequest task(JsonObject json) {
    Map<String, String> parameters = new LinkedHashMap<>();
    json.getAsJsonObject("parameters").entrySet().forEach(e -> parameters.put(e.getKey(), e.getValue().getAsString()));
    RunControl control = new RunControl(json.has("fromStage") ? OptionalInt.of(json.get("fromStage").getAsInt())
        : OptionalInt.empty(), json.get("toStage").getAsInt(), json.get("force").getAsBoolean());
    return new TaskRequest(new TaskId(text(json, "sample"), text(json, "dye")), Path.of(text(json, "pre")),
        Path.of(text(json, "post")), Path.of(text(json, "output")), Parameters.of(parameters),
        new RunOptions(CheckpointFormat.valueOf(text(json, "format")), json.get("compressed").getAsBoolean(),
            json.get("dropIntermediates").getAsBoolean(), json.get("pictures").getAsBoolean(), control),
        json.get("threads").getAsInt(), json.get("smallFootprint").getAsBoolean());
  }

  /** How an attempt ended; {@code event} says in which way. */
  public static JsonObject of(TaskAttempt attempt) {
    JsonObject json = new JsonObject();
    if (attempt instanceof TaskAttempt.Completed completed) {
      json.addProperty("event", "completed");
      json.add("result", GSON.toJsonTree(completed.result()));
    } else if (attempt instanceof TaskAttempt.Failed failed) {
      json.addProperty("event", "failed");
      json.addProperty("message", failed.message());
      json.addProperty("passing", failed.passing());
    } else if (attempt instanceof TaskAttempt.Died died) {
      json.addProperty("event", "died");
      json.addProperty("message", died.reason());
      json.addProperty("outOfMemory", died.outOfMemory());
    } else if (attempt instanceof TaskAttempt.TimedOut late) {
      json.addProperty("event", "timed out");
      json.addProperty("seconds", late.seconds());
    } else {
      json.addProperty("event", "cancelled");
    }
    return json;
  }

  /** @throws RuntimeException when it is no end of an attempt */
  public static TaskAttempt attempt(JsonObject json) {
    return switch (text(json, "event")) {
      case "completed" -> new TaskAttempt.Completed(GSON.fromJson(json.get("result"), TaskResult.class));
      case "failed" -> new TaskAttempt.Failed(text(json, "message"),
          json.has("passing") && json.get("passing").getAsBoolean());
      case "died" -> new TaskAttempt.Died(text(json, "message"), json.get("outOfMemory").getAsBoolean());
      case "timed out" -> new TaskAttempt.TimedOut(json.get("seconds").getAsInt());
      case "cancelled" -> new TaskAttempt.Cancelled();
      default -> throw new JsonParseException("no end of an attempt: " + json);
    };
  }

  static String text(JsonObject json, String name) {
    JsonElement value = json.get(name);
    if (value == null || !value.isJsonPrimitive()) {
      throw new JsonParseException("no " + name + " in " + json);
    }
    return value.getAsString();
  }
}
