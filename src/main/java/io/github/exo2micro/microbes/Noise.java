package io.github.exo2micro.microbes;

import io.github.exo2micro.image.ImageSize;
import java.util.List;

/**
 * The noise of the smoothed difference anywhere in the frame: a curve over the brightness of the background, since
 * counts scatter more where there are more of them, times a factor for each region, since alignment and focus differ.
 * And where the background lies, which is not at zero when a camera's offset or the scale is a little off.
 *
 * @param levels brightness of the aligned pre, rising
 * @param sigmas one standard deviation there, grey levels of the difference
 * @param zero what the difference of the background is
 * @param columns regions across
 * @param factors one per region, row-major
 * @param least nowhere less than this, grey levels of the difference
 */
record Noise(double[] levels, double[] sigmas, Zero zero, int columns, float[] factors, double least) {

  /** Side of a region, px. */
  static final int REGION = 256;

  /** The same noise everywhere. */
  static Noise constant(double sigma, ImageSize size) {
    int columns = regions(size.width());
    float[] factors = new float[columns * regions(size.height())];
    java.util.Arrays.fill(factors, 1);
    return new Noise(new double[] {0}, new double[] {sigma}, Zero.NONE, columns, factors, 0);
  }

  /** The same, but nowhere less than so many grey levels. */
  Noise atLeast(double sigma) {
    return new Noise(levels, sigmas, zero, columns, factors, sigma);
  }

  static int regions(int side) {
    return (side + REGION - 1) / REGION;
  }

  /** From the curve alone. */
  double ofLevel(double level) {
    int last = levels.length - 1;
    if (level <= levels[0]) {
      return sigmas[0];
    }
    if (level >= levels[last]) {
      return sigmas[last];
    }
    int at = java.util.Arrays.binarySearch(levels, level);
    int next = at < 0 ? -at - 1 : at;
    if (next == 0) {
      return sigmas[0];
    }
    return between(next, level);
  }

  /** A region's factor, bilinear between the centres of regions. */
  double factor(double x, double y) {
    int rows = factors.length / columns;
    double u = Math.max(0, Math.min(columns - 1, x / REGION - 0.5));
    double v = Math.max(0, Math.min(rows - 1, y / REGION - 0.5));
    int left = Math.min((int) u, Math.max(0, columns - 2));
    int top = Math.min((int) v, Math.max(0, rows - 2));
    int right = Math.min(left + 1, columns - 1);
    int bottom = Math.min(top + 1, rows - 1);
    double s = u - left;
    double t = v - top;
    double above = factors[top * columns + left] * (1 - s) + factors[top * columns + right] * s;
    double below = factors[bottom * columns + left] * (1 - s) + factors[bottom * columns + right] * s;
    return above * (1 - t) + below * t;
  }

  /**
   * Replaces brightness along a row by the noise there, as {@link #at} gives it.
   *
   * @param values brightness, then one standard deviation, grey levels
   * @param count how many
   * @param x where the first is, px
   * @param step from one to the next, px
   * @param y of all
   */
  void replace(float[] values, int count, double x, int step, double y) {
    int rows = factors.length / columns;
    double v = Math.max(0, Math.min(rows - 1, y / REGION - 0.5));
    int top = Math.min((int) v, Math.max(0, rows - 2)) * columns;
    int bottom = Math.min(top + columns, (rows - 1) * columns);
    double t = v - Math.min((int) v, Math.max(0, rows - 2));
    int last = levels.length - 1;
    int next = Math.min(1, last);
    for (int i = 0; i < count; i++) {
      double level = values[i];
      double sigma;
      if (level <= levels[0]) {
        sigma = sigmas[0];
      } else if (level >= levels[last]) {
        sigma = sigmas[last];
      } else {
        // Neighbours are alike: the interval is near that of the one before.
        while (level > levels[next]) {
          next++;
        }
        while (level <= levels[next - 1]) {
          next--;
        }
        sigma = between(next, level);
      }
      double u = Math.max(0, Math.min(columns - 1, (x + (double) i * step) / REGION - 0.5));
      int left = Math.min((int) u, Math.max(0, columns - 2));
      int right = Math.min(left + 1, columns - 1);
      double s = u - left;
      double above = factors[top + left] * (1 - s) + factors[top + right] * s;
      double below = factors[bottom + left] * (1 - s) + factors[bottom + right] * s;
      values[i] = (float) Math.max(least, sigma * (above * (1 - t) + below * t));
    }
  }

  private double between(int next, double level) {
    double t = (level - levels[next - 1]) / (levels[next] - levels[next - 1]);
    return sigmas[next - 1] + t * (sigmas[next] - sigmas[next - 1]);
  }

  /** One standard deviation at a place, grey levels. */
  double at(double x, double y, double level) {
    return Math.max(least, ofLevel(level) * factor(x, y));
  }

  /** The curve as text, for a log. */
  String text() {
    List<String> points = new java.util.ArrayList<>();
    for (int i = 0; i < levels.length; i += Math.max(1, levels.length / 6)) {
      points.add(String.format(java.util.Locale.ROOT, "%.3g at %.4g", sigmas[i], levels[i]));
    }
    return String.join(", ", points) + zero.text();
  }
}
