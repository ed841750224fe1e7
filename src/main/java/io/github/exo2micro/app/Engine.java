package io.github.exo2micro.app;

import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.batch.BatchHost;
import io.github.exo2micro.batch.BatchListener;
import io.github.exo2micro.batch.BatchRunner;
import io.github.exo2micro.batch.CancelToken;
import io.github.exo2micro.batch.plan.BatchMode;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.batch.plan.BatchRequest;
import io.github.exo2micro.batch.plan.SkippedTask;
import io.github.exo2micro.batch.summary.BatchSummary;
import io.github.exo2micro.cluster.RowRun;
import io.github.exo2micro.cluster.TaskPlan;
import io.github.exo2micro.io.FileTrouble;
import io.github.exo2micro.io.OutputLock;
import io.github.exo2micro.memory.Preflight;
import io.github.exo2micro.memory.WorkerAdvice;
import io.github.exo2micro.pipeline.StreamingTaskRunner;
import io.github.exo2micro.pipeline.TaskStatus;
import io.github.exo2micro.raw.ChannelSurvey;
import io.github.exo2micro.raw.Discovery;
import io.github.exo2micro.raw.RawDirectory;
import io.github.exo2micro.raw.RawPair;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.task.TaskRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The whole of exo2micro behind one door: what the command line, the Fiji commands and other programs call.
 *
 * <p>Thread-safe; holds no state between calls besides its adapters.
 */
public final class Engine {

  /** What a task on a cluster asks for unless told otherwise: with more it is little quicker, and waits longer. */
  private static final int CORES_ON_A_NODE = 2;
  /** The command line program, as a scheduler's jobs start it; the task itself runs in a child. */
  private static final String PROGRAM = "io.github.exo2micro.cli.Main";
  private static final long PROGRAM_HEAP = 64L << 20;

  private final Host host;
  private final TaskRunner runner;

  /** @param host what to run on */
  public Engine(Host host) {
    this(host, new StreamingTaskRunner(host.source(), host.features()));
  }

  /**
   * An engine whose tasks are run by something else.
   *
   * @param host what to run on
   * @param runner runs a task in this process
   */
  public Engine(Host host, TaskRunner runner) {
    this.host = host;
    this.runner = runner;
  }

  /** What it runs on. */
  public Host host() {
    return host;
  }

  /** Runs one task in this process; what workers call. */
  public TaskRunner runner() {
    return runner;
  }

  /** The raw directory as this host reads it. */
  public RawDirectory raw(Path directory) {
    return new RawDirectory(directory.toAbsolutePath().normalize(), host.source().extensions());
  }

  /**
   * Which pairs can run, which cannot and why.
   *
   * @param samples empty = all found
   * @param dyes empty = all found
   * @throws RemediableException for a name that is not safe as a part of a path
   */
  public Discovery discover(Path rawDirectory, List<String> samples, List<String> dyes) throws IOException {
    return raw(rawDirectory).discoverTasks(samples, dyes);
  }

  /**
   * Which channels carry light, from a centre crop of every raw file.
   *
   * @param crop side of the crop, px
   */
  public ChannelSurvey survey(Path rawDirectory, int crop, Progress progress) throws IOException {
    return ChannelSurvey.of(raw(rawDirectory), host.source(), crop, progress);
  }

  /**
   * Turns a selection into a batch.
   *
   * @throws RemediableException when the layout is not usable, when nothing can run, or when a named pair is missing
   *     and the options are strict
   */
  public BatchRequest plan(Selection selection, BatchOptions options) throws IOException {
    Discovery found = discover(selection.rawDirectory(), selection.samples(), selection.dyes());
    List<TaskRequest> tasks = found.requireRunnable(options.strictDyes()).stream()
        .map(pair -> task(selection, pair, options.mode())).toList();
    List<SkippedTask> skipped = found.skipped().stream()
        .map(s -> new SkippedTask(new TaskId(s.sample(), s.dye().isEmpty() ? "*" : s.dye()), s.reason())).toList();
    // Strictness is about pairs that were named, and they have just been checked; what was only met on the way is
    // listed.
    return new BatchRequest(selection.rawDirectory(), selection.outputDirectory(), tasks, skipped,
        options.withStrictDyes(false), found.warnings().stream().map(Discovery.Warning::toString).toList());
  }

  private TaskRequest task(Selection selection, RawPair pair, BatchMode mode) {
    return new TaskRequest(new TaskId(pair.sample(), pair.dye()), pair.pre(), pair.post(),
        selection.outputDirectory(), selection.parameters(), selection.options(),
        selection.threads().orElse(
            mode == BatchMode.SLURM ? CORES_ON_A_NODE : WorkerAdvice.usefulThreads(host.probe().cores())),
        false);
  }

