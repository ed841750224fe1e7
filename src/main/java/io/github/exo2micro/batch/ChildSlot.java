package io.github.exo2micro.batch;

import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.batch.summary.TaskReport;
import io.github.exo2micro.memory.MemoryTracker;
import io.github.exo2micro.port.ProcessLauncher;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.worker.TaskAttempt;
import io.github.exo2micro.worker.WorkerProcess;
import io.github.exo2micro.worker.WorkerSettings;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A place for one child at a time: starts it when a task needs one, replaces it when it died or is of the wrong size.
 */
final class ChildSlot implements Closeable {

  private final BatchSession session;
  private final ProcessLauncher launcher;
  private final MemoryTracker tracker;
  private final boolean keep;
  private Optional<WorkerProcess> child = Optional.empty();

  /** @param keep whether a child lives on after its task */
  ChildSlot(BatchSession session, ProcessLauncher launcher, MemoryTracker tracker, boolean keep) {
    this.session = session;
    this.launcher = launcher;
    this.tracker = tracker;
    this.keep = keep;
  }

  /** How an attempt ended, and the report of it. */
  record Ended(TaskAttempt attempt, TaskReport report) {}

  Ended run(TaskRequest task, int attempt, WorkerSettings settings) {
    long start = System.nanoTime();
    BatchOptions options = session.request().options();
    mark("before " + task.task());
    try {
      WorkerProcess worker = child(settings);
      session.started(task.task(), attempt, "process " + worker.pid());
      tracker.restartPeak(worker.pid());
      Runnable abort = worker::cancel;
      session.token().onCancel(abort);
      TaskAttempt ended;
      try {
        ended = worker.run(task, session.watchdog(), options.timeoutSeconds(), new SessionEvents(session, task.task()));
      } finally {
        session.token().forget(abort);
      }
      long peak = tracker.taskEnded(worker.pid(), task.task().toString(), worker.peakBytes(), worker.heldMemory());
      List<String> lastLines = isLoud(ended) ? worker.lastLines() : List.of();
      if (!keep || !worker.isUsable()) {
        close();
      }
      if (!(ended instanceof TaskAttempt.Completed)) {
        LeftOvers.remove(task, session);
      }
      return ended(ended, task, attempt, start, peak, lastLines);
    } catch (IOException e) {
      return ended(new TaskAttempt.Failed("no child process can be started: " + e.getMessage()), task, attempt, start,
          -1, List.of());
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      return ended(new TaskAttempt.Cancelled(), task, attempt, start, -1, List.of());
    } catch (RuntimeException e) {
      // The batch's edge: a bug here must cost neither the other tasks nor this one's report.
      close();
      session.line(Optional.of(task.task()), "internal error: " + e);
      return ended(new TaskAttempt.Failed("internal error: " + e), task, attempt, start, -1, List.of());
    } finally {
      if (options.memoryDebug()) {
        tracker.markAfterCollection(task.task().toString());
      } else {
        tracker.note("after " + task.task());
      }
    }
  }

  private void mark(String label) {
    if (session.request().options().memoryDebug()) {
      tracker.mark(label);
    } else {
      tracker.note(label);
    }
  }

  private static boolean isLoud(TaskAttempt ended) {
    return ended instanceof TaskAttempt.Died || ended instanceof TaskAttempt.TimedOut;
  }

  private static Ended ended(TaskAttempt ended, TaskRequest task, int attempt, long start, long peak,
      List<String> lastLines) {
    return new Ended(ended,
        new TaskReport(task.task(), Outcomes.of(ended, peak), (System.nanoTime() - start) / 1e9, peak,
            attempt, lastLines));
  }

  private WorkerProcess child(WorkerSettings settings) throws IOException {
    if (child.isPresent() && (!child.get().isUsable() || !child.get().settings().equals(settings))) {
      close();
    }
    if (child.isEmpty()) {
      WorkerProcess fresh = WorkerProcess.start(launcher, settings);
      tracker.follow(fresh.pid());
      child = Optional.of(fresh);
    }
    return child.get();
  }

  @Override
  public void close() {
    child.ifPresent(worker -> {
      worker.close();
      tracker.forget(worker.pid());
    });
    child = Optional.empty();
  }
}
