package io.github.exo2micro.fiji;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Selection;
import io.github.exo2micro.batch.BatchOptions;
import io.github.exo2micro.batch.BatchRequest;
import io.github.exo2micro.memory.ByteText;
import io.github.exo2micro.memory.Machine;
import io.github.exo2micro.memory.Preflight;
import io.github.exo2micro.memory.WorkerAdvice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Words the live estimate of a dialog. */
final class Estimates {

  /** Always this many lines, or the dialog would jump when they change. */
  private static final int LINES = 4;
  private static final int WIDTH = 84;

  /** What a dialog says before a folder is chosen. */
  static final String EMPTY = "<html>Choose the folders, then press Auto-detect or change anything, to see<br>"
      + "what would run, and the memory and disk that it takes.<br>&nbsp;<br>&nbsp;</html>";

  private Estimates() {}

  /**
   * What a run would take, or what keeps it from being told.
   *
   * @param selection reads the dialog's fields
   * @param options reads the dialog's fields
   */
  static String live(Engine engine, Supplier<Selection> selection, Supplier<BatchOptions> options) {
    try {
      BatchRequest request = engine.plan(selection.get(), options.get().withStrictDyes(false));
      return html(request, engine.preflight(request), WorkerAdvice.recommended(Machine.of(engine.host().probe())));
    } catch (RemediableException e) {
      return html(e.problem() + " " + e.evidence());
    } catch (IOException e) {
      return html("The folders cannot be read: " + e.getMessage());
    }
  }

  private static String html(BatchRequest request, Preflight check, int recommendedWorkers) {
    int fit = check.workersThatFit();
    return block(List.of(
        "<b>" + request.tasks().size() + (request.tasks().size() == 1 ? " task" : " tasks") + "</b>"
            + (request.skipped().isEmpty() ? "" : ", " + request.skipped().size() + " pairs cannot run"),
        "RAM: about " + ByteText.of(check.ramBytes()) + " of " + ByteText.of(check.ramAvailable().bytes())
            + " available, " + word(check.ram()),
        "Disk: about " + ByteText.of(check.diskBytes()) + " of " + ByteText.of(check.request().diskBytes())
            + " free, " + word(check.disk()),
        "Workers: " + (fit == Integer.MAX_VALUE ? "" : fit + " would fit in memory, ") + recommendedWorkers
            + (recommendedWorkers == 1 ? " is" : " are") + " advised on this machine"));
  }

  private static String block(List<String> lines) {
    List<String> shown = new ArrayList<>(lines.subList(0, Math.min(LINES, lines.size())));
    while (shown.size() < LINES) {
      shown.add("&nbsp;");
    }
    return "<html>" + String.join("<br>", shown) + "</html>";
  }

  private static String word(Preflight.Band band) {
    return switch (band) {
      case FINE -> "fine";
      case HIGH -> "<b>high</b>";
      case EXCEEDED -> "<b>too much: it would be refused</b>";
    };
  }

  /** A text for people, in lines that fit the dialog; what is too long ends with an ellipsis. */
  static String html(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      if (line.length() > 0 && line.length() + word.length() >= WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    if (lines.size() > LINES) {
      lines.set(LINES - 1, lines.get(LINES - 1) + " …");
    }
    return block(lines.stream().map(l -> l.replace("&", "&amp;").replace("<", "&lt;")).toList());
  }
}
