package io.github.exo2micro.subtraction;

import java.util.List;

/** Sums, quantiles, peaks and widths of the fine histogram of {@link RatioCounts}, and of coarser ones made of it. */
final class Curve {

  private Curve() {}

  static double sum(double[] y) {
    double sum = 0;
    for (double v : y) {
      sum += v;
    }
    return sum;
  }

  /** log10 ratio under which the fraction p of a fine histogram lies; linear within a bin. */
  static double quantile(double[] fine, double p) {
    return quantile(fine, p, 0, fine.length);
  }

  private static double quantile(double[] fine, double p, int from, int to) {
    double total = 0;
    for (int i = from; i < to; i++) {
      total += fine[i];
    }
    double wanted = p * total;
    double seen = 0;
    for (int i = from; i < to; i++) {
      if (fine[i] > 0 && seen + fine[i] >= wanted) {
        return RatioCounts.LOWEST + (i + (wanted - seen) / fine[i]) * RatioCounts.BIN;
      }
      seen += fine[i];
    }
    return RatioCounts.LOWEST + to * RatioCounts.BIN;
  }

  /** The x near {@code start} that has as many counts within {@code half} to its left as to its right. */
  static double coreMedian(double[] fine, double start, double half) {
    double x = start;
    for (int round = 0; round < 30; round++) {
      int from = Math.max(0, (int) Math.floor((x - half - RatioCounts.LOWEST) / RatioCounts.BIN));
      int to = Math.min(fine.length, (int) Math.ceil((x + half - RatioCounts.LOWEST) / RatioCounts.BIN));
      double next = quantile(fine, 0.5, from, Math.max(from + 1, to));
      if (Math.abs(next - x) < 1e-6) {
        return next;
      }
      x = next;
    }
    return x;
  }

  /**
   * Where the histogram begins and ends: its 0.05th and 99.95th percentiles, but no further from the median than 12
   * times the left wing's width, so that 200 bins resolve the peak however wide the tail of the microbes is.
   */
  static double[] robustRange(double[] fine) {
    double median = quantile(fine, 0.5);
    double reach = 12 * Math.max(RatioCounts.BIN * 2, median - quantile(fine, 0.1587));
    double low = Math.max(quantile(fine, 0.0005), median - reach);
    double high = Math.min(quantile(fine, 0.9995), median + reach);
    double least = 20 * RatioCounts.BIN;
    return new double[] {Math.min(low, median - least), Math.max(high, median + least)};
  }

  static double[] rebin(double[] fine, int first, int perBin, int bins) {
    double[] result = new double[bins];
    for (int i = 0; i < bins * perBin; i++) {
      int at = first + i;
      if (at >= 0 && at < fine.length) {
        result[i / perBin] += fine[at];
      }
    }
    return result;
  }

  static double[] smooth(double[] y, int half) {
    double[] result = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      double sum = 0;
      for (int k = -half; k <= half; k++) {
        sum += y[Math.max(0, Math.min(y.length - 1, i + k))];
      }
      result[i] = sum / (2 * half + 1);
    }
    return result;
  }

  static int top(double[] y) {
    int best = 0;
    for (int i = 1; i < y.length; i++) {
      if (y[i] > y[best]) {
        best = i;
      }
    }
    return best;
  }

  /** Distance from the peak to where the curve has fallen to half on its left. */
  static double leftHalfWidth(double[] y, double peak, double lowest, double width) {
    int top = (int) Math.floor((peak - lowest) / width);
    int i = top;
    while (i > 0 && y[i] > y[top] / 2) {
      i--;
    }
    return Math.max(1, top - i) * width;
  }

  /** Standard deviation of the mean; 0 for fewer than two values. */
  static double errorOfMean(List<Double> values) {
    int n = values.size();
    if (n < 2) {
      return 0;
    }
    double mean = values.stream().mapToDouble(v -> v).average().orElse(0);
    double square = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(square / (n - 1) / n);
  }
}
