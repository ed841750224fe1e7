package io.github.exo2micro.registration.boundary;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Independent pieces of work on an executor, results in the order of the pieces. */
final class Parallel {

  private Parallel() {}

  /**
   * Applies a function to every item.
   *
   * @throws CancellationException when interrupted
   */
  static <T, R> List<R> map(List<T> items, Function<T, R> work, ExecutorService executor) {
    List<Future<R>> running = new ArrayList<>();
    for (T item : items) {
      running.add(executor.submit(() -> work.apply(item)));
    }
    List<R> results = new ArrayList<>();
    try {
      for (Future<R> future : running) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted during the coarse alignment");
    } finally {
      running.forEach(f -> f.cancel(true));
    }
  }
}
