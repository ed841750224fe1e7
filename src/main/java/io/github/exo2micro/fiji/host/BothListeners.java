package io.github.exo2micro.fiji.host;

import io.github.exo2micro.batch.BatchListener;
import io.github.exo2micro.batch.BatchProgress;
import io.github.exo2micro.batch.summary.TaskReport;
import io.github.exo2micro.memory.MemorySample;
import io.github.exo2micro.memory.Preflight;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskId;
import java.util.Optional;

/**
 * Tells two listeners.
 *
 * @param first told first
 * @param second told then
 */
public record BothListeners(BatchListener first, BatchListener second) implements BatchListener {

  @Override
  public void preflight(Preflight check) {
    first.preflight(check);
    second.preflight(check);
  }

  @Override
  public void queued(TaskId task) {
    first.queued(task);
    second.queued(task);
  }

  @Override
  public void started(TaskId task, int attempt, String worker) {
    first.started(task, attempt, worker);
    second.started(task, attempt, worker);
  }

  @Override
  public void stage(TaskId task, Stage stage, boolean reused) {
    first.stage(task, stage, reused);
    second.stage(task, stage, reused);
  }

  @Override
  public void progress(TaskId task, double fraction) {
    first.progress(task, fraction);
    second.progress(task, fraction);
  }

  @Override
  public void log(Optional<TaskId> task, String line) {
    first.log(task, line);
    second.log(task, line);
  }

  @Override
  public void finished(TaskReport report) {
    first.finished(report);
    second.finished(report);
  }

  @Override
  public void overall(BatchProgress progress) {
    first.overall(progress);
    second.overall(progress);
  }

  @Override
  public void memory(MemorySample sample) {
    first.memory(sample);
    second.memory(sample);
  }
}
