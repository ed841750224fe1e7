package io.github.exo2micro.geometry;

import java.util.stream.DoubleStream;

/** The middle one of some values: of an even number the larger of the two in the middle, so that it is one of them. */
public final class Median {

  /** Median length of a vector whose two components have a standard deviation of 1 (Rayleigh). */
  private static final double RAYLEIGH = 1.1774;

  private Median() {}

  /** 0 of no values; the array stays as it is. */
  public static double of(double[] values) {
    return of(DoubleStream.of(values));
  }

  /** 0 of no values. */
  public static double of(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  /**
   * The middle one of the first {@code count} values, which this puts in another order: a third of a sort's time (Hoare
   * 1961).
   *
   * @return 0 of no values; numbers that are none count as the largest
   */
  public static float ofFirst(float[] values, int count) {
    int middle = count / 2;
    int from = 0;
    int to = putNumbersFirst(values, count) - 1;
    while (from < to && middle <= to) {
      float pivot = values[(from + to) >>> 1];
      int i = from;
      int j = to;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          float swap = values[i];
          values[i++] = values[j];
          values[j--] = swap;
        }
      }
      if (middle <= j) {
        to = j;
      } else if (middle >= i) {
        from = i;
      } else {
        break;
      }
    }
    return count == 0 ? 0 : values[middle];
  }

  /** How many numbers there are. */
  private static int putNumbersFirst(float[] values, int count) {
    int numbers = count;
    for (int i = 0; i < numbers;) {
      if (values[i] == values[i]) {
        i++;
      } else {
        float none = values[i];
        values[i] = values[--numbers];
        values[numbers] = none;
      }
    }
    return numbers;
  }

  /** Standard deviation along each axis of two-dimensional residuals of such lengths; 0 of none. */
  public static double deviation(double[] lengths) {
    return of(lengths) / RAYLEIGH;
  }
}
