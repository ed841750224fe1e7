package io.github.exo2micro.subtraction;

/**
 * How many pixels have which log10(post / pre), apart for each level of brightness and, roughly, for regions of the
 * image.
 *
 * <p>Levels are of (log10 post + 2 log10 pre) / 3: pre counts twice because interpolation has taken more than half of
 * its noise variance, so that the level tells nothing about the ratio's noise and picking levels does not bias the
 * ratio. Regions are 16 sets of square blocks, mixed over the image; their scatter tells how far the scale is one
 * number for the whole image.
 */
public final class RatioCounts {

  private static final int BINS_PER_DEX = 1000;
  /** Width of a bin, dex. 0.23 %. */
  static final double BIN = 1.0 / BINS_PER_DEX;
  /** The lowest log10 ratio; everything under it is in the first bin. */
  static final double LOWEST = -4;
  static final int BINS = 8000;
  static final int LEVELS = 88;
  static final int REGIONS = 16;
  private static final int LEVELS_PER_DEX = 8;
  private static final double LOWEST_LEVEL = -5;

  private final int[] byLevel = new int[LEVELS * BINS];
  private final int[] ofRegion = new int[REGIONS * BINS];
  private long pixels;
  private long equal;
  private long saturated;

  private final int blockShift;
  private final WholeRatios whole;

  /**
   * @param block side of the blocks whose sets are told apart, px; rounded down to a power of two
   * @param whole which ratios the levels show whole
   */
  RatioCounts(int block, WholeRatios whole) {
    this.whole = whole;
    this.blockShift = 31 - Integer.numberOfLeadingZeros(block);
  }

  /** Counts pixels of row {@code y} by their logarithms. */
  void add(float[] logPosts, float[] logPres, int[] columns, int count, int y) {
    int[] byLevel = this.byLevel;
    int[] ofRegion = this.ofRegion;
    int row = (y >> blockShift) * 11;
    for (int i = 0; i < count; i++) {
      float logPost = logPosts[i];
      float logPre = logPres[i];
      int bin = index((logPost - logPre - (float) LOWEST) * BINS_PER_DEX, BINS);
      int level = index(((logPost + 2 * logPre) * (1f / 3) - (float) LOWEST_LEVEL) * LEVELS_PER_DEX, LEVELS);
      byLevel[level * BINS + bin]++;
      ofRegion[region(columns[i], row) * BINS + bin]++;
    }
  }

  void addPixels(long counted, long same, long tooBright) {
    pixels += counted;
    equal += same;
    saturated += tooBright;
  }

  void add(RatioCounts other) {
    for (int i = 0; i < byLevel.length; i++) {
      byLevel[i] += other.byLevel[i];
    }
    for (int i = 0; i < ofRegion.length; i++) {
      ofRegion[i] += other.ofRegion[i];
    }
    pixels += other.pixels;
    equal += other.equal;
    saturated += other.saturated;
  }

  /** Rounded down; what lies outside goes to the first or the last. */
  private static int index(float position, int length) {
    int index = (int) position;
    return index >= length ? length - 1 : index < 0 ? 0 : index;
  }

  private int region(int x, int row) {
    return (x >> blockShift) * 5 + row & REGIONS - 1;
  }

  /** Pixels counted. */
  long pixels() {
    return pixels;
  }

  /** Pixels with exactly the same value in both; many of them mean whole-number data under a whole-number shift. */
  long equal() {
    return equal;
  }

  /** Pixels left out because one of both is saturated. */
  long saturated() {
    return saturated;
  }

  /** Which ratios the levels show whole. */
  WholeRatios whole() {
    return whole;
  }

  /** The lowest log10 brightness of a level. */
  static double lowerEdge(int level) {
    return LOWEST_LEVEL + (double) level / LEVELS_PER_DEX;
  }

  /** The log10 brightness at which the next level begins. */
  static double upperEdge(int level) {
    return lowerEdge(level + 1);
  }

  /** The counts of one level, as a copy. */
  double[] level(int level) {
    double[] result = new double[BINS];
    for (int i = 0; i < BINS; i++) {
      result[i] = byLevel[level * BINS + i];
    }
    return result;
  }

  /** The counts of one region, as a copy. */
  double[] region(int region) {
    double[] result = new double[BINS];
    for (int i = 0; i < BINS; i++) {
      result[i] = ofRegion[region * BINS + i];
    }
    return result;
  }

  /** The counts of all levels. */
  double[] all() {
    double[] result = new double[BINS];
    for (int i = 0; i < byLevel.length; i++) {
      result[i % BINS] += byLevel[i];
    }
    return result;
  }

  /**
   * How much of the background a scale takes too much of: the share of the counted pixels whose ratio is below it.
   * About 0.5 where the scale fits, near 1 where too much is subtracted, near 0 where too little.
   *
   * @return 0 to 1; 0.5 when no pixel was counted
   */
  public double overSubtracted(double scale) {
    double place = (Math.log10(scale) - LOWEST) / BIN;
    int whole = (int) Math.floor(Math.max(0, Math.min(BINS, place)));
    double[] counts = all();
    double below = 0;
    double total = 0;
    for (int i = 0; i < BINS; i++) {
      total += counts[i];
      below += i < whole ? counts[i] : i == whole ? (place - whole) * counts[i] : 0;
    }
    return total == 0 ? 0.5 : below / total;
  }
}
