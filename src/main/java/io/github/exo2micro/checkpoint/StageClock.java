package io.github.exo2micro.checkpoint;

/** The wall time of one stage. */
public final class StageClock {

  private final long start = System.nanoTime();

  /** Seconds since it was made. */
  public double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
