package io.github.exo2micro.batch;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl-C (and a polite kill) abort a batch cleanly: cancels the token and lets the batch end its children and
 * write its summary before the program goes. Close it when the batch has ended.
 */
public final class ShutdownGuard implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 20;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;

  private ShutdownGuard(Runnable stop) {
    this.hook = new Thread(() -> {
      stop.run();
      try {
        ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }, "exo2micro-shutdown");
  }

  /** Guards a batch that listens to the token. */
  public static ShutdownGuard of(CancelToken token) {
    return of(token::cancel);
  }

  /** Guards work that ends soon after it was told to stop. */
  public static ShutdownGuard of(Runnable stop) {
    ShutdownGuard guard = new ShutdownGuard(stop);
    Runtime.getRuntime().addShutdownHook(guard.hook);
    return guard;
  }

  /** The batch has ended and its summary is shown: lets the program go. */
  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is already going down; the hook runs and finds the latch open.
    }
  }
}
