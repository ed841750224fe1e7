package io.github.exo2micro.geometry;

import java.util.Arrays;

/** The value below which a share of some values lies. */
public final class Quantile {

  private Quantile() {}

  /**
   * Linear between the neighbouring ranks; 0 of no values.
   *
   * @param values in any order; stay as they are
   * @param share 0 to 1
   */
  public static double of(double[] values, double share) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = sorted(values);
    double rank = share * (sorted.length - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }

  /** The value of the nearest rank, so that it is one of them; 0 of no values. Parameters as for {@link #of}. */
  public static double nearest(double[] values, double share) {
    return values.length == 0 ? 0 : sorted(values)[(int) Math.round(share * (values.length - 1))];
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
