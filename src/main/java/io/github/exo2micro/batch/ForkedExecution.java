package io.github.exo2micro.batch;

import io.github.exo2micro.batch.plan.BatchMode;
import io.github.exo2micro.batch.plan.ChildSizes;
import io.github.exo2micro.batch.summary.TaskReport;
import io.github.exo2micro.memory.MemoryTracker;
import io.github.exo2micro.port.ProcessLauncher;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.worker.TaskAttempt;
import io.github.exo2micro.worker.WorkerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Runs tasks in child processes: in a pool whose children live for many tasks, or in a fresh child per task.
 *
 * <p>A child that dies is replaced, and only its task is lost. Tasks to be tried again wait until all others are done
 * and then run alone, each in a fresh child; after memory was short with the smaller footprint.
 */
final class ForkedExecution implements TaskExecution {

  private final BatchSession session;
  private final ProcessLauncher launcher;
  private final MemoryTracker tracker;
  private final ChildSizes sizes;
  private final Queue<Attempted> toRetry = new ConcurrentLinkedQueue<>();

  ForkedExecution(BatchSession session, ProcessLauncher launcher, MemoryTracker tracker, ChildSizes sizes) {
    this.session = session;
    this.launcher = launcher;
    this.tracker = tracker;
    this.sizes = sizes;
  }

  /** A task whose child died, with what is known of it so far. */
  private record Attempted(TaskRequest task, int attempts, TaskReport report, boolean outOfMemory, long heapBytes) {}

  @Override
  public void run(List<TaskRequest> tasks) {
    boolean pool = session.request().options().mode() == BatchMode.PARALLEL;
    Queue<TaskRequest> waiting = new ConcurrentLinkedQueue<>(tasks);
    List<Thread> slots = new ArrayList<>();
    for (int i = 0; i < session.request().concurrency(); i++) {
      Thread slot = new Thread(() -> drain(waiting, pool), "exo2micro-slot-" + (i + 1));
      slot.start();
      slots.add(slot);
    }
    slots.forEach(ForkedExecution::joined);
    retryAlone();
  }

  private static void joined(Thread slot) {
    boolean interrupted = false;
    while (slot.isAlive()) {
      try {
        slot.join();
      } catch (InterruptedException e) {
        // The token ends a batch, not an interrupt; it is passed on when the slots are done.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain(Queue<TaskRequest> waiting, boolean pool) {
    int concurrency = session.request().concurrency();
    try (ChildSlot slot = new ChildSlot(session, launcher, tracker, pool)) {
      for (TaskRequest task = waiting.poll(); task != null && !session.token().isCancelled(); task = waiting.poll()) {
        one(slot, task, 1, sizes.heapBytes(task, pool, concurrency), concurrency);
      }
    }
  }

  private void one(ChildSlot slot, TaskRequest task, int attempt, long heapBytes, int concurrent) {
    WorkerSettings settings = WorkerSettings.of(heapBytes, sizes.threads(task, concurrent));
    ChildSlot.Ended ended = slot.run(sizes.limited(task, concurrent), attempt, settings);
    if (ended.attempt() instanceof TaskAttempt.Died died && attempt <= session.request().options().retries()
        && !session.token().isCancelled()) {
      session.line(Optional.of(task.task()), "error: " + died.reason() + "; it will be tried again alone");
      toRetry.add(new Attempted(task, attempt, ended.report(), died.outOfMemory(), heapBytes));
    } else {
      session.finished(ended.report());
    }
  }

  private void retryAlone() {
    for (Attempted lost = toRetry.poll(); lost != null; lost = toRetry.poll()) {
      if (session.token().isCancelled()) {
        session.finished(lost.report());
        continue;
      }
      TaskRequest task = lost.outOfMemory() ? frugal(lost.task()) : lost.task();
      try (ChildSlot slot = new ChildSlot(session, launcher, tracker, false)) {
        one(slot, task, lost.attempts() + 1, sizes.heapForRetry(lost.task(), lost.heapBytes(), lost.outOfMemory()), 1);
      }
    }
  }

  /** One thread: each would hold tiles of its own. */
  private static TaskRequest frugal(TaskRequest t) {
    return t.withThreads(1).withSmallFootprint(true);
  }
}
