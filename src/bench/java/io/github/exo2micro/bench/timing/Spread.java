package io.github.exo2micro.bench.timing;

import java.util.Collection;

/** Median and 95th percentile, px of post; NaN where not known. */
public record Spread(double median, double p95) {
  static final Spread UNKNOWN = new Spread(Double.NaN, Double.NaN);

  /** Of the finite values, interpolated; NaN when there is none. */
  public static double quantile(Collection<Double> values, double q) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = q * (sorted.length - 1);
    int low = (int) at;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }
}
