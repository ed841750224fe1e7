package io.github.exo2micro.registration.boundary;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import java.util.Arrays;

/**
 * What an image shows where no tissue is: the camera's offset and the spread about it.
 *
 * <p>The level is the commonest brightness among the darker three quarters of the pixels (half-sample mode: Bickel and
 * Frühwirth 2006, doi:10.1016/j.csda.2005.07.011), so that neither a few pixels of faint background nor the tissue move
 * it; 0 when there are clean zeros. Padding must not be among the pixels.
 *
 * @param level grey levels
 * @param noise standard deviation about the level, from the pixels below it; grey levels
 * @param bright 99th percentile of all pixels, grey levels
 */
record Background(double level, double noise, double bright) {

  private static final int MOST_SAMPLES = 120_000;

  /** The smallest rectangle that holds every pixel above or below 0, made smaller by the blocks on its edge. */
  static Tile dataRegion(FloatImage image) {
    int left = image.width();
    int right = -1;
    int top = image.height();
    int bottom = -1;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        if (image.at(x, y) != 0) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = y;
        }
      }
    }
    // a block on the edge is partly padding: its mean says nothing
    int inset = right - left > 16 && bottom - top > 16 ? 1 : 0;
    return right < 0 ? new Tile(0, 0, 0, 0)
        : new Tile(left + inset, top + inset, right - left + 1 - 2 * inset, bottom - top + 1 - 2 * inset);
  }

  /** Estimates from the pixels inside a region. */
  static Background of(FloatImage image, Tile region) {
    if (region.isEmpty()) {
      return new Background(0, 0, 0);
    }
    int step = (int) Math.max(1, Math.ceil(Math.sqrt((double) region.area() / MOST_SAMPLES)));
    float[] values = new float[region.area()];
    int n = 0;
    for (int y = region.y(); y < region.bottom(); y += step) {
      for (int x = region.x(); x < region.right(); x += step) {
        values[n++] = image.at(x, y);
      }
    }
    values = Arrays.copyOf(values, n);
    Arrays.sort(values);
    double bright = values[(int) (0.99 * (n - 1))];
    double level = level(values, bright);
    int below = 0;
    while (below < n && values[below] < level) {
      below++;
    }
    // the median distance below the mode is 0.6745 sigma of a Gaussian
    double noise = below < n / 200 ? 0 : 1.4826 * (level - values[below / 2]);
    return new Background(level, noise, bright);
  }

  private static double level(float[] sorted, double bright) {
    int n = sorted.length;
    int clean = 0;
    while (clean < n && sorted[clean] <= 1e-4 * bright) {
      clean++;
    }
    if (clean > n / 50) {
      return 0;
    }
    int from = 0;
    int to = (int) Math.ceil(0.75 * n);
    while (to - from > 3) {
      int half = (to - from + 1) / 2;
      int best = from;
      for (int i = from; i + half <= to; i++) {
        if (sorted[i + half - 1] - sorted[i] < sorted[best + half - 1] - sorted[best]) {
          best = i;
        }
      }
      from = best;
      to = best + half;
    }
    return sorted[(from + to) / 2];
  }

  /** Brightness whose logarithm is taken from here on: below it, differences are noise or without meaning. */
  double knee() {
    double signal = Math.max(0, bright - level);
    return Math.max(3 * noise, Math.max(0.01 * signal, 1e-6));
  }

  /**
   * The logarithm of the brightness above the level, ln(1 + (v − level) / knee), 0 at and below the level and outside the
   * region: a factor between two stains becomes a constant, and dim tissue counts as much as bright.
   */
  FloatImage logarithm(FloatImage image, Tile region) {
    FloatImage result = new FloatImage(image.width(), image.height());
    double knee = knee();
    for (int y = region.y(); y < region.bottom(); y++) {
      for (int x = region.x(); x < region.right(); x++) {
        double above = image.at(x, y) - level;
        if (above > 0) {
          result.set(x, y, (float) Math.log1p(above / knee));
        }
      }
    }
    return result;
  }
}
