package io.github.exo2micro.cli;

import com.google.gson.GsonBuilder;
import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err everything else
 * @param terminal whether {@code err} is a terminal, so that a progress line can be redrawn
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {

  /** The same, but results go to stderr too, where they are not the command's own. */
  Console resultsToErr() {
    return new Console(err, err, terminal);
  }

  /** One JSON document on stdout. */
  void json(Object value) {
    out.println(new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeSpecialFloatingPointValues()
        .create().toJson(value));
  }
}
