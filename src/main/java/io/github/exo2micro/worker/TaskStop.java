package io.github.exo2micro.worker;

/**
 * Ends one task from another thread, soon: the task sees it at its next progress report, and a wait of its thread for
 * the pieces of a pool, or for a file, ends at once.
 */
public final class TaskStop {

  private volatile boolean wanted;
  private boolean running;
  private Thread thread;

  /** Ends the task that runs, or that is about to. Further calls do nothing. */
  public synchronized void stop() {
    wanted = true;
    if (running) {
      thread.interrupt();
    }
  }

  /** Whether {@link #stop()} was called. */
  boolean isWanted() {
    return wanted;
  }

  /** The task begins in the calling thread. */
  synchronized void begins() {
    thread = Thread.currentThread();
    running = true;
    if (wanted) {
      thread.interrupt();
    }
  }

  /** The task has ended; what its thread does next, like writing a summary, is not interrupted. */
  synchronized void ended() {
    running = false;
    if (wanted) {
      Thread.interrupted();
    }
  }
}
