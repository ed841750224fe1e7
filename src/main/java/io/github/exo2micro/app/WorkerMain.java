package io.github.exo2micro.app;

import io.github.exo2micro.task.TaskRunner;
import io.github.exo2micro.worker.WorkerLoop;
import java.util.function.Supplier;

/** The main class of a child process that runs tasks for its parent. Speaks the worker protocol on stdin and stdout. */
public final class WorkerMain {

  private WorkerMain() {}

  /** Serves until stdin ends; does not return. */
  public static void main(String[] arguments) {
    serveAndExit(() -> new Engine(Hosts.here()).runner());
  }

  /**
   * The same with another runner; for children that are more than this main class.
   *
   * @param runner asked once, after stdout is safe from what others print
   */
  public static void serveAndExit(Supplier<TaskRunner> runner) {
    WorkerLoop.serveAndExit(runner, () -> Hosts.here().probe(), Hosts::keepClasses);
  }
}
