package io.github.exo2micro.picture.chart;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Percentiles;

/**
 * Brightness for the eye: 0 at the 1st percentile of the positive pixels, 1 at the 99.7th, square root between, so that
 * faint tissue shows.
 *
 * @param low brightness shown as 0
 * @param high brightness shown as 1, above {@code low}
 */
record Shades(double low, double high) {

  static Shades of(FloatImage image) {
    Percentiles positive = Percentiles.ofPositive(Samples.of(image.pixels()));
    if (positive.count() == 0) {
      return new Shades(0, 1);
    }
    double low = positive.count() < 100 ? 0 : positive.at(1);
    double high = positive.at(99.7);
    return new Shades(low, high > low ? high : low + 1);
  }

  /** 0 to 255. */
  int level(double value) {
    double part = (value - low) / (high - low);
    return !(part > 0) ? 0 : part >= 1 ? 255 : (int) (255 * Math.sqrt(part) + 0.5);
  }
}
