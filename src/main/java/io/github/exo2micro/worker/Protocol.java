package io.github.exo2micro.worker;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.github.exo2micro.io.Json;
import io.github.exo2micro.memory.HeldMemory;
import io.github.exo2micro.memory.WatchdogSettings;
import io.github.exo2micro.task.Stage;
import java.util.Optional;

/**
 * The worker protocol: one JSON object per line in either direction.
 *
 * <p>A child's lines begin with the record separator (U+001E, RFC 7464), so that what a library prints to the same
 * stream without a line break is told from them.
 */
final class Protocol {

  static final char MARK = '\u001e';

  private static final Gson GSON = Json.line();

  private Protocol() {}

  static String encode(WorkerRequest request) {
    JsonObject json = new JsonObject();
    if (request instanceof WorkerRequest.Run run) {
      json.addProperty("request", "run");
      json.add("task", TaskJson.of(run.task()));
      run.watchdog().ifPresent(w -> json.add("watchdog", GSON.toJsonTree(w)));
    } else {
      json.addProperty("request", "cancel");
    }
    return GSON.toJson(json);
  }

  /** @throws JsonParseException when it is no request */
  static WorkerRequest decodeRequest(String line) {
    JsonObject json = object(line);
    return switch (TaskJson.text(json, "request")) {
      case "run" -> new WorkerRequest.Run(TaskJson.task(json.getAsJsonObject("task")), json.has("watchdog")
          ? Optional.of(GSON.fromJson(json.get("watchdog"), WatchdogSettings.class)) : Optional.empty());
      case "cancel" -> new WorkerRequest.Cancel();
      default -> throw new JsonParseException("no request: " + line);
    };
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
    } else {
      encode((WorkerEvent.Ended) event, json);
    }
    return MARK + GSON.toJson(json);
  }

  private static void encode(WorkerEvent.Ended ended, JsonObject json) {
    json.addProperty("peak", ended.peakBytes());
    ended.held().ifPresent(held -> json.add("held", GSON.toJsonTree(held)));
    TaskJson.of(ended.attempt()).entrySet().forEach(e -> json.add(e.getKey(), e.getValue()));
  }

  /**
   * Reads a line of a child without its mark.
   *
   * @throws JsonParseException when it is no event
   */
  static WorkerEvent decodeEvent(String line) {
    JsonObject json = object(line);
    return switch (TaskJson.text(json, "event")) {
      case "ready" -> new WorkerEvent.Ready();
      case "stage" -> new WorkerEvent.StageBegins(stage(json.get("stage").getAsInt()),
          json.get("reused").getAsBoolean());
      case "progress" -> new WorkerEvent.Fraction(json.get("fraction").getAsDouble());
      case "log" -> new WorkerEvent.Line(TaskJson.text(json, "line"));
      case "completed", "failed", "died", "cancelled" -> ended(json, TaskJson.attempt(json));
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
}
