package io.github.exo2micro.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Counts how mutants ended. Each runs on a thread of its own with a time limit; what is no expected end is an
 * {@link AssertionError} that names the mutant, so that it can be made again.
 */
public final class Tally implements AutoCloseable {

  private static final int LIMIT_SECONDS = 60;

  /** What is done with a mutant; gives the name of its end. */
  public interface Trial {
    String run() throws Exception;
  }

  private final Map<String, Integer> ends = new TreeMap<>();
  private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
    Thread t = new Thread(work, "mutant");
    t.setDaemon(true);
    return t;
  });

  /** Runs one. */
  public void add(String mutant, Trial trial) {
    try {
      ends.merge(thread.submit(trial::run).get(LIMIT_SECONDS, TimeUnit.SECONDS), 1, Integer::sum);
    } catch (TimeoutException e) {
      throw new AssertionError(mutant + " hangs: no end after " + LIMIT_SECONDS + " s", e);
    } catch (ExecutionException e) {
      throw new AssertionError(mutant + ": " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(mutant + " was interrupted", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  @Override
  public String toString() {
    return ends.toString();
  }
}
