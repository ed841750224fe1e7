package io.github.exo2micro.fiji;

import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Assumptions;

/** The display that tests of windows need; a virtual one will do. */
public final class Display {

  private Display() {}

  /** Skips the calling test, with a line that says so, where there is none. */
  public static void require(String test) {
    if (GraphicsEnvironment.isHeadless()) {
      System.out.println("SKIPPED " + test + ": it needs a display, start the tests under xvfb-run");
    }
    Assumptions.assumeFalse(GraphicsEnvironment.isHeadless(), "no display");
  }

  /** Does something on the event thread, after all that is waiting there, and gives its result. */
  public static <T> T on(Callable<T> work) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      EventQueue.invokeAndWait(() -> {
        try {
          result.complete(work.call());
        } catch (Exception | Error e) {
          result.completeExceptionally(e);
        }
      });
      return result.get();
    } catch (InvocationTargetException | ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : new IllegalStateException(e.getCause());
    }
  }
}
