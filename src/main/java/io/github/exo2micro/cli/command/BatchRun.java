package io.github.exo2micro.cli.command;

import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Selection;
import io.github.exo2micro.batch.CancelToken;
import io.github.exo2micro.batch.ShutdownGuard;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.batch.plan.BatchRequest;
import io.github.exo2micro.batch.summary.BatchSummary;
import io.github.exo2micro.batch.summary.TaskReport;
import io.github.exo2micro.cli.shell.Console;
import io.github.exo2micro.cli.shell.ProgressLine;
import io.github.exo2micro.memory.DiskRefusedException;
import io.github.exo2micro.memory.RamRefusedException;
import io.github.exo2micro.picture.chart.PlusMinus;
import io.github.exo2micro.report.BatchReport;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.DifferenceSummary;
import io.github.exo2micro.task.ScaleSummary;
import io.github.exo2micro.task.TaskResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Runs a batch with progress on stderr and shows its summary on stdout. Ctrl-C ends it cleanly. */
record BatchRun(Console console, boolean json) {

  BatchSummary run(Engine engine, Selection selection, BatchOptions options) throws IOException {
    BatchRequest request = engine.plan(selection, options);
    CancelToken token = new CancelToken();
    try (ShutdownGuard guard = ShutdownGuard.of(token); ProgressLine progress = new ProgressLine(console)) {
      BatchSummary summary = run(engine, request, progress, token);
      progress.close();
      show(summary);
      return summary;
    }
  }

  /** What reads JSON learns of a refusal, too, and why. */
  private BatchSummary run(Engine engine, BatchRequest request, ProgressLine progress, CancelToken token)
      throws IOException {
    try {
      return engine.run(request, progress, token);
    } catch (RamRefusedException | DiskRefusedException e) {
      if (json) {
        progress.checked().ifPresent(c -> console.json(PreflightAnswer.of(c, request.options()).asMap()));
      }
      throw e;
    }
  }

  void show(BatchSummary summary) {
    Path directory = summary.request().outputDirectory();
    if (json) {
      console.jsonText(summary.json());
    } else {
      console.out().println(summary.text());
      if (summary.reports().size() == 1) {
        summary.reports().forEach(this::details);
      }
      console.out().println("Results, log and batch_summary.csv are in " + directory.toAbsolutePath().normalize());
      Path page = directory.resolve(BatchReport.STEM + ".html").toAbsolutePath().normalize();
      if (Files.exists(page)) {
        console.out().println("Report: " + page);
      }
    }
    console.out().flush();
  }

  private void details(TaskReport report) {
    report.result().ifPresent(result -> {
      for (ScaleSummary scale : result.scales()) {
        console.out().println(String.format(Locale.ROOT, "  scale %s: %s%s", scale.kind(),
            PlusMinus.text(scale.scale(), scale.uncertainty()),
            scale.note().isEmpty() ? "" : " (" + scale.note() + ")"));
      }
      result.difference().ifPresent(this::difference);
      result.stage2().ifPresent(a -> alignment("stage 2", a));
      result.stage3().ifPresent(a -> alignment("stage 3", a));
      outputs(result);
    });
  }

  private void difference(DifferenceSummary d) {
    console.out().println("  recommended: " + d.recommended().image() + " (" + d.recommended().reason() + ")");
    d.outside().filter(share -> share > 0).ifPresent(share -> console.out().println("  " + d.outsideText()));
  }

  private void alignment(String stage, AlignmentSummary a) {
    console.out().println("  " + stage + ": " + (a.accepted() ? "accepted" : "REJECTED") + ", " + a.method() + ": "
        + a.reason());
  }

  private void outputs(TaskResult result) {
    result.outputs().forEach(file -> console.out().println("  " + file));
  }
}
