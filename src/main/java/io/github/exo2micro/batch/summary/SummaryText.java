package io.github.exo2micro.batch.summary;

import io.github.exo2micro.Durations;
import io.github.exo2micro.PlainText;
import io.github.exo2micro.batch.plan.BatchMode;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.memory.ByteText;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.ScaleKind;
import io.github.exo2micro.task.ScaleSummary;
import io.github.exo2micro.task.TaskResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Words a batch's summary: a table with a line per task, and the problems in full. */
final class SummaryText {

  private static final int NAME_WIDTH = 33;
  private static final int STATUS_WIDTH = 60;

  private final BatchSummary summary;

  SummaryText(BatchSummary summary) {
    this.summary = summary;
  }

  String text() {
    List<ScaleKind> kinds = summary.reports().stream().flatMap(r -> r.result().stream())
        .flatMap(r -> r.scales().stream()).map(ScaleSummary::kind).distinct().toList();
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("sample", "dye"));
    kinds.forEach(kind -> head.add(kind.name()));
    head.add("accuracy");
    boolean searched = summary.reports().stream().flatMap(r -> r.result().stream())
        .anyMatch(r -> r.microbes().isPresent());
    if (searched) {
      head.addAll(List.of("microbes", "by chance", "per mm²"));
    }
    head.addAll(List.of("time", "peak", "status"));
    rows.add(head);
    summary.reports().forEach(report -> rows.add(row(report, kinds, searched)));
    StringBuilder text = new StringBuilder("=== Batch summary ===\n");
    text.append(table(rows));
    text.append(counts()).append('\n');
    text.append("Machine: ").append(summary.machine()).append('\n');
    text.append(problems());
    summary.unwritten()
        .forEach(file -> text.append("WARNING: not written: ").append(indented(file, "", "  ")).append('\n'));
    summary.request().notes().forEach(note -> text.append("Note: ").append(note).append('\n'));
    return PlainText.of(text.append("=====================").toString());
  }

  private List<String> row(TaskReport report, List<ScaleKind> kinds, boolean searched) {
    List<String> row = new ArrayList<>(List.of(name(PlainText.line(report.task().sample())),
        name(PlainText.line(report.task().dye()))));
    for (ScaleKind kind : kinds) {
      row.add(report.result().stream().flatMap(r -> r.scales().stream()).filter(s -> s.kind().equals(kind))
          .map(s -> format("%.4f", s.scale())).findFirst().orElse("-"));
    }
    row.add(report.result().map(SummaryText::accuracy).orElse("-"));
    if (searched) {
      row.addAll(microbes(report));
    }
    row.add(report.attempts() == 0 ? "-" : Durations.taken(report.seconds()));
    row.add(report.peakBytes() < 0 || report.attempts() == 0 ? "-" : ByteText.of(report.peakBytes()));
    row.add(shortened(report.outcome().status()));
    return row;
  }

  private static List<String> microbes(TaskReport report) {
    return report.result().flatMap(TaskResult::microbes)
        .map(m -> List.of(Integer.toString(m.count()), Integer.toString(m.chance()),
            m.perMm2().isPresent() ? format("%.4g", m.perMm2().getAsDouble()) : "-"))
        .orElse(List.of("-", "-", "-"));
  }

  private static String accuracy(TaskResult result) {
    return result.alignment().map(AlignmentSummary::accuracyPx).filter(OptionalDouble::isPresent)
        .map(px -> format("%.3f px", px.getAsDouble())).orElse("-");
  }

  /** One long name must not make the table wider than a terminal: its middle is left out. The files have it in full. */
  private static String name(String name) {
    int side = (NAME_WIDTH - 1) / 2;
    return name.length() <= NAME_WIDTH ? name : name.substring(0, side) + "…" + name.substring(name.length() - side);
  }

  private static String shortened(String status) {
    String line = status.lines().findFirst().orElse("");
    return line.length() <= STATUS_WIDTH ? line : line.substring(0, STATUS_WIDTH - 1) + "…";
  }

  private static String table(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
      if (row == rows.get(0)) {
        text.append("-".repeat(Arrays.stream(widths).sum() + 2 * (widths.length - 1))).append('\n');
      }
    }
    return text.toString();
  }

  private String counts() {
    long done = count(TaskOutcome.Done.class);
    long cancelled = count(TaskOutcome.Cancelled.class);
    long skipped = count(TaskOutcome.Skipped.class);
    long failed = summary.reports().size() - done - cancelled - skipped;
    List<String> parts = new ArrayList<>(List.of(done + " done"));
    if (failed > 0) {
      parts.add(failed + " failed");
    }
    if (cancelled > 0) {
      parts.add(cancelled + " cancelled");
    }
    if (skipped > 0) {
      parts.add(skipped + " skipped");
    }
    BatchOptions options = summary.request().options();
    int workers = summary.request().concurrency();
    String mode = options.mode().word() + (options.mode() == BatchMode.PARALLEL ? " with " + workers
        + (workers == 1 ? " worker" : " workers") : "");
    // The estimate is for the tasks' processes; people compare the two figures.
    String whose = options.mode() == BatchMode.SERIAL ? "" : " of all processes, this program with them,";
    String peak = summary.peakBytes() < 0 ? "" : ", peak memory" + whose + " " + ByteText.of(summary.peakBytes());
    return String.join(", ", parts) + " in " + Durations.taken(summary.wallSeconds()) + " (" + mode + ")" + peak
        + (summary.aborted() ? ". ABORTED: what is finished is kept; the same command picks up where this one left off."
            : ".");
  }

  private long count(Class<? extends TaskOutcome> kind) {
    return summary.reports().stream().filter(r -> kind.isInstance(r.outcome())).count();
  }

  /** For what has no words of its own: its process can say nothing any more. */
  private static Optional<String> remedy(TaskOutcome outcome) {
    if (outcome instanceof TaskOutcome.TimedOut) {
      return Optional
          .of("start the same command again, with more time (--timeout-per-task) if it was merely slow: finished"
              + " stages are kept.");
    }
    if (outcome instanceof TaskOutcome.Crashed crashed && !crashed.reason().startsWith("out of memory")) {
      return Optional.of(crashed.reason().contains("OOM")
          ? "start the same command again with fewer tasks at once, or with --retries 1: finished stages are kept."
          : "start the same command again: finished stages are kept. If it ends like this again, its last lines "
              + "tell why.");
    }
    return Optional.empty();
  }

  private String problems() {
    List<TaskReport> bad = summary.reports().stream().filter(r -> !clean(r)).toList();
    if (bad.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("\nPROBLEMS\n");
    for (TaskReport report : bad) {
      text.append(indented(report.task() + ": " + report.outcome().status(), "  ", "      ")).append('\n');
      remedy(report.outcome()).ifPresent(line -> text.append("        What to do: ").append(line).append('\n'));
      report.result().ifPresent(result -> result.warnings()
          .forEach(warning -> text.append(indented(warning, "      - ", "        ")).append('\n')));
      if (report.attempts() > 1) {
        text.append("      (").append(report.attempts()).append(" attempts)\n");
      }
      if (!report.lastLines().isEmpty()) {
        text.append("      its last lines:\n");
        report.lastLines().forEach(line -> text.append("      | ").append(line).append('\n'));
      }
    }
    return text.toString();
  }

  private static boolean clean(TaskReport report) {
    return report.result().map(r -> r.status().equals("complete") && r.warnings().isEmpty()).orElse(false);
  }

  private static String indented(String text, String first, String others) {
    return text.lines().collect(Collectors.joining("\n" + others, first, ""));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
