package io.github.exo2micro.fiji.command;

import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Selection;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.batch.plan.BatchRequest;
import io.github.exo2micro.batch.plan.SkippedTask;
import io.github.exo2micro.fiji.input.DialogNews;
import io.github.exo2micro.memory.ByteText;
import io.github.exo2micro.memory.Machine;
import io.github.exo2micro.memory.Preflight;
import io.github.exo2micro.memory.WorkerAdvice;
import io.github.exo2micro.task.EarlierRuns;
import io.github.exo2micro.task.ParameterSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.scijava.module.ModuleInfo;

/** Words the live estimate of a dialog. */
final class Estimates {

  private static final int LINES = 5;
  private static final int WIDTH = 100;

  private Estimates() {}

  /**
   * What a run would take, and what earlier runs there are.
   *
   * @throws io.github.exo2micro.RemediableException when it cannot run
   * @throws IOException when the folders cannot be read
   */
  static DialogNews live(Engine engine, Selection selection, BatchOptions options, ModuleInfo info)
      throws IOException {
    BatchRequest request = engine.plan(selection, options.withStrictDyes(false));
    Preflight check = engine.preflight(request);
    EarlierRuns runs = EarlierRuns.in(selection.outputDirectory());
    Map<String, String> proposal = RunParameters.proposal(runs, selection.parameters(), info);
    List<String> lines = new ArrayList<>(
        lines(request, check, useful(Machine.of(engine.host().probe()), check), selection));
    lines.add(proposal.isEmpty() ? problems(request, check) : RunParameters.text(runs));
    return new DialogNews(block(lines), "", Map.of(), proposal, RunParameters.text(runs));
  }

  private static int useful(Machine machine, Preflight check) {
    return Math.max(WorkerAdvice.recommended(machine), WorkerAdvice.useful(machine, check.perTaskBytes()));
  }

  private static List<String> lines(BatchRequest request, Preflight check, int recommendedWorkers,
      Selection selection) {
    int fit = check.workersThatFit();
    return List.of(
        "<b>" + request.tasks().size() + (request.tasks().size() == 1 ? " task" : " tasks") + "</b>, padding "
            + selection.parameters().integer(ParameterSpec.PAD) + " px"
            + (request.skipped().isEmpty() ? "" : "; <b>" + request.skipped().size() + " cannot run</b>, as "
                + escaped(text(request.skipped().get(0)))),
        "RAM: about " + ByteText.of(check.ramBytes()) + " of " + ByteText.of(check.ramAvailable().bytes())
            + " available, " + word(check.ram()),
        "Disk: about " + ByteText.of(check.diskBytes()) + " of " + ByteText.of(check.request().diskBytes())
            + " free, " + word(check.disk()),
        "Workers: " + (fit == Integer.MAX_VALUE ? "" : fit + " would fit in memory, ") + recommendedWorkers
            + (recommendedWorkers == 1 ? " is" : " are") + " advised on this machine");
  }

  private static String text(SkippedTask skipped) {
    return skipped.task() + ": " + skipped.reason();
  }

  /** Of files that are damaged nothing is known before they are read, but that their headers are. */
  private static String problems(BatchRequest request, Preflight check) {
    List<String> all = new ArrayList<>(check.request().notes());
    all.addAll(request.notes());
    return all.isEmpty() ? "" : escaped(all.get(0)) + (all.size() > 1 ? " (and " + (all.size() - 1) + " more)" : "");
  }

  private static String block(List<String> lines) {
    return "<html>" + String.join("<br>", lines.subList(0, Math.min(LINES, lines.size()))) + "</html>";
  }

  private static String word(Preflight.Band band) {
    return switch (band) {
      case FINE -> "fine";
      case HIGH -> "<b>high</b>";
      case EXCEEDED -> "<b>too much: it would be refused</b>";
    };
  }

  /** A text as it stands in HTML. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
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
    return block(lines.stream().map(Estimates::escaped).toList());
  }
}
