package io.github.exo2micro.subtraction.field;

/**
 * The peak of one region's histogram. Microbes only brighten post, so the peak's width is taken from its lower wing,
 * and its position is where as many pixels lie within that width below as above.
 *
 * @param position in bins from the left edge of the first
 * @param sigma one standard deviation of it, bins
 * @param pixels counted in all
 */
record RegionMode(double position, double sigma, int pixels) {

  private static final int SMOOTH = 3;

  static RegionMode of(int[] counts, int from) {
    int bins = RegionCounts.BINS;
    double[] sums = new double[bins + 1];
    for (int i = 0; i < bins; i++) {
      sums[i + 1] = sums[i] + counts[from + i];
    }
    int pixels = (int) sums[bins];
    if (pixels == 0) {
      return new RegionMode(0, Double.POSITIVE_INFINITY, 0);
    }
    int half = window(sums, pixels);
    int top = 0;
    double highest = -1;
    for (int i = 0; i < bins; i++) {
      double inside = between(sums, i - half, i + half + 1);
      if (inside > highest) {
        highest = inside;
        top = i;
      }
    }
    double below = lowerWidth(sums, top, half);
    double reach = Math.max(1.5 * below, 2);
    double position = balance(sums, start(sums, top, half, reach), reach);
    double near = between(sums, position - below, position + below);
    return new RegionMode(position, 1.25 * below / Math.sqrt(Math.max(1, near)) + 0.02, pixels);
  }

  /** Half the width of the box that finds the peak: wide enough to see a hundred pixels where they are fewest. */
  private static int window(double[] sums, int pixels) {
    double low = quantile(sums, 0.16 * pixels);
    double middle = quantile(sums, 0.5 * pixels);
    return Math.max(SMOOTH, (int) Math.round((middle - low) / 3));
  }

  /** How far below the peak the smoothed histogram has fallen to six tenths: one standard deviation of a Gaussian. */
  private static double lowerWidth(double[] sums, int top, int half) {
    double wanted = 0.6 * between(sums, top - half, top + half + 1);
    int i = top;
    while (i > 0 && between(sums, i - half, i + half + 1) > wanted) {
      i--;
    }
    return Math.max(1, top - i);
  }

  /** The box's middle; of a peak so narrow that it lies at the box's edge, out of reach, where the peak is. */
  private static double start(double[] sums, int top, int half, double reach) {
    double middle = top + 0.5;
    double inBox = between(sums, top - half, top + half + 1);
    return between(sums, middle - reach, middle + reach) >= inBox / 2 ? middle
        : quantile(sums, at(sums, top - half) + inBox / 2);
  }

  private static double balance(double[] sums, double start, double reach) {
    double x = start;
    for (int round = 0; round < 20; round++) {
      double low = at(sums, x - reach);
      double next = quantile(sums, (low + at(sums, x + reach)) / 2);
      if (Math.abs(next - x) < 1e-3) {
        return next;
      }
      x = next;
    }
    return x;
  }

  private static double between(double[] sums, double from, double to) {
    return at(sums, to) - at(sums, from);
  }

  /** Counts left of a position, linear within a bin. */
  private static double at(double[] sums, double x) {
    if (x <= 0) {
      return 0;
    }
    int i = (int) x;
    return i >= sums.length - 1 ? sums[sums.length - 1] : sums[i] + (x - i) * (sums[i + 1] - sums[i]);
  }

  private static double quantile(double[] sums, double wanted) {
    int low = 0;
    int high = sums.length - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (sums[middle] < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double inside = sums[high] - sums[low];
    return inside == 0 ? low : low + (wanted - sums[low]) / inside;
  }
}
