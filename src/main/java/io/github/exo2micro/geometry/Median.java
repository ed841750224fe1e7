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

  /** Standard deviation along each axis of two-dimensional residuals of such lengths; 0 of none. */
  public static double deviation(double[] lengths) {
    return of(lengths) / RAYLEIGH;
  }
}
