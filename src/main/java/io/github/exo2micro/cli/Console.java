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

  /** One JSON document on stdout. */
  void json(Object value) {
    out.println(new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeSpecialFloatingPointValues()
        .create().toJson(value));
  }
}
