package io.github.exo2micro.image;

import java.util.Arrays;

/**
 * Percentiles of small sets of pixels, linear between the neighbouring ranks (as NumPy's default).
 *
 * <p>Exact, and counted instead of sorted: two passes over the values for each percentile asked for.
 */
public final class Percentiles {

  private static final int HALF = 1 << 16;

  private final float[] values;
  /** How many values have an upper half (of their {@link #key}) of at most that index. */
  private final int[] upTo = new int[HALF];

  private Percentiles(float[] values) {
    this.values = values;
    for (float v : values) {
      upTo[key(v) >>> 16]++;
    }
    for (int i = 1; i < HALF; i++) {
      upTo[i] += upTo[i - 1];
    }
  }

  /** Of all values but NaN. The array is copied. */
  public static Percentiles of(float[] values) {
    return above(values, Float.NEGATIVE_INFINITY);
  }

  /** Of the values above 0. */
  public static Percentiles ofPositive(float[] values) {
    return above(values, 0);
  }

  /** Of the values above a limit. */
  static Percentiles above(float[] values, float limit) {
    float[] kept = new float[values.length];
    int n = 0;
    for (float v : values) {
      if (v > limit) {
        kept[n++] = v;
      }
    }
    return new Percentiles(Arrays.copyOf(kept, n));
  }

  /** How many values they are made of. */
  public int count() {
    return values.length;
  }

  /**
   * The value below which {@code percent} per cent of the values are.
   *
   * @param percent 0 to 100
   * @throws IllegalStateException when there is no value
   */
  public double at(double percent) {
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException("percentile " + percent);
    }
    if (values.length == 0) {
      throw new IllegalStateException("a percentile of no values");
    }
    double rank = percent / 100 * (values.length - 1);
    int below = (int) rank;
    float lower = ofRank(below);
    return rank == below ? lower : lower + (rank - below) * (ofRank(below + 1) - lower);
  }

  private float ofRank(int rank) {
    int high = 0;
    while (upTo[high] <= rank) {
      high++;
    }
    int[] counts = new int[HALF];
    for (float v : values) {
      int key = key(v);
      if (key >>> 16 == high) {
        counts[key & HALF - 1]++;
      }
    }
    int left = rank - (high == 0 ? 0 : upTo[high - 1]);
    int low = 0;
    while (left >= counts[low]) {
      left -= counts[low++];
    }
    return ofKey(high << 16 | low);
  }

  /** A whole number whose unsigned order is that of the floats. */
  private static int key(float value) {
    int bits = Float.floatToRawIntBits(value);
    return bits ^ (bits >> 31 | Integer.MIN_VALUE);
  }

  private static float ofKey(int key) {
    return Float.intBitsToFloat(key < 0 ? key ^ Integer.MIN_VALUE : ~key);
  }
}
