package io.github.exo2micro.microbes;

import java.util.List;
import java.util.Locale;

/**
 * What the smoothed difference of the background is: a straight line over the brightness of the aligned pre. A camera
 * offset that is off by a few grey levels moves it, a scale that is off tilts it; microbes do neither, and stain that
 * lies on some brightness alone bends it.
 *
 * @param lowest brightness from which on the line is known; below it stays as it is there
 * @param atLowest the difference there, grey levels
 * @param highest brightness up to which the line is known
 * @param atHighest the difference there, grey levels
 */
record Zero(double lowest, double atLowest, double highest, double atHighest) {

  /** The background is at zero. */
  static final Zero NONE = new Zero(0, 0, 1, 0);

  /** A line that lies nearer to zero than so many standard deviations everywhere moves no threshold that matters. */
  private static final double LITTLE = 0.25;

  /**
   * The background's difference at one brightness.
   *
   * @param brightness of the aligned pre
   * @param difference grey levels
   * @param sigma one standard deviation of it
   * @param pixels how many it was measured from
   */
  record Centre(double brightness, double difference, double sigma, double pixels) {}

  /**
   * The line from which the pixels' centres are the fewest standard deviations off in all. The sum of the distances is
   * what counts, not of their squares: stain that covers some brightness wholly has no say then. {@link #NONE} where it
   * lies at zero or little tells it.
   *
   * @param centres by rising brightness
   */
  static Zero through(List<Centre> centres) {
    Zero best = NONE;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < centres.size(); i++) {
      for (int j = i; j < centres.size(); j++) {
        Zero line = line(centres.get(i), centres.get(j), centres.get(0), centres.get(centres.size() - 1));
        double off = line.off(centres);
        if (off < least) {
          least = off;
          best = line;
        }
      }
    }
    Zero line = best;
    return centres.stream().allMatch(c -> Math.abs(line.of(c.brightness())) <= LITTLE * c.sigma()) ? NONE : line;
  }

  /** Through two centres; level where they are one. */
  private static Zero line(Centre a, Centre b, Centre first, Centre last) {
    double apart = b.brightness() - a.brightness();
    double slope = apart > 0 ? (b.difference() - a.difference()) / apart : 0;
    return new Zero(first.brightness(), a.difference() + slope * (first.brightness() - a.brightness()),
        last.brightness(), a.difference() + slope * (last.brightness() - a.brightness()));
  }

  private double off(List<Centre> centres) {
    double sum = 0;
    for (Centre c : centres) {
      sum += c.pixels() * Math.abs(c.difference() - of(c.brightness())) / Math.max(c.sigma(), 1e-12);
    }
    return sum;
  }

  /** This and what it has left. */
  Zero plus(Zero left) {
    return equals(NONE) ? left
        : new Zero(lowest, atLowest + left.of(lowest), highest, atHighest + left.of(highest));
  }

  /** Of this brightness. */
  double of(double level) {
    if (level <= lowest) {
      return atLowest;
    }
    return level >= highest ? atHighest
        : atLowest + (level - lowest) / (highest - lowest) * (atHighest - atLowest);
  }

  /** For a log; empty where the background is at zero. */
  String text() {
    return equals(NONE) ? ""
        : String.format(Locale.ROOT, "; the background lies at %+.3g (where pre is %.4g) to %+.3g (%.4g), taken off",
            atLowest, lowest, atHighest, highest);
  }
}
