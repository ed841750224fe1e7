package io.github.exo2micro.image;

import java.util.Arrays;

/** Percentiles of small sets of pixels, linear between the neighbouring ranks (as NumPy's default). */
public final class Percentiles {

  private final float[] sorted;

  private Percentiles(float[] sorted) {
    this.sorted = sorted;
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
  public static Percentiles above(float[] values, float limit) {
    float[] kept = new float[values.length];
    int n = 0;
    for (float v : values) {
      if (v > limit) {
        kept[n++] = v;
      }
    }
    kept = Arrays.copyOf(kept, n);
    Arrays.sort(kept);
    return new Percentiles(kept);
  }

  /** How many values they are made of. */
  public int count() {
    return sorted.length;
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
    if (sorted.length == 0) {
      throw new IllegalStateException("a percentile of no values");
    }
    double rank = percent / 100 * (sorted.length - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }
}
