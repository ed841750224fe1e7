package io.github.exo2micro.app;

import io.github.exo2micro.batch.summary.BatchSummary;
import io.github.exo2micro.batch.summary.SummaryReport;
import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.checkpoint.TaskFolder;
import io.github.exo2micro.checkpoint.sidecar.PixelSizeFact;
import io.github.exo2micro.checkpoint.sidecar.SidecarFile;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.Percentiles;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.picture.ComparePicture;
import io.github.exo2micro.picture.chart.PictureLabel;
import io.github.exo2micro.picture.file.PictureFiles;
import io.github.exo2micro.picture.file.UndrawableException;
import io.github.exo2micro.picture.statistics.Preview;
import io.github.exo2micro.picture.statistics.PreviewBuilder;
import io.github.exo2micro.picture.statistics.SparsePreview;
import io.github.exo2micro.report.BatchReport;
import io.github.exo2micro.report.ReportData;
import io.github.exo2micro.report.ReportSweep;
import io.github.exo2micro.report.ReportTask;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.ScaleSummary;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Makes a comparison's side-by-side pictures, one per task, their tables as CSV, and a report of the whole. The
 * pictures show the last difference of each variant: the one that the parameter under comparison changes.
 */
final class ComparisonReport {

  private final Comparison comparison;
  private final Path output;
  private final Consumer<String> warnings;

  /**
   * @param comparison with at least one variant
   * @param warnings hears of pictures that could not be drawn
   */
  ComparisonReport(Comparison comparison, Consumer<String> warnings) {
    this.comparison = comparison;
    this.warnings = warnings;
    this.output = comparison.variants().get(0).summary().request().outputDirectory();
  }

  /** {@code compare_<parameter>}: the stem of the report's and the pictures' names. */
  private String stem() {
    return "compare_" + comparison.parameter().parameter();
  }

  /**
   * Writes pictures, tables and {@code compare_<parameter>.html} to the output directory.
   *
   * @return the report
   * @throws IOException when a difference cannot be read or a file not written
   */
  Path write() throws IOException {
    List<ReportSweep> sweeps = new ArrayList<>();
    List<ReportTask> tasks = new ArrayList<>();
    for (Comparison.Variant variant : comparison.variants()) {
      tasks.addAll(new SummaryReport(variant.summary())
          .tasks(comparison.parameter().parameter() + " = " + variant.value()));
    }
    BatchSummary first = comparison.variants().get(0).summary();
    for (TaskId task : first.request().tasks().stream().map(t -> t.task()).toList()) {
      sweeps.add(sweep(task, tasks));
    }
    ReportData batch = new SummaryReport(first).data();
    double seconds = comparison.variants().stream().mapToDouble(v -> v.summary().wallSeconds()).sum();
    long peak = comparison.variants().stream().mapToLong(v -> v.summary().peakBytes()).max().orElse(-1);
    return new BatchReport(new ReportData("Comparison of " + comparison.parameter().parameter(), batch.created(),
        batch.software(), batch.machine(), batch.mode(), seconds, peak, batch.preflight(),
        comparison.variants().stream().anyMatch(v -> v.summary().aborted()), tasks, batch.parameters(), List.of(),
        sweeps)).writeTo(output, stem());
  }

  private ReportSweep sweep(TaskId task, List<ReportTask> all) throws IOException {
    PictureFiles files = new PictureFiles(new TaskFolder(output, task).pictures(), "");
    List<ComparePicture.Variant> shown = new ArrayList<>();
    List<ComparePicture.Figures> rows = new ArrayList<>();
    Optional<Shown> first = Optional.empty();
    for (Comparison.Variant variant : comparison.variants()) {
      String name = comparison.parameter().parameter() + " = " + variant.value();
      ReportTask told = all.stream().filter(t -> t.variant().equals(name) && t.sample().equals(task.sample())
          && t.dye().equals(task.dye())).findFirst().orElseThrow();
      ComparePicture.Figures row = row(variant.value(), told);
      rows.add(row);
      Optional<Shown> seen = difference(variant.summary(), task);
      if (seen.isPresent()) {
        first = first.isEmpty() ? seen : first;
        FloatImage difference = seen.get().difference();
        shown.add(new ComparePicture.Variant(row, difference, knee(difference)));
      }
    }
    List<ComparePicture.Variant> comparable = sameSize(shown);
    if (!comparable.isEmpty()) {
      try {
        files.store(new ComparePicture(new PictureLabel(task.sample(), task.dye(), first.get().pixel()),
            comparison.parameter().parameter(), comparable, first.get().reduction()));
      } catch (UndrawableException e) {
        warnings.accept("WARNING: " + e.getMessage());
      }
    }
    return new ReportSweep(task.sample(), task.dye(), comparison.parameter().parameter(), rows,
        output.relativize(files.image(stem())).toString().replace('\\', '/'));
  }

  /** Those of the first one's size: another padding gives another frame. */
  private static List<ComparePicture.Variant> sameSize(List<ComparePicture.Variant> variants) {
    if (variants.isEmpty()) {
      return variants;
    }
    ImageSize size = variants.get(0).difference().size();
    return variants.stream().filter(v -> v.difference().size().equals(size)).toList();
  }

  private static ComparePicture.Figures row(String value, ReportTask told) {
    Optional<AlignmentSummary> interior = told.interior();
    Optional<ScaleSummary> scale = told.scales().isEmpty() ? Optional.empty()
        : Optional.of(told.scales().get(told.scales().size() - 1));
    return new ComparePicture.Figures(value, scale.map(ScaleSummary::scale).orElse(Double.NaN),
        interior.map(AlignmentSummary::accuracyPx).orElse(OptionalDouble.empty()),
        interior.map(AlignmentSummary::accepted).orElse(false),
        scale.flatMap(ScaleSummary::overSubtracted), told.wallSeconds(), told.status());
  }

  /**
   * A difference, made small.
   *
   * @param difference NaN on the background
   * @param reduction full-resolution px per px of it
   * @param pixel size of a full-resolution pixel, where it is known
   */
  private record Shown(FloatImage difference, double reduction, Optional<PixelSize> pixel) {}

  /** The last of the task's results. */
  private static Optional<Shown> difference(BatchSummary summary, TaskId task) throws IOException {
    List<String> outputs = summary.reports().stream().filter(r -> r.task().equals(task))
        .flatMap(r -> r.result().stream()).map(TaskResult::outputs).findFirst().orElse(List.of());
    if (outputs.isEmpty()) {
      return Optional.empty();
    }
    Path file = Path.of(outputs.get(outputs.size() - 1));
    try (FilePlane plane = CheckpointStore.open(file)) {
      Overview overview = SparsePreview.of(plane, PreviewBuilder.LONGEST_SIDE);
      Optional<PixelSize> pixel = SidecarFile.read(CheckpointStore.sidecarOf(file)).sidecar()
          .flatMap(s -> PixelSizeFact.read(s.facts()));
      return Optional.of(new Shown(Preview.ofSample(overview.image()), overview.reduction(), pixel));
    }
  }

  private static double knee(FloatImage difference) {
    float[] absolute = new float[difference.pixels().length];
    for (int i = 0; i < absolute.length; i++) {
      absolute[i] = Math.abs(difference.pixels()[i]);
    }
    Percentiles present = Percentiles.ofPositive(absolute);
    return present.count() == 0 ? 1 : present.at(50);
  }
}
