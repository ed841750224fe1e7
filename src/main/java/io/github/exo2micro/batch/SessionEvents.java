package io.github.exo2micro.batch;

import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.worker.TaskEvents;
import java.util.Optional;

/** Passes the events of one task on to the session. */
record SessionEvents(BatchSession session, TaskId task) implements TaskEvents {

  @Override
  public void stage(Stage stage, boolean reused) {
    session.stage(task, stage, reused);
  }

  @Override
  public void progress(double fraction) {
    session.progress(task, fraction);
  }

  @Override
  public void line(String text) {
    session.line(Optional.of(task), text);
  }
}
