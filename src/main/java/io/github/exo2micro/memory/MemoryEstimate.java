package io.github.exo2micro.memory;

import io.github.exo2micro.image.ImageSize;

/**
 * How much memory one task takes at its peak.
 *
 * <p>{@code (H + 2 pad) (W + 2 pad) × 4 bytes × factor + base}, the base with a little for each thread and for
 * compressed checkpoints, and less of it for small images. The original's factor is 6 (in words; 4 in its code) because
 * that many full-size float images coexist in it. This engine streams, so the first term is small.
 *
 * <p>It holds for a Java whose heap grows with what is held ({@code java.options}): the command line and every child. A
 * program with a large heap of its own, like a Fiji, may let garbage lie and grow beyond it in serial mode; what the
 * task needs is the same.
 *
 * @param residentBytes peak resident size of the process that runs the task
 * @param heapBytes the Java heap that it needs: a child's -Xmx
 * @param garbageBytes what of the resident size is garbage that a smaller heap would not let lie
 */
public record MemoryEstimate(long residentBytes, long heapBytes, long garbageBytes) {

  /**
   * Peak memory that grows with the image, in padded float32 images. Measured by {@code scripts/calibrate-memory} and
   * set just above the largest figure; {@code --peak-factor} overrides it.
   */
  public static final double PEAK_FACTOR_PER_TASK = 0.035;

  /** Tiles and SIFT's working memory of one thread. */
  private static final long BYTES_PER_THREAD = 10_000_000L;

  /** Strips of compressed checkpoints, packed and unpacked. */
  private static final long COMPRESSION_BYTES = 70_000_000L;

  /** Images below this do not fill the tiles and bands of rows that the base is for, padded bytes. */
  private static final long SMALL_BYTES = 200_000_000L;

  /** Two bands of rows for each of two outputs are held at once; a band has this many rows at least. */
  private static final int BANDS = 4;

  private static final int LOWEST_BAND = 16;

  /** A band of an image that is not wider than a quarter of a million pixels; that is in the base. */
  private static final long USUAL_BAND_BYTES = 16L << 20;

  /**
   * What the base is less for the smallest image. A process whose heap is not cut to the need fills it with garbage all
   * the same: pairs of 6 Mpx, bent or torn, with a local scale, run in a heap of 200 MB and hold 313 MB then, but up to
   * 416 MB with a heap of 1 GB.
   */
  private static final long SAVED_BY_SMALL = 100_000_000L;

  /** When it is not known how many threads a task will have. */
  private static final int USUAL_THREADS = 2;

  /** Checkpoints and working planes are float32. */
  private static final int BYTES_PER_PIXEL = 4;

  /** The estimate for one task with two threads and plain checkpoints. */
  public static MemoryEstimate of(ImageSize padded, HostKind host, double factor) {
    return of(padded, host, factor, USUAL_THREADS, false);
  }

  /**
   * The estimate for one task.
   *
   * @param padded size of the padded images
   * @param host the kind of process that runs the task
   * @param factor {@link #PEAK_FACTOR_PER_TASK} or the user's own, not negative
   * @param threads processor threads of the task, at least 1
   * @param compressed whether its checkpoints are compressed
   */
  public static MemoryEstimate of(ImageSize padded, HostKind host, double factor, int threads, boolean compressed) {
    double bytes = (double) padded.area() * BYTES_PER_PIXEL;
    long saved = Math.round(SAVED_BY_SMALL * Math.max(0, 1 - bytes / SMALL_BYTES));
    double wide = BANDS * Math.max(0, LOWEST_BAND * (double) padded.width() * BYTES_PER_PIXEL - USUAL_BAND_BYTES);
    long heap = rounded(
        (double) host.heapBytes() - saved + threads * BYTES_PER_THREAD + (compressed ? COMPRESSION_BYTES : 0)
            + bytes * factor + wide);
    long garbage = host == HostKind.IN_PROCESS ? saved : 0;
    return new MemoryEstimate(rounded((double) heap + host.besidesBytes() + garbage), heap, garbage);
  }

  /** The same with so many bytes more for strips and tiles that are decoded as a whole, see {@code RawHeader}. */
  public MemoryEstimate plus(long decodingBytes) {
    return new MemoryEstimate(rounded((double) residentBytes + decodingBytes),
        rounded((double) heapBytes + decodingBytes), garbageBytes);
  }

  /**
   * The resident size in a process that may use so much: garbage takes what room there is, but a task never fails for
   * want of room for it.
   *
   * @param limitBytes what the process's heap lets it use
   */
  long residentWithin(long limitBytes) {
    long least = residentBytes - garbageBytes;
    return Math.max(least, Math.min(residentBytes, limitBytes / 2));
  }

  /** Never overflows: what is too large for a long becomes the largest. */
  private static long rounded(double bytes) {
    return Math.round(bytes);
  }
}
