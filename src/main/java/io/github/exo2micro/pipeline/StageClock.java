package io.github.exo2micro.pipeline;

/** The wall time of one stage. */
final class StageClock {

  private final long start = System.nanoTime();

  /** Seconds since it was made. */
  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
