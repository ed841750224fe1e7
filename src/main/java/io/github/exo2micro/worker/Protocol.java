package io.github.exo2micro.worker;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.github.exo2micro.memory.HeldMemory;
import io.github.exo2micro.memory.WatchdogSettings;
import io.github.exo2micro.pipeline.CheckpointFormat;
import io.github.exo2micro.pipeline.Parameters;
import io.github.exo2micro.pipeline.RunControl;
import io.github.exo2micro.pipeline.Stage;
import io.github.exo2micro.pipeline.TaskId;
import io.github.exo2micro.pipeline.TaskRequest;
import io.github.exo2micro.pipeline.TaskResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The worker protocol: one JSON object per line in either direction.
 *
 * <p>A child's lines begin with the record separator (U+001E, RFC 7464), so that what a library prints to the same stream
 * without a line break is told from them.
 */
final class Protocol {

  static final char MARK = '\u001e';

  private static final Gson GSON = new GsonBuilder().serializeSpecialFloatingPointValues().disableHtmlEscaping()
      .create();

  private Protocol() {}

  static String encode(WorkerRequest request) {
    JsonObject json = new JsonObject();
    if (request instanceof WorkerRequest.Run run) {
      json.addProperty("request", "run");
      json.add("task", encode(run.task()));
      run.watchdog().ifPresent(w -> json.add("watchdog", GSON.toJsonTree(w)));
    } else {
      json.addProperty("request", "cancel");
    }
    return GSON.toJson(json);
  }

  /** @throws JsonParseException when it is no request */
  static WorkerRequest decodeRequest(String line) {
    JsonObject json = object(line);
    return switch (text(json, "request")) {
      case "run" -> new WorkerRequest.Run(decodeTask(json.getAsJsonObject("task")), json.has("watchdog")
          ? Optional.of(GSON.fromJson(json.get("watchdog"), WatchdogSettings.class)) : Optional.empty());
      case "cancel" -> new WorkerRequest.Cancel();
      default -> throw new JsonParseException("no request: " + line);
    };
  }

  private static JsonObject encode(TaskRequest task) {
    JsonObject json = new JsonObject();
    json.addProperty("sample", task.task().sample());
    json.addProperty("dye", task.task().dye());
    json.addProperty("pre", task.pre().toAbsolutePath().toString());
    json.addProperty("post", task.post().toAbsolutePath().toString());
    json.addProperty("output", task.outputDirectory().toAbsolutePath().toString());
    json.add("parameters", GSON.toJsonTree(task.parameters().asMap()));
    json.addProperty("format", task.format().name());
    json.addProperty("compressed", task.compressed());
    json.addProperty("dropIntermediates", task.dropIntermediates());
    json.addProperty("pictures", task.pictures());
    task.control().fromStage().ifPresent(stage -> json.addProperty("fromStage", stage));
    json.addProperty("toStage", task.control().toStage());
    json.addProperty("force", task.control().force());
    json.addProperty("threads", task.threads());
    json.addProperty("smallFootprint", task.smallFootprint());
    return json;
  }

  private static TaskRequest decodeTask(JsonObject json) {
    Map<String, String> parameters = new LinkedHashMap<>();
    json.getAsJsonObject("parameters").entrySet().forEach(e -> parameters.put(e.getKey(), e.getValue().getAsString()));
    RunControl control = new RunControl(json.has("fromStage") ? OptionalInt.of(json.get("fromStage").getAsInt())
        : OptionalInt.empty(), json.get("toStage").getAsInt(), json.get("force").getAsBoolean());
    return new TaskRequest(new TaskId(text(json, "sample"), text(json, "dye")), Path.of(text(json, "pre")),
        Path.of(text(json, "post")), Path.of(text(json, "output")), Parameters.of(parameters),
        CheckpointFormat.valueOf(text(json, "format")), json.get("compressed").getAsBoolean(),
        json.get("dropIntermediates").getAsBoolean(), json.get("pictures").getAsBoolean(), control,
        json.get("threads").getAsInt(), json.get("smallFootprint").getAsBoolean());
  }

