package io.github.exo2micro.batch;

import io.github.exo2micro.batch.summary.TaskReport;
import io.github.exo2micro.memory.MemoryTracker;
import io.github.exo2micro.memory.MemoryWatchdog;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.task.TaskRunner;
import io.github.exo2micro.worker.HeapOwner;
import io.github.exo2micro.worker.TaskAttempt;
import io.github.exo2micro.worker.TaskEvents;
import io.github.exo2micro.worker.TaskStop;
import java.util.List;
import java.util.Optional;

/** One task after another in this process. */
final class SerialExecution implements TaskExecution {

  private final BatchSession session;
  private final TaskRunner runner;
  private final MemoryTracker tracker;
  private final Optional<MemoryWatchdog> watchdog;

  SerialExecution(BatchSession session, TaskRunner runner, MemoryTracker tracker, Optional<MemoryWatchdog> watchdog) {
    this.session = session;
    this.runner = runner;
    this.tracker = tracker;
    this.watchdog = watchdog;
  }

  @Override
  public void run(List<TaskRequest> tasks) {
    for (TaskRequest task : tasks) {
      if (session.token().isCancelled()) {
        return;
      }
      one(task);
    }
  }

  private void one(TaskRequest task) {
    boolean debug = session.request().options().memoryDebug();
    if (debug) {
      tracker.mark("before " + task.task());
    } else {
      tracker.note("before " + task.task());
    }
    session.started(task.task(), 1, "this process");
    long pid = ProcessHandle.current().pid();
    tracker.restartPeak(pid);
    long start = System.nanoTime();
    TaskEvents events = new SessionEvents(session, task.task());
    TaskStop stop = new TaskStop();
    Runnable abort = stop::stop;
    session.token().onCancel(abort);
    TaskAttempt attempt;
    try {
      attempt = TaskAttempt.run(runner, task, events, stop, watchdog, HeapOwner.THIS_PROGRAM);
    } finally {
      session.token().forget(abort);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long peak = tracker.peak(pid);
    session.finished(new TaskReport(task.task(), Outcomes.of(attempt, peak), seconds, peak, 1, List.of()));
    if (debug) {
      tracker.markAfterCollection(task.task().toString());
    } else {
      // Buffers and pictures of this task must not stand in the way of the next one's.
      System.gc();
      tracker.note("after " + task.task());
    }
  }
}
