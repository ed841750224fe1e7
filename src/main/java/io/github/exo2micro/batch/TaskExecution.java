package io.github.exo2micro.batch;

import io.github.exo2micro.task.TaskRequest;
import java.util.List;

/** Runs the tasks of a batch; every task gets an outcome, and nothing that a task does ends the others. */
interface TaskExecution {

  /** Runs them all, blocking; told what happens through the session. Stops early when its token is cancelled. */
  void run(List<TaskRequest> tasks);
}
