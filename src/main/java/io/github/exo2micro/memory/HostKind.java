package io.github.exo2micro.memory;

/**
 * What kind of process runs a task, and what such a process costs before it has seen a pixel.
 *
 * <p>The figures are measured by {@code scripts/calibrate-memory}.
 */
public enum HostKind {
  /** The calling process itself: serial mode. */
  IN_PROCESS(540_000_000L, 120_000_000L),
  /** A child with the worker main and a lean class path. */
  WORKER(400_000_000L, 120_000_000L),
  /** A child that is a complete headless Fiji. */
  FIJI_WORKER(700_000_000L, 320_000_000L);

  private final long baseBytes;
  private final long outsideHeapBytes;

  HostKind(long baseBytes, long outsideHeapBytes) {
    this.baseBytes = baseBytes;
    this.outsideHeapBytes = outsideHeapBytes;
  }

  /** Resident size of the process apart from what grows with the image: code, classes, tiles, features. */
  public long baseBytes() {
    return baseBytes;
  }

  /** The part of it that does not lie in the Java heap: code, classes, stacks, the collector's own. */
  public long outsideHeapBytes() {
    return outsideHeapBytes;
  }
}
