package io.github.exo2micro.memory;

/**
 * What kind of process runs a task, and what such a process costs apart from what grows with the image.
 *
 * <p>The figures are measured by {@code scripts/calibrate-memory}.
 */
public enum HostKind {
  /**
   * The calling process itself: serial mode. Its heap is not cut to the need, so that a little garbage may lie in it.
   */
  IN_PROCESS(250_000_000L, 160_000_000L),
  /** A child with the worker main and a lean class path. */
  WORKER(250_000_000L, 120_000_000L),
  /** A child that is a complete headless Fiji. */
  FIJI_WORKER(300_000_000L, 270_000_000L);

  private final long heapBytes;
  private final long besidesBytes;

  HostKind(long heapBytes, long besidesBytes) {
    this.heapBytes = heapBytes;
    this.besidesBytes = besidesBytes;
  }

  /** Java heap for bands of rows, tiles, features and pictures, whatever the image's size. */
  long heapBytes() {
    return heapBytes;
  }

  /**
   * What the process holds besides: code, classes, stacks, the collector's own, and garbage where the heap is larger.
   */
  public long besidesBytes() {
    return besidesBytes;
  }
}
