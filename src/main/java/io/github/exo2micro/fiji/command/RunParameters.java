package io.github.exo2micro.fiji.command;

import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Selection;
import io.github.exo2micro.fiji.input.RunFields;
import io.github.exo2micro.task.EarlierRuns;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.scijava.module.ModuleInfo;

/** The words "auto" and "newest" where a padding is asked for, and the parameters of the newest run of a folder. */
final class RunParameters {

  /** The padding that suits the images. */
  static final String AUTO = "auto";
  /** Padding and all else as in the newest run of the output folder. */
  static final String NEWEST = "newest";

  private RunParameters() {}

  /**
   * Parameters with a padding that may be a word.
   *
   * @param pad a number, or "auto"
   * @throws io.github.exo2micro.RemediableException when it is neither
   */
  static Parameters padded(Engine engine, Selection selection, String pad) {
    if (!isWord(pad, AUTO)) {
      return RunFields.with(selection.parameters(), ParameterSpec.PAD, pad);
    }
    try {
      return RunFields.with(selection.parameters(), ParameterSpec.PAD, engine.autoPadding(selection));
    } catch (IOException e) {
      // The run itself will say, in better words, that the folder cannot be read.
      return selection.parameters();
    }
  }

  /** Whether a text is one of the two words. */
  static boolean isWord(String text, String word) {
    return text != null && text.strip().toLowerCase(Locale.ROOT).equals(word);
  }

  /** The parameters of the newest run of a folder; the defaults where none is there. */
  static Parameters newest(Path output) throws IOException {
    return EarlierRuns.in(output).parameters().stream().findFirst().orElse(Parameters.defaults());
  }

  /**
   * The values of a dialog's fields that make it the newest run's; empty when there is no run, or they are that
   * already.
   *
   * @param info whose inputs they are for
   * @param now the parameters as they are
   */
  static Map<String, String> proposal(EarlierRuns runs, Parameters now, ModuleInfo info) {
    if (runs.parameters().isEmpty() || runs.parameters().get(0).equals(now)) {
      return Map.of();
    }
    Map<String, String> values = new LinkedHashMap<>();
    StringBuilder lines = new StringBuilder();
    Parameters newest = runs.parameters().get(0);
    Map<String, String> changed = newest.changedUpTo(4);
    newest.asMap().forEach((name, value) -> {
      if (info.getInput(name) != null) {
        values.put(name, value);
      } else if (changed.containsKey(name)) {
        lines.append(name).append('=').append(value).append('\n');
      }
    });
    if (info.getInput("parameters") != null) {
      values.put("parameters", lines.toString().strip());
    }
    return values;
  }

  /** What earlier runs there are, one line, or "". */
  static String text(EarlierRuns runs) {
    List<Parameters> all = runs.parameters();
    if (all.isEmpty()) {
      return "";
    }
    return "The newest run in this output folder: " + words(all.get(0))
        + (all.size() == 1 ? "." : "; " + (all.size() - 1)
            + (all.size() == 2 ? " with other parameters is" : " with other parameters are") + " there, too.");
  }

  private static String words(Parameters parameters) {
    Map<String, String> changed = parameters.changedUpTo(4);
    return changed.isEmpty() ? "all parameters at their defaults"
        : changed.toString().replaceAll("[{}]", "");
  }
}
