package io.github.exo2micro.memory;

import io.github.exo2micro.image.ImageSize;

/**
 * How much memory one task takes at its peak.
 *
 * <p>{@code (H + 2 pad) (W + 2 pad) × 4 bytes × factor + base}, the base with a little for each thread. The original's factor is 6 (in words; 4 in its code)
 * because that many full-size float images coexist in it. This engine streams, so the first term is small.
 *
 * @param residentBytes peak resident size of the process that runs the task
 * @param heapBytes the Java heap that it needs: a child's -Xmx
 */
public record MemoryEstimate(long residentBytes, long heapBytes) {

  /**
   * Peak memory that grows with the image, in padded float32 images. Measured by {@code scripts/calibrate-memory} and set
   * just above the largest figure; {@code --peak-factor} overrides it.
   */
  public static final double PEAK_FACTOR_PER_TASK = 0.02;

  /** Tiles and SIFT's working memory of one thread: 5 MB measured, 25 MB at most. */
  private static final long BYTES_PER_THREAD = 10_000_000L;

  /** When it is not known how many threads a task will have. */
  private static final int USUAL_THREADS = 2;

  /** Checkpoints and working planes are float32. */
  private static final int BYTES_PER_PIXEL = 4;

  /** The estimate for one task with two threads. */
  public static MemoryEstimate of(ImageSize padded, HostKind host, double factor) {
    return of(padded, host, factor, USUAL_THREADS);
  }

  /**
   * The estimate for one task.
   *
   * @param padded size of the padded images
   * @param host the kind of process that runs the task
   * @param factor {@link #PEAK_FACTOR_PER_TASK} or the user's own, not negative
   * @param threads processor threads of the task, at least 1
   */
  public static MemoryEstimate of(ImageSize padded, HostKind host, double factor, int threads) {
    long growing = Math.round((double) padded.area() * BYTES_PER_PIXEL * factor);
    long resident = host.baseBytes() + threads * BYTES_PER_THREAD + growing;
    return new MemoryEstimate(resident, resident - host.outsideHeapBytes());
  }
}
