package io.github.exo2micro;

import java.util.concurrent.CancellationException;

/**
 * Where a long step tells how far it is, and where it learns that nobody wants its result any more.
 *
 * <p>Implementations are thread-safe: tiles report from several threads. The core never prints; a line for people
 * goes through {@link #note(String)}.
 */
public interface Progress {

  /**
   * Reports the fraction done.
   *
   * @param fraction from 0 to 1; values outside are clamped by the receiver
   * @throws CancellationException when the run was cancelled; the caller lets it pass
   */
  void report(double fraction);

  /**
   * Passes on one line for the run log.
   *
   * @param line without a line break at its end
   */
  void note(String line);

  /**
   * A view of this progress in which 0 to 1 stand for {@code from} to {@code to} here.
   *
   * @param from where the part begins, 0 to 1
   * @param to where it ends, not below {@code from}
   */
  default Progress part(double from, double to) {
    Progress whole = this;
    return new Progress() {
      @Override
      public void report(double fraction) {
        whole.report(from + (to - from) * Math.max(0, Math.min(1, fraction)));
      }

      @Override
      public void note(String line) {
        whole.note(line);
      }
    };
  }

  /**
   * For a long step without a fraction to report: does nothing unless the calling thread was interrupted, as the thread
   * of a task is when the task is cancelled.
   *
   * @throws CancellationException when it was
   */
  static void requireNotInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
  }

  /** A progress that listens to nothing and never cancels. */
  static Progress none() {
    return new Progress() {
      @Override
      public void report(double fraction) {}

      @Override
      public void note(String line) {}
    };
  }
}
