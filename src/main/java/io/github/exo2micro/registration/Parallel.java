package io.github.exo2micro.registration;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ParallelLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/** Independent pieces of work on images that are in memory already. */
public final class Parallel {

  private Parallel() {}

  /** One piece of the work. Called from several threads at once; touches no file. */
  @FunctionalInterface
  public interface Piece {
    /** @param index from 0 to count − 1 */
    void run(int index);
  }

  /**
   * Applies a function to every item; results come in the order of the items.
   *
   * @param executor runs the pieces; not called from one of its own threads
   * @throws CancellationException when interrupted
   */
  public static <T, R> List<R> map(List<T> items, Function<T, R> work, ExecutorService executor) {
    List<R> results = new ArrayList<>(Collections.nCopies(items.size(), null));
    forEach(items.size(), i -> results.set(i, work.apply(items.get(i))), executor, Math.max(1, items.size()));
    return results;
  }

  /**
   * Runs numbered pieces and waits for them, also after a failure.
   *
   * @param count how many
   * @param executor runs the pieces; not called from one of its own threads
   * @param threads pieces at once, at least 1
   * @throws CancellationException when interrupted
   */
  static void forEach(int count, Piece piece, ExecutorService executor, int threads) {
    try {
      new ParallelLoop(executor, threads).run(count, piece::run, Progress.none());
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted during the alignment");
      }
      throw new UncheckedIOException(e);
    }
  }
}
