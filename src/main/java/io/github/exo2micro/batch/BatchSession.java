package io.github.exo2micro.batch;

import io.github.exo2micro.batch.plan.BatchPlanner;
import io.github.exo2micro.batch.plan.BatchPlanner.Needs;
import io.github.exo2micro.batch.plan.BatchRequest;
import io.github.exo2micro.batch.plan.SkippedTask;
import io.github.exo2micro.batch.summary.TaskOutcome;
import io.github.exo2micro.batch.summary.TaskReport;
import io.github.exo2micro.memory.MemorySample;
import io.github.exo2micro.memory.WatchdogSettings;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * A batch while it runs: passes what happens to the listener, one call at a time, and to the run log, and keeps the
 * books of progress and outcomes.
 */
final class BatchSession {

  /** Less done than this says nothing about the time left. */
  private static final double LEAST_FRACTION = 0.01;
  private static final long OVERALL_EVERY_NANOS = 200_000_000L;
  private static final long MEMORY_EVERY_NANOS = 500_000_000L;

  private final BatchRequest request;
  private final BatchListener listener;
  private final CancelToken token;
  private final RunLog log;
  private final Map<TaskId, Double> weights = new HashMap<>();
  private final Map<TaskId, Double> fractions = new HashMap<>();
  private final Map<TaskId, TaskReport> reports = new HashMap<>();
  private final long startNanos = System.nanoTime();
  private long lastOverall;
  private long lastMemory;
  private boolean logIsBroken;
  private Optional<WatchdogSettings> watchdog;

  BatchSession(BatchRequest request, BatchListener listener, CancelToken token, RunLog log,
      Map<TaskId, Needs> sizes) {
    this.request = request;
    this.listener = listener;
    this.token = token;
    this.log = log;
    this.watchdog = request.options().watchdog();
    double usual = sizes.values().stream().mapToLong(n -> n.padded().area()).average().orElse(1);
    for (TaskRequest task : request.tasks()) {
      Needs size = sizes.get(task.task());
      weights.put(task.task(), size == null ? usual : size.padded().area());
    }
  }

  CancelToken token() {
    return token;
  }

  BatchRequest request() {
    return request;
  }

  /** The watchdog of the tasks; empty when there is none or no longer one. */
  Optional<WatchdogSettings> watchdog() {
    return watchdog;
  }

  /** Before the tasks begin. */
  void dropWatchdog() {
    watchdog = Optional.empty();
  }

  double elapsedSeconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  /** A listener that fails must end neither a task nor the thread that reads a child. */
  synchronized void tell(Consumer<BatchListener> call) {
    try {
      call.accept(listener);
    } catch (RuntimeException e) {
      write(Optional.empty(), "the listener failed: " + e);
    }
  }

  private void write(Optional<TaskId> task, String text) {
    try {
      log.write(task, text);
    } catch (IOException e) {
      // A full disk must not end the tasks; the listener still hears every line, and once why the file lacks them.
      if (!logIsBroken) {
        logIsBroken = true;
        tell(l -> l.log(Optional.empty(), "the run log cannot be written: " + e.getMessage()));
      }
    }
  }

  synchronized void line(Optional<TaskId> task, String text) {
    write(task, text);
    tell(l -> l.log(task, text));
  }

  void line(String text) {
    line(Optional.empty(), text);
  }

  synchronized void started(TaskId task, int attempt, String worker) {
    tell(l -> l.started(task, attempt, worker));
    line(Optional.of(task), "begins in " + worker + (attempt > 1 ? ", attempt " + attempt : ""));
    fractions.put(task, 0.0);
  }

  synchronized void stage(TaskId task, Stage stage, boolean reused) {
    tell(l -> l.stage(task, stage, reused));
    line(Optional.of(task), "stage " + stage.number() + (reused ? " is reused" : " begins"));
  }

  synchronized void progress(TaskId task, double fraction) {
    double inside = Math.max(0, Math.min(1, fraction));
    fractions.merge(task, inside, Math::max);
    tell(l -> l.progress(task, inside));
    overall(false);
  }

  synchronized void finished(TaskReport report) {
    reports.put(report.task(), report);
    fractions.put(report.task(), 1.0);
    line(Optional.of(report.task()), report.outcome().status());
    tell(l -> l.finished(report));
    overall(true);
  }

  synchronized void memory(MemorySample sample) {
    long now = System.nanoTime();
    if (now - lastMemory >= MEMORY_EVERY_NANOS) {
      lastMemory = now;
      tell(l -> l.memory(sample));
    }
  }

  private void overall(boolean always) {
    long now = System.nanoTime();
    if (!always && now - lastOverall < OVERALL_EVERY_NANOS) {
      return;
    }
    lastOverall = now;
    double all = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    double done = weights.entrySet().stream().mapToDouble(e -> e.getValue() * fractions.getOrDefault(e.getKey(), 0.0))
        .sum();
    double fraction = all == 0 ? 1 : done / all;
    double elapsed = elapsedSeconds();
    OptionalDouble left = fraction < LEAST_FRACTION ? OptionalDouble.empty()
        : OptionalDouble.of(elapsed * (1 - fraction) / fraction);
    int finished = (int) request.tasks().stream().filter(t -> reports.containsKey(t.task())).count();
    BatchProgress progress = new BatchProgress(fraction, finished, request.tasks().size(), elapsed, left);
    tell(l -> l.overall(progress));
  }

  /** One report per task of the request in its order, then the skipped; what has none was cancelled. */
  synchronized List<TaskReport> reports() {
    List<TaskReport> all = new ArrayList<>();
    for (TaskRequest task : request.tasks()) {
      all.add(reports.getOrDefault(task.task(), neverBegun(task.task())));
    }
    for (SkippedTask skipped : request.skipped()) {
      all.add(reports.get(skipped.task()));
    }
    return all;
  }

  static TaskReport neverBegun(TaskId task) {
    return new TaskReport(task, new TaskOutcome.Cancelled(false), 0, -1, 0, List.of());
  }
}
