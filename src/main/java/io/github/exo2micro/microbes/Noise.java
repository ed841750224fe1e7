package io.github.exo2micro.microbes;

import io.github.exo2micro.image.ImageSize;
import java.util.List;

/**
 * The noise of the smoothed difference anywhere in the frame: a curve over the brightness of the background, since
 * counts scatter more where there are more of them, times a factor for each region, since alignment and focus differ.
 *
 * @param levels brightness of the aligned pre, rising
 * @param sigmas one standard deviation there, grey levels of the difference
 * @param columns regions across
 * @param factors one per region, row-major
 * @param least nowhere less than this, grey levels of the difference
 */
record Noise(double[] levels, double[] sigmas, int columns, float[] factors, double least) {

  /** Side of a region, px. */
  static final int REGION = 256;

  /** The same noise everywhere. */
  static Noise constant(double sigma, ImageSize size) {
    int columns = regions(size.width());
    float[] factors = new float[columns * regions(size.height())];
    java.util.Arrays.fill(factors, 1);
    return new Noise(new double[] {0}, new double[] {sigma}, columns, factors, 0);
  }

  /** The same, but nowhere less than so many grey levels. */
  Noise atLeast(double sigma) {
    return new Noise(levels, sigmas, columns, factors, sigma);
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
    double t = (level - levels[next - 1]) / (levels[next] - levels[next - 1]);
    return sigmas[next - 1] + t * (sigmas[next] - sigmas[next - 1]);
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
    return String.join(", ", points);
  }
}
