package io.github.exo2micro.batch;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.batch.plan.BatchMode;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.batch.plan.BatchPlanner;
import io.github.exo2micro.batch.plan.BatchRequest;
import io.github.exo2micro.batch.plan.ChildHeap;
import io.github.exo2micro.batch.plan.ChildSizes;
import io.github.exo2micro.batch.plan.PlanMaker;
import io.github.exo2micro.batch.summary.BatchSummary;
import io.github.exo2micro.batch.summary.SummaryFiles;
import io.github.exo2micro.batch.summary.SummaryReport;
import io.github.exo2micro.batch.summary.SummaryUpdate;
import io.github.exo2micro.batch.summary.TaskOutcome;
import io.github.exo2micro.batch.summary.TaskReport;
import io.github.exo2micro.cluster.PlannedRow;
import io.github.exo2micro.cluster.Slurm;
import io.github.exo2micro.cluster.TaskPlan;
import io.github.exo2micro.io.FileTrouble;
import io.github.exo2micro.memory.ByteText;
import io.github.exo2micro.memory.HostKind;
import io.github.exo2micro.memory.Machine;
import io.github.exo2micro.memory.MemoryTracker;
import io.github.exo2micro.memory.MemoryWatchdog;
import io.github.exo2micro.memory.Preflight;
import io.github.exo2micro.memory.RamRefusedException;
import io.github.exo2micro.memory.WorkerAdvice;
import io.github.exo2micro.report.BatchReport;
import io.github.exo2micro.report.ReportData;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs batches: the pre-flight check, the tasks in the mode asked for, the summary. */
public final class BatchRunner {

  private final BatchHost host;

  /** @param host what batches run on */
  public BatchRunner(BatchHost host) {
    this.host = host;
  }

  /**
   * The pre-flight check alone: headers only, nothing runs, nothing is refused.
   *
   * @throws RemediableException when no parent of the output directory exists
   */
  public Preflight preflight(BatchRequest request) {
    return plan(request).preflight();
  }

  private BatchPlanner.Plan plan(BatchRequest request) {
    return new BatchPlanner(host.source()).plan(request, hostKind(request), machine(request));
  }

  /** On Slurm the largest node counts, not the machine that submits. */
  private Machine machine(BatchRequest request) {
    Machine here = Machine.of(host.probe());
    if (request.options().mode() != BatchMode.SLURM || !Slurm.isHere()) {
      return here;
    }
    return Slurm.largestNode().stream()
        .mapToObj(bytes -> new Machine(bytes, bytes, OptionalLong.empty(), Long.MAX_VALUE,
            here.cores()))
        .findFirst().orElse(here);
  }

  /**
   * The plan of a batch for schedulers.
   *
   * @throws RemediableException when no header can be read
   * @throws IOException when a raw file cannot be looked at
   */
  public TaskPlan clusterPlan(BatchRequest request) throws IOException {
    requireSound(request);
    return new PlanMaker(request, new BatchPlanner(host.source()).plan(request, HostKind.WORKER,
        Machine.of(host.probe()))).make();
  }

  /**
   * Summary and report of a plan's tasks, from their result files; written to the output directory.
   *
   * @throws IOException when the result files cannot be read
   */
  public BatchSummary collect(TaskPlan plan) throws IOException {
    BatchRequest request = new BatchRequest(plan.rawDirectory(), plan.outputDirectory(),
        plan.rows().stream().map(PlannedRow::request).toList(), List.of(),
        BatchOptions.defaults().withMode(BatchMode.SLURM), plan.notes());
    List<TaskReport> reports = Collected.reports(plan);
    double seconds = reports.stream().mapToDouble(TaskReport::seconds).sum();
    BatchSummary summary = new BatchSummary(request, reports, seconds, "collected on "
        + machineLine(Machine.of(host.probe())), "", -1, List.of(), false, List.of());
    try (RunLog log = RunLog.open(request.outputDirectory())) {
      BatchSession session = new BatchSession(request, BatchListener.none(), new CancelToken(), log, Map.of());
      BatchSummary stored = written(summary, session, Telling.WHOLE);
      report(stored, session, Telling.WHOLE);
      return stored;
    }
  }

  private HostKind hostKind(BatchRequest request) {
    return request.options().mode() == BatchMode.SERIAL ? HostKind.IN_PROCESS : host.childKind();
  }

