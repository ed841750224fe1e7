package io.github.exo2micro.cli.command;

import io.github.exo2micro.Durations;
import io.github.exo2micro.app.Comparison;
import io.github.exo2micro.app.Selection;
import io.github.exo2micro.batch.CancelToken;
import io.github.exo2micro.batch.ShutdownGuard;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.batch.summary.TaskReport;
import io.github.exo2micro.cli.option.How;
import io.github.exo2micro.cli.option.Where;
import io.github.exo2micro.cli.shell.ProgressLine;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.ScaleSummary;
import io.github.exo2micro.task.TaskResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tries one parameter at several values. */
@picocli.CommandLine.Command(name = "compare", description = {"Run with several values of one parameter and compare.",
    "Stages that the parameter does not change are made once."})
final class CompareCommand extends Command implements Parameterised {

  @Parameters(index = "0", paramLabel = "PARAM", description = "The parameter's name, see 'exo2micro params'.")
  private String name;

  @Parameters(index = "1", arity = "1..*", split = ",", paramLabel = "V1,V2,...", description = "Its values.")
  private List<String> values;

  @Mixin
  private Where where;
  @Mixin
  private How how;

  CompareCommand(Context context) {
    super(context);
  }

  @Override
  public Integer call() throws IOException {
    ParameterSpec parameter = given(() -> ParameterSpec.named(name));
    values.forEach(value -> given(() -> parameter.parse(value)));
    Selection selection = given(() -> how.selection(where.rawDirectory(), where.outputDirectory(), where.samples(),
        where.dyes(), parameters()));
    BatchOptions options = given(how::batchOptions);
    CancelToken token = new CancelToken();
    Comparison comparison;
    try (ShutdownGuard guard = ShutdownGuard.of(token); ProgressLine progress = new ProgressLine(console())) {
      comparison = engine().compare(selection, parameter, values, options, progress, token);
    }
    List<Map<String, Object>> rows = rows(comparison);
    if (json()) {
      console().json(Map.of("parameter", parameter.parameter(), "runs", rows));
    } else {
      show(parameter, rows);
      console().out().println("Report: " + where.outputDirectory().resolve("compare_" + parameter.parameter() + ".html")
          .toAbsolutePath().normalize());
    }
    if (token.isCancelled()) {
      return ABORTED;
    }
    return comparison.variants().stream().mapToInt(v -> v.summary().exitCode()).max().orElse(DONE);
  }

  private static List<Map<String, Object>> rows(Comparison comparison) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Comparison.Variant variant : comparison.variants()) {
      for (TaskReport report : variant.summary().reports()) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put(comparison.parameter().parameter(), variant.value());
        row.put("task", report.task().toString());
        Optional<TaskResult> result = report.result();
        row.put("stage2_px", accuracy(result.flatMap(TaskResult::stage2)));
        row.put("stage3_px", accuracy(result.flatMap(TaskResult::stage3)));
        // The last: a manual or percentile scale comes after Moffat's.
        row.put("scale", result.stream().flatMap(r -> r.scales().stream()).map(ScaleSummary::scale)
            .map(s -> String.format(Locale.ROOT, "%.4f", s)).reduce("-", (first, last) -> last));
        row.put("time", Durations.left(report.seconds()));
        row.put("status", report.outcome().status().lines().findFirst().orElse(""));
        rows.add(row);
      }
    }
    return rows;
  }

  private static String accuracy(Optional<AlignmentSummary> alignment) {
    return alignment.map(a -> a.accuracyPx().isEmpty() ? (a.accepted() ? "accepted" : "rejected")
        : String.format(Locale.ROOT, "%.3f%s", a.accuracyPx().getAsDouble(), a.accepted() ? "" : " (rejected)"))
        .orElse("-");
  }

  private void show(ParameterSpec parameter, List<Map<String, Object>> rows) {
    String format = "%-" + Math.max(10, parameter.parameter().length()) + "s  %-24s %-18s %-18s %-8s %-12s %s";
    console().out().println(String.format(Locale.ROOT, format, parameter.parameter(), "task", "stage 2, px",
        "stage 3, px", "scale", "time", "status"));
    rows.forEach(row -> console().out().println(String.format(Locale.ROOT, format, row.values().toArray())));
  }
}
