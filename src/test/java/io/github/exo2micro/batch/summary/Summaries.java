package io.github.exo2micro.batch.summary;

import io.github.exo2micro.batch.plan.BatchMode;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.batch.plan.BatchRequest;
import io.github.exo2micro.microbes.MicrobeSummary;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.DifferenceSummary;
import io.github.exo2micro.task.LocalScaleSummary;
import io.github.exo2micro.task.Recommendation;
import io.github.exo2micro.task.ScaleKind;
import io.github.exo2micro.task.ScaleSummary;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskResult;
import io.github.exo2micro.task.TestSummaries;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A batch in which everything happened that can happen to a task. */
final class Summaries {

  static final TaskId FULL = new TaskId("CD070", "SybrGld");

  private Summaries() {}

  /** All that a task can give: three scales, both alignments, a local field, microbes, a local difference. */
  static TaskResult full() {
    return new TaskResult(FULL, "complete",
        List.of(new ScaleSummary(ScaleKind.MOFFAT, 1.2345678, 0.01, Optional.of(0.5), ""),
            new ScaleSummary(ScaleKind.percentile(99.1), 1.5, 0, Optional.empty(), ""),
            new ScaleSummary(ScaleKind.MANUAL, 2, 0, Optional.empty(), "")),
        Optional.of(TestSummaries.alignment(true, "coarse, \"good\"", -1, -1, -1, -1, 0, -1, "boundary")),
        Optional.of(TestSummaries.alignment(true, "fits", 0.3, 0.9, 0.2, 0.8, 400, 3.25, "patches")
            .with(TestSummaries.local(true, "the field lowers it", 0.8, 2.5, 0.2, 0.5, 0.05, 310, 2, 6.5, "noise"))),
        List.of(), Map.of(1, 1.5, 3, 20.25), 1_234_567_890, "SIFT", "TIFF", List.of(), List.of("a.tiff"),
        Optional.of(new DifferenceSummary(Optional.of(0.0625), 12, 7,
            Optional.of(new LocalScaleSummary(1.1, 1.3, 1.7, 0.02, true, "it varies")),
            new Recommendation(Checkpoint.LOCAL_DIFFERENCE, "one scale does not fit"))),
        Optional.of(new MicrobeSummary(120, 3, 2_000_000, 0.25, 5, 5, "difference")));
  }

  /** A result of which hardly anything is known, with a warning. */
  static TaskResult poor(TaskId task) {
    return new TaskResult(task, "complete, but the interior alignment was rejected", List.of(), Optional.empty(),
        Optional.of(TestSummaries.alignment(false, "4 matches", -1, -1, -1, -1, 4, -1, "none")), List.of(), Map.of(),
        -1,
        "SIFT", "TIFF", List.of("the images hardly agree\nlook at them"), List.of(), Optional.empty(),
        Optional.empty());
  }

  static TaskReport report(String sample, TaskOutcome outcome, int attempts, String... lastLines) {
    return new TaskReport(new TaskId(sample, "DAPI"), outcome, attempts == 0 ? 0 : 65, -1, attempts,
        List.of(lastLines));
  }

  static BatchSummary of(BatchMode mode, boolean aborted, TaskReport... reports) {
    BatchRequest request = new BatchRequest(Path.of("raw"), Path.of("out"), List.of(), List.of(),
        BatchOptions.defaults().withMode(mode), List.of("a file is not understood"));
    return new BatchSummary(request, List.of(reports), 125, "2 cores, 8 GB", "it fits", 2_500_000_000L, List.of(),
        aborted,
        List.of());
  }

  static BatchSummary everything() {
    return of(BatchMode.SUBPROCESS, false,
        new TaskReport(FULL, new TaskOutcome.Done(full()), 12.25, 1_234_567_890, 1, List.of()),
        new TaskReport(new TaskId("A, \"B\"", "DAPI"), new TaskOutcome.Done(poor(new TaskId("A, \"B\"", "DAPI"))), 3,
            -1, 1,
            List.of()),
        report("Failed", new TaskOutcome.Failed("no such file\n  What to do: look"), 1),
        report("Killed", new TaskOutcome.Crashed("subprocess killed (likely OOM)"), 2, "last words", "OutOfMemory"),
        report("Slow", new TaskOutcome.TimedOut(30), 1), report("Gone", new TaskOutcome.Skipped("no post image"), 0));
  }
}