  /**
   * Runs a batch, blocking. The summary's files and the run log are written to the output directory.
   *
   * @param listener hears what happens
   * @param token aborts it
   * @return what happened, also when tasks failed or the batch was aborted
   * @throws io.github.exo2micro.memory.RamRefusedException before any task when it needs too much RAM
   * @throws io.github.exo2micro.memory.DiskRefusedException before any task when it needs too much disk
   * @throws RemediableException before any task when pairs are missing and the dyes are strict, or a task is there
   *     twice
   * @throws IOException when the output directory cannot be written
   */
  public BatchSummary run(BatchRequest request, BatchListener listener, CancelToken token) throws IOException {
    return run(request, listener, token, Telling.WHOLE);
  }

  /** What becomes of the summary and the report that the output directory has. */
  private enum Telling {
    WHOLE,
    ADDED,
    NOTHING
  }

  /**
   * Runs a batch as {@link #run} does, and puts its tasks into the summary and the report of the batch before: rows of
   * the same tasks are replaced, the others stay.
   */
  public BatchSummary runAdded(BatchRequest request, BatchListener listener, CancelToken token) throws IOException {
    return run(request, listener, token, Telling.ADDED);
  }

  /**
   * Runs a batch as {@link #run} does, as one of several whose results are told together: the summary's files and the
   * report of the batch before stay as they are. The run log gets it all.
   */
  public BatchSummary runAsVariant(BatchRequest request, BatchListener listener, CancelToken token) throws IOException {
    return run(request, listener, token, Telling.NOTHING);
  }

  private BatchSummary run(BatchRequest request, BatchListener listener, CancelToken token, Telling telling)
      throws IOException {
    requireSound(request);
    if (request.options().mode() == BatchMode.SLURM) {
      Slurm.here();
    }
    BatchPlanner.Plan plan = plan(request);
    try (RunLog log = RunLog.open(request.outputDirectory())) {
      BatchSession session = new BatchSession(request, listener, token, log, plan.needs());
      int tasks = request.tasks().size();
      session.line(
          "batch of " + tasks + (tasks == 1 ? " task, " : " tasks, ") + request.options().mode().word() + " mode");
      request.notes().forEach(note -> session.line("⚠ " + note));
      check(plan.preflight(), session);
      return supervised(request, session, plan, telling);
    }
  }

  private static void requireSound(BatchRequest request) {
    if (request.options().strictDyes() && !request.skipped().isEmpty()) {
      throw new RemediableException(request.skipped().size() + " of the requested pairs cannot run.",
          request.skipped().stream().map(s -> "\n    " + s.task() + ": " + s.reason()).collect(Collectors.joining()),
          "fix the files or the names, or switch strict_dyes off to skip them.");
    }
    Set<TaskId> seen = new HashSet<>();
    for (TaskRequest task : request.tasks()) {
      if (!seen.add(task.task())) {
        throw new RemediableException("The task " + task.task() + " is there twice.",
            "two tasks would write the same files.", "name each sample and dye once.");
      }
    }
  }

  private void check(Preflight preflight, BatchSession session) {
    session.tell(listener -> listener.preflight(preflight));
    session.line(preflight.text());
    BatchOptions options = session.request().options();
    WorkerAdvice.warnings(options.mode() == BatchMode.PARALLEL, options.workers(), session.request().tasks().size(),
        preflight.request().machine(), preflight.perTaskBytes()).forEach(session::line);
    if (options.mode() == BatchMode.SERIAL && options.timeoutSeconds().isPresent()) {
      session
          .line("Advice: a time limit per task works in the parallel and subprocess modes only; it is not in force.");
    }
    options.childHeap().filter(heap -> options.mode() != BatchMode.SERIAL).ifPresent(heap -> session.line(
        "Note: children get a Java heap of " + ByteText.of(heap.bytes()) + heap.only().map(t -> " for " + t).orElse("")
            + " instead of the estimate's (" + ChildHeap.VARIABLE + ")."));
    try {
      preflight.requireFit();
    } catch (RemediableException e) {
      if (!options.forceRun()) {
        session.line("refused: " + e.getMessage());
        throw e;
      }
      session.line("WARNING, going on because of force_run: " + e.getMessage());
      if (e instanceof RamRefusedException && options.watchdog().isPresent()) {
        session.line("The memory watchdog is off for this run: it would end the tasks that force_run lets begin.");
        session.dropWatchdog();
      }
    }
  }

