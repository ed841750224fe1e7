package io.github.exo2micro.batch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Aborts a batch from any thread: running tasks end, finished ones are kept. Cannot be undone. */
public final class CancelToken {

  private final List<Runnable> reactions = new CopyOnWriteArrayList<>();
  private volatile boolean cancelled;

  /** Aborts. Further calls do nothing. */
  public void cancel() {
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
    }
    reactions.forEach(Runnable::run);
  }

  /** Whether {@link #cancel()} was called. */
  public boolean isCancelled() {
    return cancelled;
  }

  /** Runs the reaction once when cancelled, at once when that has happened already. */
  void onCancel(Runnable reaction) {
    synchronized (this) {
      if (!cancelled) {
        reactions.add(reaction);
        return;
      }
    }
    reaction.run();
  }

  /** Forgets a reaction. */
  void forget(Runnable reaction) {
    reactions.remove(reaction);
  }
}
