package io.github.exo2micro.image.tissue;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import java.util.Arrays;

/**
 * The logarithm of an image's brightness above its camera's offset, ln(1 + (v − level) / knee): a factor between two
 * stains becomes a constant, and dim tissue counts as much as bright.
 *
 * @param image the logarithms; 0 at and below the level and outside the frame
 * @param knee brightness from which on the logarithm is taken: below it, differences are noise or without meaning
 * @param noise one standard deviation of the image's pixels about the level, grey levels
 */
public record LogBrightness(FloatImage image, double knee, double noise) {

  private static final int MOST_SAMPLES = 120_000;
  /** Part of the brightest pixels' signal that is the least knee. */
  private static final double LEAST_KNEE = 0.01;
  private static final double DARK = 0.005;

  /**
   * @param image at any scale
   * @param inside the image's own pixels
   * @param offset of the camera; its noise is measured at this scale
   */
  public static LogBrightness of(FloatImage image, Tile inside, CameraOffset offset) {
    float[] sorted = sorted(image, inside);
    double level = offset.level();
    double noise = noise(sorted, level);
    double knee = knee(sorted, level, noise);
    FloatImage result = new FloatImage(image.width(), image.height());
    for (int y = inside.y(); y < inside.bottom(); y++) {
      for (int x = inside.x(); x < inside.right(); x++) {
        double above = image.at(x, y) - level;
        if (above > 0) {
          result.set(x, y, (float) Math.log1p(above / knee));
        }
      }
    }
    return new LogBrightness(result, knee, noise);
  }

  /**
   * The same without a clipping at the level, for an image that the tissue fills: asinh((v − level) / knee), which is a
   * straight line below the typical brightness and a logarithm above it. Where the offset is not known, the level is
   * the dark end of the image: nothing is called background.
   *
   * @param image at any scale
   * @param inside the image's own pixels
   * @param offset of the camera
   */
  public static LogBrightness unclipped(FloatImage image, Tile inside, CameraOffset offset) {
    float[] sorted = sorted(image, inside);
    double level = offset.isKnown() || sorted.length == 0 ? offset.level() : sorted[(int) (DARK * (sorted.length - 1))];
    double noise = noise(sorted, level);
    double typical = sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    double knee = Math.max(knee(sorted, level, noise), typical - level);
    FloatImage result = new FloatImage(image.width(), image.height());
    for (int y = inside.y(); y < inside.bottom(); y++) {
      for (int x = inside.x(); x < inside.right(); x++) {
        double u = (image.at(x, y) - level) / knee;
        result.set(x, y, (float) (Math.signum(u) * Math.log(Math.abs(u) + Math.sqrt(u * u + 1))));
      }
    }
    return new LogBrightness(result, knee, noise);
  }

  /** Some of the pixels, ascending. */
  static float[] sorted(FloatImage image, Tile inside) {
    int step = (int) Math.max(1, Math.ceil(Math.sqrt((double) inside.area() / MOST_SAMPLES)));
    float[] values = new float[inside.area()];
    int n = 0;
    for (int y = inside.y(); y < inside.bottom(); y += step) {
      for (int x = inside.x(); x < inside.right(); x += step) {
        values[n++] = image.at(x, y);
      }
    }
    values = Arrays.copyOf(values, n);
    Arrays.sort(values);
    return values;
  }

  /** The median distance of what lies below the level: 0.6745 sigma of a Gaussian; 0 when hardly anything does. */
  static double noise(float[] sorted, double level) {
    int below = 0;
    while (below < sorted.length && sorted[below] < level) {
      below++;
    }
    return below < Math.max(1, sorted.length / 200) ? 0 : 1.4826 * (level - sorted[below / 2]);
  }

  private static double knee(float[] sorted, double level, double noise) {
    double bright = sorted.length == 0 ? 0 : sorted[(int) (0.99 * (sorted.length - 1))];
    return Math.max(3 * noise, Math.max(LEAST_KNEE * Math.max(0, bright - level), 1e-6));
  }
}