  /**
   * The padding that suits all pairs of a selection, from the headers of their images.
   *
   * @return px; {@link AutoPadding#MOST} when no header can be read
   */
  public int autoPadding(Selection selection) throws IOException {
    int most = 0;
    for (RawPair pair : discover(selection.rawDirectory(), selection.samples(), selection.dyes()).present()) {
      try {
        most = Math.max(most, AutoPadding.of(host.source().header(pair.pre()).size(),
            host.source().header(pair.post()).size()));
      } catch (RemediableException e) {
        // A damaged file fails its own task, not the others' padding.
        continue;
      }
    }
    return most == 0 ? AutoPadding.MOST : most;
  }

  /** The pre-flight check alone: headers only, nothing runs and nothing is refused. */
  public Preflight preflight(BatchRequest request) {
    return batches().preflight(request);
  }

  private BatchRunner batches() {
    return new BatchRunner(new BatchHost(runner(), host.launcher(), host.childKind(), host.source(), host.probe(),
        host.launcher().command(PROGRAM, PROGRAM_HEAP)));
  }

  /**
   * Runs a batch, blocking.
   *
   * @param token aborts it
   * @return what happened, also when tasks failed or the batch was aborted
   * @throws RemediableException before any task: refused by the pre-flight check, or the output folder is in use
   * @throws IOException when the output directory cannot be written
   */
  public BatchSummary run(BatchRequest request, BatchListener listener, CancelToken token) throws IOException {
    try (OutputLock held = OutputLock.acquire(request.outputDirectory())) {
      return batches().run(request, listener, token);
    }
  }

  /** Runs a batch as {@link #run} does, and adds its tasks to the summary and the report of the batch before. */
  public BatchSummary runAdded(BatchRequest request, BatchListener listener, CancelToken token) throws IOException {
    try (OutputLock held = OutputLock.acquire(request.outputDirectory())) {
      return batches().runAdded(request, listener, token);
    }
  }

  /**
   * Which checkpoints and pictures of a selection's tasks are there. Changes nothing.
   *
   * @param verify compare the checksums of all pixels, which reads every checkpoint
   * @return one per task, also of those whose files cannot be read
   * @throws RemediableException when nothing can run
   */
  public List<TaskStatus> status(Selection selection, boolean verify, Progress progress) throws IOException {
    List<TaskStatus> all = new ArrayList<>();
    for (TaskRequest task : plan(selection, BatchOptions.defaults()).tasks()) {
      all.add(status(task, verify, progress));
    }
    return all;
  }

  /** What is wrong with one task's files says nothing of the others. */
  private TaskStatus status(TaskRequest task, boolean verify, Progress progress) {
    try {
      return TaskStatus.of(task, host.source(), verify, progress);
    } catch (RemediableException e) {
      return new TaskStatus(task.task(), List.of(), Optional.of(e.getMessage()));
    } catch (IOException e) {
      return new TaskStatus(task.task(), List.of(), Optional.of(FileTrouble.of(e).getMessage()));
    }
  }

  /**
   * Tries one parameter at several values, one batch each; earlier stages that it does not change are made once.
   *
   * @param values as text
   * @return what each gave; tasks that failed are in the summaries; pictures side by side, tables and a report
   *     {@code compare_<parameter>.html} are in the output directory, where the summary of an earlier batch stays
   * @throws RemediableException for a value that is not allowed, before anything runs; and as {@link #run}
   */
  public Comparison compare(Selection selection, ParameterSpec parameter, List<String> values, BatchOptions options,
      BatchListener listener, CancelToken token) throws IOException {
    List<Parameters> variants = values.stream().map(v -> selection.parameters().with(parameter, v)).toList();
    List<Comparison.Variant> done = new ArrayList<>();
    for (int i = 0; i < variants.size() && !token.isCancelled(); i++) {
      BatchRequest request = plan(selection.with(variants.get(i)), options);
      try (OutputLock held = OutputLock.acquire(request.outputDirectory())) {
        done.add(new Comparison.Variant(values.get(i), batches().runAsVariant(request, listener, token)));
      }
    }
    Comparison comparison = new Comparison(parameter, done);
    if (!done.isEmpty()) {
      new ComparisonReport(comparison, line -> listener.log(Optional.empty(), line)).write();
    }
    return comparison;
  }

  /**
   * A plan that schedulers run: each pair of the selection with what it needs. Same discovery and refusals as a batch.
   *
   * @throws RemediableException as {@link #plan(Selection, BatchOptions)}, and when no header can be read
   */
  public TaskPlan clusterPlan(Selection selection, BatchOptions options) throws IOException {
    return batches().clusterPlan(plan(selection, options.withMode(BatchMode.SLURM)));
  }

  /** Runs one task of a plan in a child process; see {@link RowRun}. */
  public RowRun row(TaskPlan plan, int index, RowRun.Options options) {
    return new RowRun(plan, index, options, host.launcher(), host.probe());
  }

  /**
   * Makes summary and report from the result files of a plan's tasks; those without one are listed with the reason.
   *
   * @throws IOException when the output directory cannot be written
   */
  public BatchSummary collect(TaskPlan plan) throws IOException {
    return batches().collect(plan);
  }
}
