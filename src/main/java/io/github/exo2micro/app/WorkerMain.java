package io.github.exo2micro.app;

import io.github.exo2micro.worker.WorkerLoop;

/** The main class of a child process that runs tasks for its parent. Speaks the worker protocol on stdin and stdout. */
public final class WorkerMain {

  private WorkerMain() {}

  /** Serves until stdin ends; does not return. */
  public static void main(String[] arguments) {
    WorkerLoop.serveAndExit(() -> new Engine(Hosts.commandLine()).runner(), () -> Hosts.commandLine().probe());
  }
}