  static String encode(WorkerEvent event) {
    JsonObject json = new JsonObject();
    if (event instanceof WorkerEvent.Ready) {
      json.addProperty("event", "ready");
    } else if (event instanceof WorkerEvent.StageBegins stage) {
      json.addProperty("event", "stage");
      json.addProperty("stage", stage.stage().number());
      json.addProperty("reused", stage.reused());
    } else if (event instanceof WorkerEvent.Fraction fraction) {
      json.addProperty("event", "progress");
      json.addProperty("fraction", fraction.fraction());
    } else if (event instanceof WorkerEvent.Line line) {
      json.addProperty("event", "log");
      json.addProperty("line", line.line());
    } else if (event instanceof WorkerEvent.Ended ended) {
      encode(ended, json);
    } else {
      json.addProperty("event", "goodbye");
    }
    return MARK + GSON.toJson(json);
  }

  private static void encode(WorkerEvent.Ended ended, JsonObject json) {
    json.addProperty("peak", ended.peakBytes());
    ended.held().ifPresent(held -> json.add("held", GSON.toJsonTree(held)));
    if (ended.attempt() instanceof TaskAttempt.Completed completed) {
      json.addProperty("event", "completed");
      json.add("result", GSON.toJsonTree(completed.result()));
    } else if (ended.attempt() instanceof TaskAttempt.Failed failed) {
      json.addProperty("event", "failed");
      json.addProperty("message", failed.message());
    } else if (ended.attempt() instanceof TaskAttempt.Died died) {
      json.addProperty("event", "died");
      json.addProperty("message", died.reason());
      json.addProperty("outOfMemory", died.outOfMemory());
    } else {
      json.addProperty("event", "cancelled");
    }
  }

  /**
   * Reads a line of a child without its mark.
   *
   * @throws JsonParseException when it is no event
   */
  static WorkerEvent decodeEvent(String line) {
    JsonObject json = object(line);
    return switch (text(json, "event")) {
      case "ready" -> new WorkerEvent.Ready();
      case "stage" -> new WorkerEvent.StageBegins(stage(json.get("stage").getAsInt()),
          json.get("reused").getAsBoolean());
      case "progress" -> new WorkerEvent.Fraction(json.get("fraction").getAsDouble());
      case "log" -> new WorkerEvent.Line(text(json, "line"));
      case "completed" -> ended(json, new TaskAttempt.Completed(GSON.fromJson(json.get("result"), TaskResult.class)));
      case "failed" -> ended(json, new TaskAttempt.Failed(text(json, "message")));
      case "died" -> ended(json, new TaskAttempt.Died(text(json, "message"), json.get("outOfMemory").getAsBoolean()));
      case "cancelled" -> ended(json, new TaskAttempt.Cancelled());
      case "goodbye" -> new WorkerEvent.Goodbye();
      default -> throw new JsonParseException("no event: " + line);
    };
  }

  private static WorkerEvent ended(JsonObject json, TaskAttempt attempt) {
    return new WorkerEvent.Ended(attempt, json.get("peak").getAsLong(),
        Optional.ofNullable(GSON.fromJson(json.get("held"), HeldMemory.class)));
  }

  private static Stage stage(int number) {
    if (number < 1 || number > Stage.values().length) {
      throw new JsonParseException("no stage: " + number);
    }
    return Stage.of(number);
  }

  private static JsonObject object(String line) {
    JsonElement json = GSON.fromJson(line, JsonElement.class);
    if (json == null || !json.isJsonObject()) {
      throw new JsonParseException("no JSON object: " + line);
    }
    return json.getAsJsonObject();
  }

  private static String text(JsonObject json, String name) {
    JsonElement value = json.get(name);
    if (value == null || !value.isJsonPrimitive()) {
      throw new JsonParseException("no " + name + " in " + json);
    }
    return value.getAsString();
  }
}
