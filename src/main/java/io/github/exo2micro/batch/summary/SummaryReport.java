package io.github.exo2micro.batch.summary;

import io.github.exo2micro.checkpoint.sidecar.Provenance;
import io.github.exo2micro.memory.MemorySample;
import io.github.exo2micro.picture.MemoryPicture;
import io.github.exo2micro.report.ReportData;
import io.github.exo2micro.report.ReportParameter;
import io.github.exo2micro.report.ReportSweep;
import io.github.exo2micro.report.ReportTask;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskResult;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Says what a batch did in the words of its report. */
public final class SummaryReport {

  /** A curve needs no more; a night's batch takes tens of thousands of samples. */
  private static final int MOST_SAMPLES = 2000;

  private final BatchSummary summary;
  private final Path output;
  private final Parameters parameters;

  /** @param summary what the batch did */
  public SummaryReport(BatchSummary summary) {
    this.summary = summary;
    this.output = summary.request().outputDirectory();
    this.parameters = summary.request().tasks().stream().findFirst().map(t -> t.parameters())
        .orElse(Parameters.defaults());
  }

  /** The report's data, without comparisons; created now. */
  public ReportData data() {
    int tasks = summary.reports().size();
    return new ReportData(
        tasks + (tasks == 1 ? " task of " : " tasks of ") + shortName(summary.request().rawDirectory()),
        LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")), Provenance.software(),
        summary.machine(), mode(), summary.wallSeconds(), summary.peakBytes(), summary.preflight(), summary.aborted(),
        tasks(""), parameterRows(), samples(), List.<ReportSweep>of());
  }

  /** A folder's name with its parent's: who knows the batch knows which one is meant. */
  private static String shortName(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    int names = whole.getNameCount();
    return names == 0 ? whole.toString() : whole.subpath(Math.max(0, names - 2), names).toString().replace('\\', '/');
  }

  private String mode() {
    int workers = summary.request().concurrency();
    return summary.request().options().mode().word() + (workers > 1 ? ", " + workers + " workers" : "");
  }

  /**
   * The tasks.
   *
   * @param variant what sets them apart from other runs of the same pairs, or ""
   */
  public List<ReportTask> tasks(String variant) {
    return summary.reports().stream().map(r -> task(r, variant)).toList();
  }

  private ReportTask task(TaskReport report, String variant) {
    TaskId id = report.task();
    Path folder = output.resolve(id.sample()).resolve(id.dye());
    String status = report.outcome().status()
        + (report.lastLines().isEmpty() ? "" : "\nLast lines:\n" + String.join("\n", report.lastLines()));
    return new ReportTask(id.sample(), id.dye(), variant, end(report.outcome()), status, report.result(),
        report.seconds(), report.peakBytes(), relative(folder.resolve("pipeline_output")),
        parameters.suffix(Stage.DIFFERENCE.number()), parameters.suffix(ParameterSpec.DETECTION),
        report.result().map(TaskResult::outputs).orElse(List.of()).stream().map(Path::of).map(this::relative).toList());
  }

  private static ReportTask.End end(TaskOutcome outcome) {
    if (outcome instanceof TaskOutcome.Done) {
      return ReportTask.End.DONE;
    }
    if (outcome instanceof TaskOutcome.Cancelled) {
      return ReportTask.End.CANCELLED;
    }
    return outcome instanceof TaskOutcome.Skipped ? ReportTask.End.SKIPPED : ReportTask.End.FAILED;
  }

  private String relative(Path path) {
    Path shown = path.startsWith(output) ? output.relativize(path) : path;
    return shown.toString().replace('\\', '/');
  }

  private List<ReportParameter> parameterRows() {
    Map<String, String> changed = parameters.changedUpTo(ParameterSpec.DETECTION);
    Map<String, String> values = parameters.asMap();
    return Stream.of(ParameterSpec.values())
        .map(p -> new ReportParameter(p.parameter(), values.get(p.parameter())
            + (p.unit().isEmpty() ? "" : " " + p.unit()),
            changed.containsKey(p.parameter()), p.description()))
        .toList();
  }

  /** All labelled samples and some of the others, evenly chosen; none where nobody wants pictures. */
  private List<MemoryPicture.Sample> samples() {
    if (summary.request().tasks().stream().noneMatch(t -> t.options().pictures())) {
      return List.of();
    }
    int every = summary.memory().size() / MOST_SAMPLES + 1;
    List<MemoryPicture.Sample> samples = new ArrayList<>();
    for (int i = 0; i < summary.memory().size(); i++) {
      MemorySample s = summary.memory().get(i);
      if (i % every == 0 || !s.label().isEmpty()) {
        long resident = s.residentBytes().isEmpty() ? -1 : s.totalResidentBytes();
        samples.add(new MemoryPicture.Sample(s.seconds(), resident, s.heapUsed(), s.heapCommitted(), s.label()));
      }
    }
    return samples;
  }
}
