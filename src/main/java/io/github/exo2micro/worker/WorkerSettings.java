package io.github.exo2micro.worker;

import java.time.Duration;

/**
 * How a child is started and ended.
 *
 * @param heapBytes its Java heap at most
 * @param threads processor threads of one task
 * @param startLimit how long it may take until it is ready
 * @param grace how long it may take to end when asked politely
 */
public record WorkerSettings(long heapBytes, int threads, Duration startLimit, Duration grace) {

  /**
   * A complete headless Fiji took 17 s on a slow disk, and over two minutes where twenty processes shared two cores.
   */
  private static final Duration START_LIMIT = Duration.ofSeconds(300);
  private static final Duration GRACE = Duration.ofSeconds(3);

  /** With the usual limits. */
  public static WorkerSettings of(long heapBytes, int threads) {
    return new WorkerSettings(heapBytes, threads, START_LIMIT, GRACE);
  }
}
