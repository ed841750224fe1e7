package io.github.exo2micro.fiji.host;

import io.github.exo2micro.batch.BatchListener;
import io.github.exo2micro.batch.BatchProgress;
import io.github.exo2micro.batch.summary.TaskOutcome;
import io.github.exo2micro.batch.summary.TaskReport;
import io.github.exo2micro.fiji.host.TaskTile.Condition;
import io.github.exo2micro.memory.ByteText;
import io.github.exo2micro.memory.MemorySample;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps what a running batch tells, bounded, for a window to look at whenever it likes. Thread-safe. */
public final class BatchState implements BatchListener {

  private static final int LOG_LINES = 500;

  private final Map<TaskId, TaskTile> tiles = new LinkedHashMap<>();
  private final Deque<String> log = new ArrayDeque<>();
  private long linesEver;
  private Optional<BatchProgress> progress = Optional.empty();
  private String memory = "";
  private boolean ended;

  /**
   * A consistent look at everything.
   *
   * @param tiles one per task, in order
   * @param progress of the whole, once there is any
   * @param memory for people, or ""
   * @param log the last lines
   * @param linesEver how many lines there were, those that have fallen out too
   * @param ended whether the batch is over
   */
  public record Snapshot(List<TaskTile> tiles, Optional<BatchProgress> progress, String memory, List<String> log,
      long linesEver, boolean ended) {}

  public synchronized Snapshot snapshot() {
    return new Snapshot(new ArrayList<>(tiles.values()), progress, memory, new ArrayList<>(log), linesEver, ended);
  }

  /** The batch is over, however it went. */
  synchronized void end() {
    ended = true;
  }

  @Override
  public synchronized void queued(TaskId task) {
    tiles.put(task, TaskTile.waiting(task));
  }

  @Override
  public synchronized void started(TaskId task, int attempt, String worker) {
    String again = attempt > 1 ? ", attempt " + attempt : "";
    tiles.put(task, new TaskTile(task, Condition.RUNNING, "starting in " + worker + again, 0));
  }

  @Override
  public synchronized void stage(TaskId task, Stage stage, boolean reused) {
    tiles.computeIfPresent(task, (id, tile) -> new TaskTile(id, Condition.RUNNING,
        stage.number() + " " + stage.title() + (reused ? ", reused" : ""), tile.fraction()));
  }

  @Override
  public synchronized void progress(TaskId task, double fraction) {
    tiles.computeIfPresent(task, (id, tile) -> new TaskTile(id, tile.condition(), tile.text(), fraction));
  }

  @Override
  public synchronized void log(Optional<TaskId> task, String line) {
    line.lines().forEach(part -> addLine(task.map(id -> "[" + id + "] ").orElse("") + part));
  }

  private void addLine(String line) {
    log.addLast(line);
    linesEver++;
    while (log.size() > LOG_LINES) {
      log.removeFirst();
    }
  }

  @Override
  public synchronized void finished(TaskReport report) {
    tiles.put(report.task(), new TaskTile(report.task(), condition(report.outcome()), report.outcome().status(), 1));
  }

  private static Condition condition(TaskOutcome outcome) {
    if (outcome instanceof TaskOutcome.Done) {
      return Condition.DONE;
    }
    if (outcome instanceof TaskOutcome.Skipped) {
      return Condition.SKIPPED;
    }
    return outcome instanceof TaskOutcome.Cancelled ? Condition.CANCELLED : Condition.FAILED;
  }

  @Override
  public synchronized void overall(BatchProgress now) {
    progress = Optional.of(now);
  }

  @Override
  public synchronized void memory(MemorySample sample) {
    memory = (sample.totalResidentBytes() > 0 ? ByteText.of(sample.totalResidentBytes()) + " used by Fiji"
        + (sample.children().isEmpty() ? "" : " and " + sample.children().size()
            + (sample.children().size() == 1 ? " worker" : " workers"))
        + ", " : "")
        + ByteText.of(sample.availableBytes()) + " free";
  }
}
