package io.github.exo2micro.image;

import io.github.exo2micro.Progress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs independent numbered pieces of work on several threads; each piece writes to a place of its own. */
public final class ParallelLoop {

  private final ExecutorService executor;
  private final int threads;

  /**
   * @param executor runs the pieces; owned and closed by the caller, who is none of its threads
   * @param threads pieces at once, at least 1
   */
  public ParallelLoop(ExecutorService executor, int threads) {
    this.executor = executor;
    this.threads = threads;
  }

  /** One piece of the work. Called from several threads at once. */
  @FunctionalInterface
  public interface Piece {
    /** @param index from 0 to count − 1 */
    void run(int index) throws IOException;
  }

  /**
   * Runs all pieces and waits for them, also after a failure, so that nobody is at work when it returns.
   *
   * @param count how many
   * @param piece the work
   * @param progress gets the fraction done; asked for cancellation at every piece
   * @throws IOException when a piece threw one, or the wait was interrupted
   * @throws java.util.concurrent.CancellationException when cancelled
   */
  public void run(int count, Piece piece, Progress progress) throws IOException {
    start(count, piece, progress).await();
  }

  /**
   * Begins all pieces and returns at once; the caller does something else and then waits.
   *
   * @param count how many
   * @param piece the work
   * @param progress as in {@link #run}
   */
  public Running start(int count, Piece piece, Progress progress) {
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    List<Future<?>> futures = new ArrayList<>();
    for (int t = 0; t < Math.min(threads, count); t++) {
      futures.add(executor.submit(() -> {
        try {
          for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            piece.run(i);
            progress.report((double) done.incrementAndGet() / count);
          }
        } catch (IOException | RuntimeException | Error e) {
          next.set(count);
          throw e;
        }
        return null;
      }));
    }
    return new Running(futures, next, count);
  }

  /** Pieces at work. */
  public static final class Running {
    private final List<Future<?>> futures;
    private final AtomicInteger next;
    private final int count;

    private Running(List<Future<?>> futures, AtomicInteger next, int count) {
      this.futures = futures;
      this.next = next;
      this.count = count;
    }

    /** Begins no further piece and waits until nobody is at work; what goes wrong meanwhile is not told. */
    void settle() {
      next.set(count);
      try {
        await();
      } catch (IOException | RuntimeException | Error e) {
        // Something else has gone wrong before, and that is what is told.
      }
    }

    /**
     * Waits until nobody is at work, then lets the first failure out.
     *
     * @throws IOException when a piece threw one, or the wait was interrupted
     */
    public void await() throws IOException {
      Throwable failure = null;
      boolean interrupted = false;
      for (Future<?> future : futures) {
        boolean waiting = true;
        while (waiting) {
          try {
            future.get();
            waiting = false;
          } catch (ExecutionException e) {
            failure = failure == null ? e.getCause() : failure;
            waiting = false;
          } catch (InterruptedException e) {
            interrupted = true;
            next.set(count);
          }
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
      if (failure instanceof IOException io) {
        throw io;
      }
      if (failure instanceof RuntimeException runtime) {
        throw runtime;
      }
      if (failure instanceof Error error) {
        throw error;
      }
    }
  }
}
