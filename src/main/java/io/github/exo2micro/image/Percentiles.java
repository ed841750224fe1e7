package io.github.exo2micro.image;

import java.util.Arrays;

/**
 * Percentiles of small sets of pixels, linear between the neighbouring ranks (as NumPy's default).
 *
 * <p>Exact, and counted instead of sorted: one pass over the values for each percentile asked for, or two.
 */
public final class Percentiles {

  private static final int HALF = 1 << 16;

  private final float[] values;
  private final int count;
  /** How many values have an upper half (of their {@link #key}) of at most that index. */
  private final int[] upTo = new int[HALF];

  /** @param values shared, of which the first {@code count} count */
  private Percentiles(float[] values, int count) {
    this.values = values;
    this.count = count;
    for (int i = 0; i < count; i++) {
      upTo[key(values[i]) >>> 16]++;
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
    return new Percentiles(kept, n);
  }

  /** How many values they are made of. */
  public int count() {
    return count;
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
    if (count == 0) {
      throw new IllegalStateException("a percentile of no values");
    }
    double rank = percent / 100 * (count - 1);
    int below = (int) rank;
    Among lower = new Among(below);
    return rank == below ? lower.value(below)
        : lower.value(below) + (rank - below)
            * ((below + 1 < lower.end ? lower : new Among(below + 1)).value(below + 1) - lower.value(below));
  }

  /** The values whose keys have the upper half in common that a rank has. */
  private final class Among {
    private final int[] counts = new int[HALF];
    private final int high;
    /** The rank after the last of them. */
    private final int end;

    Among(int rank) {
      int found = Arrays.binarySearch(upTo, rank + 1);
      // of those that are as many the first; the others have no value of their own
      int first = found < 0 ? -found - 1 : found;
      while (first > 0 && upTo[first - 1] > rank) {
        first--;
      }
      high = first;
      end = upTo[high];
      for (int i = 0; i < count; i++) {
        int key = key(values[i]);
        if (key >>> 16 == high) {
          counts[key & HALF - 1]++;
        }
      }
    }

    float value(int rank) {
      int left = rank - (high == 0 ? 0 : upTo[high - 1]);
      int low = 0;
      while (left >= counts[low]) {
        left -= counts[low++];
      }
      return ofKey(high << 16 | low);
    }
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
