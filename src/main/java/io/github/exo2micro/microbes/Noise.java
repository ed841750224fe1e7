package io.github.exo2micro.microbes;

import io.github.exo2micro.image.ImageSize;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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
 * @param shifts by how many of the curve's standard deviations a region's background lies beside {@code zero},
 *     row-major
 * @param least nowhere less than this, grey levels of the difference
 */
record Noise(double[] levels, double[] sigmas, Zero zero, int columns, float[] factors, float[] shifts,
    double least) {

  /** Side of a region, px. */
  static final int REGION = 256;

  /** The same noise everywhere. */
  static Noise constant(double sigma, ImageSize size) {
    int columns = regions(size.width());
    float[] factors = new float[columns * regions(size.height())];
    Arrays.fill(factors, 1);
    return new Noise(new double[] {0}, new double[] {sigma}, Zero.NONE, columns, factors,
        new float[factors.length], 0);
  }

  /** The same, but nowhere less than so many grey levels. */
  Noise atLeast(double sigma) {
    return new Noise(levels, sigmas, zero, columns, factors, shifts, sigma);
  }

  /** The same of an image whose values are so many times as large. */
  Noise times(double factor) {
    return factor == 1 ? this
        : new Noise(Arrays.stream(levels).map(l -> l * factor).toArray(),
            Arrays.stream(sigmas).map(s -> s * factor).toArray(), zero.times(factor), columns, factors, shifts,
            least * factor);
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
    int at = Arrays.binarySearch(levels, level);
    int next = at < 0 ? -at - 1 : at;
    if (next == 0) {
      return sigmas[0];
    }
    return between(next, level);
  }

  /** A region's factor, bilinear between the centres of regions. */
  double factor(double x, double y) {
    return joined(factors, x, y);
  }

  /** By how many of the curve's standard deviations the background lies beside zero, joined in the same way. */
  double shift(double x, double y) {
    return joined(shifts, x, y);
  }

  private double joined(float[] regions, double x, double y) {
    int rows = regions.length / columns;
    double u = Math.max(0, Math.min(columns - 1, x / REGION - 0.5));
    double v = Math.max(0, Math.min(rows - 1, y / REGION - 0.5));
    int left = Math.min((int) u, Math.max(0, columns - 2));
    int top = Math.min((int) v, Math.max(0, rows - 2));
    int right = Math.min(left + 1, columns - 1);
    int bottom = Math.min(top + 1, rows - 1);
    double s = u - left;
    double t = v - top;
    double above = regions[top * columns + left] * (1 - s) + regions[top * columns + right] * s;
    double below = regions[bottom * columns + left] * (1 - s) + regions[bottom * columns + right] * s;
    return above * (1 - t) + below * t;
  }

  /**
   * Replaces brightness along a row by the noise there, as {@link #at} gives it, and puts beside it where the region's
   * background lies.
   *
   * @param values brightness, then one standard deviation, grey levels
   * @param background gets the level above {@code zero} of the background, grey levels
   * @param count how many
   * @param x where the first is, px
   * @param step from one to the next, px
   * @param y of all
   */
  void replace(float[] values, float[] background, int count, double x, int step, double y) {
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
      values[i] = (float) Math.max(least, sigma * mixed(factors, top, bottom, left, right, s, t));
      background[i] = (float) (sigma * mixed(shifts, top, bottom, left, right, s, t));
    }
  }

  private static double mixed(float[] regions, int top, int bottom, int left, int right, double s, double t) {
    double above = regions[top + left] * (1 - s) + regions[top + right] * s;
    double below = regions[bottom + left] * (1 - s) + regions[bottom + right] * s;
    return above * (1 - t) + below * t;
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
      points.add(String.format(Locale.ROOT, "%.3g at %.4g", sigmas[i], levels[i]));
    }
    return String.join(", ", points) + zero.text();
  }

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
     * The line from which the pixels' centres are the fewest standard deviations off in all. The sum of the distances
     * is what counts, not of their squares: stain that covers some brightness wholly has no say then. {@link #NONE}
     * where it lies at zero or little tells it.
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

    /** The same of an image whose values are so many times as large. */
    Zero times(double factor) {
      return equals(NONE) ? NONE
          : new Zero(lowest * factor, atLowest * factor, highest * factor, atHighest * factor);
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
}
