package io.github.exo2micro.cluster;

import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.checkpoint.TaskFolder;
import io.github.exo2micro.checkpoint.sidecar.InputIdentity;
import io.github.exo2micro.memory.ByteText;
import io.github.exo2micro.memory.HostKind;
import io.github.exo2micro.port.MemoryProbe;
import io.github.exo2micro.port.ProcessLauncher;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.task.TaskResult;
import io.github.exo2micro.worker.TaskAttempt;
import io.github.exo2micro.worker.TaskEvents;
import io.github.exo2micro.worker.WorkerProcess;
import io.github.exo2micro.worker.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;

/**
 * Runs one task of a plan in a child process whose heap fits below the memory limit, and leaves its {@code
 * result.json}.
 *
 * <p>It touches nothing outside the task's own folder, so that hundreds may run at once on one output folder. One call
 * at a time; {@link #stop} may come from any thread.
 */
public final class RowRun {

  /** What the process that watches the child holds itself, measured: a Java that waits. */
  public static final long WATCHER_BYTES = 110_000_000L;
  /** A control group counts the cached pages of what a task writes; with less room than this writing stalls. */
  public static final long PAGE_CACHE_BYTES = 128_000_000L;

  private static final long LEAST_HEAP = 24L << 20;
  /** Heap beyond what was planned is for a second try after memory was short. */
  private static final int MOST_TIMES_PLANNED = 4;

  private final TaskPlan plan;
  private final PlannedRow row;
  private final Options options;
  private final ProcessLauncher launcher;
  private final MemoryProbe probe;
  private volatile boolean stopped;
  private volatile Optional<WorkerProcess> child = Optional.empty();

  /**
   * How a task is run.
   *
   * @param scratch a folder on the node's own disk where the task works; empty = in the output folder
   * @param memoryBytes the memory that the job may use; empty = what Slurm or the control group says
   * @param timeoutSeconds when the task is ended; empty = never
   * @param environment variables of this process
   */
  public record Options(Optional<Path> scratch, OptionalLong memoryBytes, OptionalInt timeoutSeconds,
      Map<String, String> environment) {}

  /**
   * @param plan where the task is from
   * @param index its number there
   * @param launcher starts the child
   * @param probe tells a control group's limit
   * @throws RemediableException when there is no such task
   */
  public RowRun(TaskPlan plan, int index, Options options, ProcessLauncher launcher, MemoryProbe probe) {
    this.plan = plan;
    this.row = plan.row(index);
    this.options = options;
    this.launcher = launcher;
    this.probe = probe;
  }

  /** Ends the task: {@link #run} returns soon, and its result says that it was stopped. */
  public void stop() {
    stopped = true;
    child.ifPresent(WorkerProcess::cancel);
  }

  /**
   * Runs the task, blocking.
   *
   * @param events hears of it
   * @return how it ended, as it also stands in {@code result.json}
   * @throws PassingFaultException when another process works on the task
   * @throws IOException when the task's folder cannot be written
   */
  public RecordedResult run(TaskEvents events) throws IOException {
    String job = Node.job(options.environment());
    try (TaskLock lock = TaskLock.acquire(row.folder(), job)) {
      boolean done = RecordedResult.of(plan, row).map(r -> r.attempt() instanceof TaskAttempt.Completed).orElse(false);
      // An old result must not be taken for this run's when the node dies.
      Files.deleteIfExists(RecordedResult.file(row.folder()));
      long start = System.nanoTime();
      Ended ended;
      try {
        requireInputs();
        ended = options.scratch().isPresent() && !done ? onScratch(options.scratch().get(), lock, events)
            : inChild(row.request(), lock, events);
      } catch (CancellationException e) {
        ended = new Ended(new TaskAttempt.Cancelled());
      } catch (PassingFaultException e) {
        ended = new Ended(new TaskAttempt.Failed(e.getMessage(), true));
      } catch (RemediableException e) {
        ended = new Ended(new TaskAttempt.Failed(e.getMessage()));
      } catch (IOException e) {
        ended = new Ended(new TaskAttempt.Failed("could not read or write: " + e, true));
      }
      RecordedResult result = new RecordedResult(plan.id(), row.index(), job, Node.name(), ended.attempt(),
          (System.nanoTime() - start) / 1e9, ended.peakBytes(), ended.heapBytes(), ended.lastLines());
      result.write(row.folder());
      return result;
    }
  }

  /** How the child ended, and what is known of it. */
  private record Ended(TaskAttempt attempt, long peakBytes, long heapBytes, List<String> lastLines) {
    Ended(TaskAttempt attempt) {
      this(attempt, -1, 0, List.of());
    }
  }

