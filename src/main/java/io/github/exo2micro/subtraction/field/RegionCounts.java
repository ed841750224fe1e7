package io.github.exo2micro.subtraction.field;

import io.github.exo2micro.image.Tile;
import java.util.ArrayList;
import java.util.List;

/**
 * Histograms of log10(post / pre), one for each square region of post: up to about 6000 regions of 256 bins, 6 MB in
 * all. Counted by the way, from the logarithms that the global histogram needs as well.
 *
 * <p>Thread-safe by {@link Counter}s, one per thread; whole numbers, so neither threads nor the order of tiles matter.
 */
public final class RegionCounts {

  static final int BINS = 256;
  /** Width of a bin, dex: 1.2 %. The mode of a few thousand pixels is found to a small part of it. */
  static final double BIN = 0.005;
  private static final int MOST_REGIONS = 6000;
  private static final int SMALLEST = 48;
  private static final int FEWEST_PIXELS = 400;

  private final Tile frame;
  private final int side;
  private final int columns;
  private final float lowest;
  private final float lowestLevel;
  private final int[] counts;

  /**
   * @param frame where post lies on the canvas
   * @param centre log10 of about the ratio; what lies 0.64 dex or more away is not counted
   * @param lowestLevel (log10 post + 2 log10 pre) / 3 that a pixel must have: fainter ones are noise
   */
  public RegionCounts(Tile frame, double centre, double lowestLevel) {
    this.frame = frame;
    int wanted = (int) Math.ceil(Math.sqrt((double) frame.width() * frame.height() / MOST_REGIONS) / 16) * 16;
    this.side = Math.max(SMALLEST, wanted);
    this.columns = (frame.width() + side - 1) / side;
    this.lowest = (float) (centre - BINS / 2 * BIN);
    this.lowestLevel = (float) lowestLevel;
    this.counts = new int[columns * ((frame.height() + side - 1) / side) * BINS];
  }

  /** Side of a region, px. */
  public int side() {
    return side;
  }

  /** Where post lies on the canvas. */
  public Tile frame() {
    return frame;
  }

  /** What one thread counts with. */
  public Counter counter() {
    return new Counter();
  }

  /** Collects one row of regions at a time and adds it to the whole. Not thread-safe; {@link #flush} ends a tile. */
  public final class Counter {
    private final int[] row = new int[columns * BINS];
    private int regionRow = -1;
    private int first = Integer.MAX_VALUE;
    private int last = -1;

    /** Counts pixels of row {@code y} by their logarithms; {@code xs} rise. */
    public void add(float[] logPosts, float[] logPres, int[] xs, int count, int y) {
      if (count == 0 || y < frame.y() || y >= frame.bottom()) {
        return;
      }
      int at = (y - frame.y()) / side;
      if (at != regionRow) {
        flush();
        regionRow = at;
      }
      int from = 0;
      while (from < count && xs[from] < frame.x()) {
        from++;
      }
      while (from < count && xs[from] < frame.right()) {
        int column = (xs[from] - frame.x()) / side;
        int end = Math.min(frame.right(), frame.x() + (column + 1) * side);
        from = region(logPosts, logPres, xs, from, count, end, column * BINS);
        first = Math.min(first, column);
        last = Math.max(last, column);
      }
    }

    /** Counts what lies left of {@code end}; gives the index of the first pixel that does not. */
    private int region(float[] logPosts, float[] logPres, int[] xs, int from, int count, int end, int base) {
      int i = from;
      while (i < count && xs[i] < end) {
        float p = logPosts[i];
        float q = logPres[i];
        int bin = (int) ((p - q - lowest) * (float) (1 / BIN) + 1) - 1;
        if (bin >= 0 && bin < BINS && p + 2 * q >= 3 * lowestLevel) {
          row[base + bin]++;
        }
        i++;
      }
      return i;
    }

    /** Adds what was collected to the whole. */
    public void flush() {
      if (last < 0) {
        return;
      }
      int to = regionRow * columns * BINS;
      synchronized (counts) {
        for (int i = first * BINS; i < (last + 1) * BINS; i++) {
          counts[to + i] += row[i];
        }
      }
      java.util.Arrays.fill(row, first * BINS, (last + 1) * BINS, 0);
      first = Integer.MAX_VALUE;
      last = -1;
    }
  }

  /** The ratios of the regions that show enough tissue; to be asked when the sweep is over. */
  List<RegionRatio> ratios() {
    List<RegionRatio> ratios = new ArrayList<>();
    for (int region = 0; region < counts.length / BINS; region++) {
      Tile tile = new Tile(frame.x() + region % columns * side, frame.y() + region / columns * side, side, side)
          .intersect(frame);
      RegionMode mode = RegionMode.of(counts, region * BINS);
      if (mode.pixels() >= Math.max(FEWEST_PIXELS, tile.area() / 10)) {
        ratios.add(new RegionRatio(tile.x() + (tile.width() - 1) / 2.0, tile.y() + (tile.height() - 1) / 2.0,
            lowest + mode.position() * BIN, mode.sigma() * BIN, mode.pixels()));
      }
    }
    return ratios;
  }
}
