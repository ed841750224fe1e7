package io.github.exo2micro.worker;

import io.github.exo2micro.task.Stage;

/** What is heard of a task while it runs, in this process or in a child. Thread-safe. */
public interface TaskEvents {

  /** A stage begins, or what an earlier run made of it is reused. */
  void stage(Stage stage, boolean reused);

  /** How far the task is, 0 to 1. */
  void progress(double fraction);

  /** A line for the run log. */
  void line(String text);
}
