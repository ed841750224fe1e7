package io.github.exo2micro.microbes;

/**
 * One microbe's pixels, by row, then column.
 *
 * @param x columns
 * @param y rows
 * @param smoothed the smoothed difference there; not negative
 * @param raw the difference there
 * @param peak the largest smoothed value
 * @param sigma one standard deviation of the noise at the peak
 * @param edge whether the component touches the edge of the searched area
 */
record Spot(int[] x, int[] y, float[] smoothed, float[] raw, float peak, float sigma, boolean edge) {

  /** The centroid is taken of what is above this part of the peak: a neighbour's wing pulls less. */
  private static final double CORE = 0.4;
  /** A spot just above the threshold shows almost nothing of itself: no more is made up than this factor. */
  private static final double MOST_HIDDEN = 0.75;

  /** Area, px. */
  int area() {
    return x.length;
  }

  /** Column and row of the centroid, px; whole numbers are pixel centres. */
  double[] centre() {
    double floor = CORE * peak;
    double sum = 0;
    double sx = 0;
    double sy = 0;
    for (int i = 0; i < x.length; i++) {
      double weight = smoothed[i] - floor;
      if (weight > 0) {
        sum += weight;
        sx += weight * x[i];
        sy += weight * y[i];
      }
    }
    return new double[] {sx / sum, sy / sum};
  }

  /** Mean of the difference, grey levels. */
  double mean() {
    double sum = 0;
    for (float r : raw) {
      sum += r;
    }
    return sum / raw.length;
  }

  /** Largest difference, grey levels. */
  double largest() {
    float largest = raw[0];
    for (float r : raw) {
      largest = Math.max(largest, r);
    }
    return largest;
  }

  /**
   * The excess of the whole microbe, grey levels × px. Of a Gaussian spot of height A and any shape, the part of the
   * light within the contour at T is 1 − T/A; so what lies outside the contour is added.
   *
   * @param threshold T in standard deviations
   */
  double integrated(double threshold) {
    double sum = 0;
    for (float s : smoothed) {
      sum += s;
    }
    return sum / (1 - Math.min(MOST_HIDDEN, threshold * sigma / peak));
  }
}