  private BatchSummary supervised(BatchRequest request, BatchSession session, BatchPlanner.Plan plan, Telling telling)
      throws IOException {
    Preflight preflight = plan.preflight();
    request.tasks().forEach(task -> session.tell(listener -> listener.queued(task.task())));
    request.skipped().forEach(skipped -> session.finished(new TaskReport(skipped.task(),
        new TaskOutcome.Skipped(skipped.reason()), 0, -1, 0, List.of())));
    boolean debug = request.options().memoryDebug();
    try (MemoryTracker tracker = new MemoryTracker(host.probe(), session::line,
        sample -> session.memory(sample))) {
      if (debug) {
        tracker.recordTo(request.outputDirectory().resolve("memory.csv"));
        tracker.mark("batch start");
      }
      execute(session, tracker, plan);
      if (debug) {
        tracker.summary();
      }
      List<TaskReport> reports = session.reports();
      reports.stream().filter(r -> r.attempts() == 0 && r.outcome() instanceof TaskOutcome.Cancelled)
          .forEach(session::finished);
      BatchSummary summary = new BatchSummary(request, reports, session.elapsedSeconds(),
          machineLine(preflight.request().machine()), preflight.text(), tracker.peakOfAll(), tracker.samples(),
          session.token().isCancelled(), List.of());
      if (telling != Telling.NOTHING) {
        summary = written(summary, session, telling);
        report(summary, session, telling);
      }
      LeftOvers.removeAll(request, session);
      session.line(summary.text());
      return summary;
    }
  }

  /** The results are there whether or not their summary can be stored: it is shown from memory then. */
  private static BatchSummary written(BatchSummary summary, BatchSession session, Telling telling) {
    try {
      if (telling == Telling.ADDED) {
        summary.addTo(summary.request().outputDirectory());
      } else {
        summary.writeTo(summary.request().outputDirectory());
      }
      return summary;
    } catch (IOException e) {
      String problem = FileTrouble.of(e, summary.request().outputDirectory().resolve(SummaryFiles.CSV)).getMessage();
      session.line("WARNING: the summary's files could not be written; the results are not affected. " + problem);
      return summary.without("batch_summary.csv and batch_summary.json: " + problem);
    }
  }

  /** A report that cannot be written is a line of the log, no more: the results are there. */
  private static void report(BatchSummary summary, BatchSession session, Telling telling) {
    try {
      Path output = summary.request().outputDirectory();
      ReportData data = new SummaryReport(summary).data();
      if (telling == Telling.ADDED && Files.exists(output.resolve(BatchReport.STEM + ".json"))) {
        data = SummaryUpdate.report(BatchReport.read(output).data(), data);
      }
      Path report = new BatchReport(data).writeTo(output);
      session.line("report: " + report);
    } catch (IOException | RuntimeException | LinkageError | InternalError e) {
      session.line("WARNING: the report could not be written (" + e + "); the results are not affected.");
    }
  }

  private void execute(BatchSession session, MemoryTracker tracker, BatchPlanner.Plan plan) {
    BatchRequest request = session.request();
    BatchOptions options = request.options();
    if (options.mode() == BatchMode.SLURM) {
      onSlurm(session, plan);
      return;
    }
    if (options.mode() != BatchMode.SERIAL) {
      ChildSizes sizes = new ChildSizes(options, host.childKind(), plan.needs(), host.probe().cores());
      new ForkedExecution(session, host.launcher(), tracker, sizes).run(request.tasks());
      return;
    }
    Optional<MemoryWatchdog> watchdog = session.watchdog().map(s -> new MemoryWatchdog(host.probe(), s));
    try {
      new SerialExecution(session, host.runner(), tracker, watchdog).run(request.tasks());
    } finally {
      watchdog.ifPresent(MemoryWatchdog::close);
    }
  }

  private void onSlurm(BatchSession session, BatchPlanner.Plan plan) {
    BatchRequest request = session.request();
    try {
      TaskPlan tasks = new PlanMaker(request, plan).make();
      new SlurmExecution(session, tasks, host.program()).run(request.tasks());
    } catch (IOException | RemediableException e) {
      request.tasks().forEach(task -> session.finished(new TaskReport(task.task(),
          new TaskOutcome.Failed(e.getMessage()), 0, -1, 0, List.of())));
    }
  }

  private static String machineLine(Machine machine) {
    return machine.cores() + " cores, " + ByteText.of(machine.totalBytes()) + " RAM, " + System.getProperty("os.name")
        + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch") + ", Java "
        + System.getProperty("java.version");
  }
}