  private void requireInputs() throws IOException {
    List<Path> files = List.of(row.request().pre(), row.request().post());
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      if (Files.notExists(file)) {
        throw new PassingFaultException("A raw image of the plan is not there.",
            file + ", seen from " + Node.name() + ".",
            "make sure that every node sees the folder under this path; when the file was moved, make the plan again.");
      }
      InputIdentity now = InputIdentity.ofFile(file);
      InputIdentity planned = row.inputs().get(i);
      if (now.bytes() != planned.bytes() || now.modifiedMillis() != planned.modifiedMillis()) {
        throw new RemediableException("A raw image is not the one of the plan.", file + " is " + now
            + "; the plan says " + planned + ".", "make the plan again.");
      }
    }
  }

  private Ended onScratch(Path scratch, TaskLock lock, TaskEvents events) throws IOException {
    Path own = scratch.toAbsolutePath().resolve("exo2micro-" + plan.id() + "-" + row.index());
    try {
      Files.createDirectories(own);
    } catch (IOException e) {
      throw new PassingFaultException("The scratch folder cannot be used.", own + " on " + Node.name() + " (" + e + ")",
          "give a folder that exists on every node and where you may write, or leave --scratch out.");
    }
    try {
      requireRoom(own);
      TaskRequest here = at(row.request(), own);
      Ended ended = inChild(here, lock, events);
      if (!(ended.attempt() instanceof TaskAttempt.Completed completed)) {
        return ended;
      }
      long bytes = ScratchCopy.bring(new TaskFolder(own, here.task()).root(), row.folder(), new Progress() {
        @Override
        public void report(double fraction) {
          if (stopped) {
            throw new CancellationException("stopped");
          }
        }

        @Override
        public void note(String line) {
          events.line(line);
        }
      });
      events.line("copied " + ByteText.of(bytes) + " from " + own + " to " + row.folder());
      return new Ended(new TaskAttempt.Completed(moved(completed.result(), own)), ended.peakBytes(), ended.heapBytes(),
          ended.lastLines());
    } finally {
      ScratchCopy.delete(own);
    }
  }

  private void requireRoom(Path own) throws IOException {
    long free = Files.getFileStore(own).getUsableSpace();
    if (free < row.diskBytes()) {
      throw new PassingFaultException("The scratch folder has no room for this task.",
          own + " on " + Node.name() + " has " + ByteText.of(free) + " free; the task writes "
              + ByteText.of(row.diskBytes()) + ".",
          "ask the scheduler for a node with more local disk (Slurm: --tmp), free space there, use --compress, or "
              + "leave --scratch out.");
    }
  }

  /** The checkpoints of stages 1 to 3 stay on the node: half of what a task writes never crosses the network. */
  private static TaskRequest at(TaskRequest r, Path output) {
    boolean whole = r.options().control().toStage() == Stage.DIFFERENCE.number();
    return r.withOutput(output).with(r.options().withDropIntermediates(whole || r.options().dropIntermediates()));
  }

  private TaskResult moved(TaskResult r, Path own) {
    Path shared = row.request().outputDirectory();
    return r.withOutputs(r.outputs().stream().map(o -> shared.resolve(own.relativize(Path.of(o)).toString()).toString())
        .toList());
  }

  private Ended inChild(TaskRequest request, TaskLock lock, TaskEvents events) throws IOException {
    long heap = heap();
    if (heap < LEAST_HEAP) {
      return new Ended(new TaskAttempt.Died("out of memory: the job's limit of " + ByteText.of(limit().orElse(0))
          + " leaves no Java heap; this task needs " + ByteText.of(row.memoryBytes()), true));
    }
    WorkerProcess process = WorkerProcess.start(launcher, WorkerSettings.of(heap, request.threads()));
    child = Optional.of(process);
    try {
      if (stopped) {
        return new Ended(new TaskAttempt.Cancelled());
      }
      TaskAttempt attempt = process.run(request, Optional.empty(), options.timeoutSeconds(), told(lock, events));
      return new Ended(attempt, process.peakBytes(), heap,
          attempt instanceof TaskAttempt.Completed ? List.of() : process.lastLines());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Ended(new TaskAttempt.Cancelled());
    } finally {
      child = Optional.empty();
      process.close();
    }
  }

  private static TaskEvents told(TaskLock lock, TaskEvents events) {
    return new TaskEvents() {
      private volatile int now;

      @Override
      public void stage(Stage stage, boolean reused) {
        now = stage.number();
        events.stage(stage, reused);
      }

      @Override
      public void progress(double fraction) {
        lock.progress(now, fraction);
        events.progress(fraction);
      }

      @Override
      public void line(String text) {
        events.line(text);
      }
    };
  }

  /** The job's memory limit: as given, as Slurm says, as the control group says; the scarcest. */
  private OptionalLong limit() {
    OptionalLong named = options.memoryBytes().isPresent() ? options.memoryBytes()
        : Node.granted(options.environment());
    OptionalLong group = probe.containerLimitBytes();
    if (named.isEmpty() || group.isEmpty()) {
      return named.isPresent() ? named : group;
    }
    return OptionalLong.of(Math.min(named.getAsLong(), group.getAsLong()));
  }

  /** So much that the Java heap is exhausted, which can be named, before the system kills. */
  private long heap() {
    OptionalLong limit = limit();
    if (limit.isEmpty()) {
      return row.heapBytes();
    }
    long below = limit.getAsLong() - HostKind.WORKER.besidesBytes() - WATCHER_BYTES;
    return Math.min(below, MOST_TIMES_PLANNED * row.heapBytes());
  }
}
