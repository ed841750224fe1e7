package io.github.exo2micro.fiji.host;

import io.github.exo2micro.Progress;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.task.TaskResult;
import io.github.exo2micro.task.TaskRunner;
import io.github.exo2micro.task.TaskRunner.StageListener;
import java.io.IOException;
import java.util.Optional;

/**
 * Leads what a task in a child tells past the command that runs it, to the parent process; the parent holds the output
 * folder's lock, has checked memory and writes the summary, so the command does none of that.
 */
public final class TaskRelay {

  private final TaskRequest wanted;
  private final Progress progress;
  private final StageListener stages;
  private Optional<TaskResult> result = Optional.empty();
  private Optional<Exception> failure = Optional.empty();

  public TaskRelay(TaskRequest wanted, Progress progress, StageListener stages) {
    this.wanted = wanted;
    this.progress = progress;
    this.stages = stages;
  }

  /** Called by the command with what it made of its inputs. */
  public void run(TaskRunner runner, TaskRequest understood) {
    try {
      if (!understood.equals(wanted)) {
        throw new IllegalStateException("the command understood " + understood + " instead of " + wanted);
      }
      result = Optional.of(runner.run(understood, progress, stages));
    } catch (IOException | RuntimeException e) {
      failure = Optional.of(e);
    }
  }

  /**
   * How it went, as if there had been no command in between.
   *
   * @param refusal why the command refused its inputs, if it did
   */
  public TaskResult result(Optional<String> refusal) throws IOException {
    if (failure.isPresent() && failure.get() instanceof IOException io) {
      throw io;
    }
    if (failure.isPresent()) {
      throw (RuntimeException) failure.get();
    }
    return result.orElseThrow(() -> new IllegalStateException(
        "the command did not run" + refusal.map(r -> ": " + r).orElse("")));
  }
}
