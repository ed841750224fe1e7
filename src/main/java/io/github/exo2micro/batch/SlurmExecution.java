package io.github.exo2micro.batch;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.batch.summary.TaskOutcome;
import io.github.exo2micro.batch.summary.TaskReport;
import io.github.exo2micro.cluster.Slurm;
import io.github.exo2micro.cluster.SlurmListener;
import io.github.exo2micro.cluster.SlurmRun;
import io.github.exo2micro.cluster.TaskPlan;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.worker.TaskAttempt;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the tasks of a batch as arrays of Slurm and passes on what is heard of them. */
final class SlurmExecution implements TaskExecution {

  private final BatchSession session;
  private final TaskPlan plan;
  private final List<String> program;

  SlurmExecution(BatchSession session, TaskPlan plan, List<String> program) {
    this.session = session;
    this.plan = plan;
    this.program = program;
  }

  @Override
  public void run(List<TaskRequest> tasks) {
    plan.skipped().stream().filter(s -> tasks.stream().anyMatch(t -> is(t.task(), s)))
        .forEach(s -> session.finished(new TaskReport(new TaskId(s.sample(), s.dye()),
            new TaskOutcome.Failed(s.reason()), 0, -1, 0, List.of())));
    BatchOptions options = session.request().options();
    SlurmRun run = new SlurmRun(Slurm.here(), plan, options.slurm(), options.retries(), options.timeoutSeconds(),
        program,
        new Heard());
    Runnable abort = run::cancel;
    session.token().onCancel(abort);
    try {
      run.run();
    } catch (RemediableException e) {
      failAll(e.getMessage());
    } catch (IOException e) {
      failAll("Slurm or the output folder failed: " + e.getMessage());
    } finally {
      session.token().forget(abort);
    }
  }

  private static boolean is(TaskId task, TaskPlan.SkippedRow row) {
    return task.sample().equals(row.sample()) && task.dye().equals(row.dye());
  }

  private TaskId task(int index) {
    return plan.row(index).request().task();
  }

  private void failAll(String message) {
    for (var row : plan.rows()) {
      session.finished(new TaskReport(row.request().task(), new TaskOutcome.Failed(message), 0, -1, 0, List.of()));
    }
  }

  /** Passes on what is heard of the jobs. */
  private final class Heard implements SlurmListener {
    private final Map<Integer, Integer> stages = new HashMap<>();

    @Override
    public void line(String text) {
      session.line(text);
    }

    @Override
    public void line(int index, String text) {
      session.line(Optional.of(task(index)), text);
    }

    @Override
    public void started(int index, int attempt, String where) {
      stages.remove(index);
      session.started(task(index), attempt, where);
    }

    @Override
    public void progress(int index, int stage, double fraction) {
      if (stage > stages.getOrDefault(index, 0)) {
        stages.put(index, stage);
        session.stage(task(index), Stage.of(stage), false);
      }
      session.progress(task(index), fraction);
    }

    @Override
    public void ended(int index, End end) {
      session.finished(new TaskReport(task(index), end.attempt() instanceof TaskAttempt.Cancelled && end.seconds() == 0
          ? new TaskOutcome.Cancelled(false) : Outcomes.of(end.attempt(), end.peakBytes()), end.seconds(),
          end.peakBytes(), end.attempts(), end.lastLines()));
      if (!(end.attempt() instanceof TaskAttempt.Completed)) {
        LeftOvers.remove(plan.row(index).request(), session);
      }
    }
  }
}
