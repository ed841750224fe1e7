package io.github.exo2micro.cli.shell;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.io.Json;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where a command writes; what comes from outside is made harmless.
 *
 * @param out results
 * @param err everything else
 * @param terminal whether {@code err} is a terminal, so that a progress line can be redrawn
 * @param answered whether a JSON document was printed
 */
public record Console(HarmlessStream out, HarmlessStream err, boolean terminal, AtomicBoolean answered) {

  public Console(PrintStream out, PrintStream err, boolean terminal) {
    this(new HarmlessStream(out), new HarmlessStream(err), terminal, new AtomicBoolean());
  }

  /** The same, but results go to stderr too, where they are not the command's own. */
  public Console resultsToErr() {
    return new Console(err, err, terminal, new AtomicBoolean());
  }

  /** One JSON document on stdout: an object. */
  public void json(Map<String, ?> value) {
    jsonText(Json.pages().toJson(value));
  }

  /** A JSON document that is text already. */
  public void jsonText(String document) {
    answered.set(true);
    out.println(document.stripTrailing());
    out.flush();
  }

  /** What a program that reads JSON gets where there is no result: nothing more when it has had its answer. */
  public void jsonError(String message, Throwable problem, int exitCode) {
    if (answered.get()) {
      return;
    }
    Map<String, Object> error = new LinkedHashMap<>();
    if (problem instanceof RemediableException known) {
      error.put("problem", known.problem());
      error.put("evidence", known.evidence());
      error.put("remedy", known.remedy());
    } else {
      error.put("problem", message);
    }
    error.put("message", message);
    json(Map.of("error", error, "exit_code", exitCode));
  }
}
