package io.github.exo2micro.subtraction;

import io.github.exo2micro.image.Tile;
import java.util.Random;

/** A pair of small images by formula: grains of tissue with shot noise, post brightened by a factor and by microbes. */
final class StainedPair {

  static final int WIDTH = 613;
  static final int HEIGHT = 427;

  final float[] post = new float[WIDTH * HEIGHT];
  final float[] pre = new float[WIDTH * HEIGHT];

  /**
   * @param scale true factor of the background
   * @param brightness mean of pre, counts
   * @param microbes fraction of the pixels that are brighter in post
   * @param rounded whether values are whole numbers
   */
  static StainedPair of(double scale, double brightness, double microbes, boolean rounded) {
    StainedPair pair = new StainedPair();
    Random random = new Random(7);
    for (int i = 0; i < pair.post.length; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH;
      double tissue = brightness * (1 + 0.4 * Math.sin(x / 9.0) * Math.cos(y / 7.0) + 0.3 * Math.sin((x + y) / 31.0));
      double light = scale * tissue + (random.nextDouble() < microbes ? brightness * random.nextDouble() : 0);
      pair.post[i] = value(light + Math.sqrt(0.12 * light + 0.6) * random.nextGaussian(), rounded);
      pair.pre[i] = value(tissue + Math.sqrt(0.12 * tissue + 0.6) * random.nextGaussian(), rounded);
    }
    return pair;
  }

  /** Fine dark grains, hardly any noise; interpolation has taken a part of their contrast from pre, none from post. */
  static StainedPair sharp(double scale) {
    StainedPair pair = new StainedPair();
    Random random = new Random(11);
    double[] light = new double[WIDTH * HEIGHT];
    java.util.Arrays.fill(light, 1);
    for (int k = 0; k < 90000; k++) {
      int cx = 4 + random.nextInt(WIDTH - 8);
      int cy = 4 + random.nextInt(HEIGHT - 8);
      double depth = 0.6 * random.nextDouble();
      for (int y = cy - 3; y <= cy + 3; y++) {
        for (int x = cx - 3; x <= cx + 3; x++) {
          light[y * WIDTH + x] *= 1 - depth * Math.exp(-((x - cx) * (x - cx) + (y - cy) * (y - cy)) / 0.8);
        }
      }
    }
    for (int y = 1; y < HEIGHT - 1; y++) {
      for (int x = 1; x < WIDTH - 1; x++) {
        int i = y * WIDTH + x;
        double around = (light[i - 1] + light[i + 1] + light[i - WIDTH] + light[i + WIDTH]) / 4;
        pair.post[i] = value(scale * 4000 * light[i] + 8 * random.nextGaussian(), true);
        pair.pre[i] = value(4000 * (0.4 * light[i] + 0.6 * around) + 4 * random.nextGaussian(), true);
      }
    }
    return pair;
  }

  private static float value(double v, boolean rounded) {
    return (float) Math.max(0, rounded ? Math.rint(v) : v);
  }

  RatioCounts counts(SignalRange range) {
    return ratios(range).pixels();
  }

  PairRatios ratios(SignalRange range) {
    RatioHistogram histogram = new RatioHistogram(range, range);
    histogram.accept(new Tile(0, 0, WIDTH, HEIGHT), new float[][] {post, pre});
    return histogram.ratios();
  }

  StainedPair plus(float offset) {
    for (int i = 0; i < post.length; i++) {
      post[i] += offset;
      pre[i] += offset;
    }
    return this;
  }

  StainedPair times(float factor) {
    for (int i = 0; i < post.length; i++) {
      post[i] *= factor;
      pre[i] *= factor;
    }
    return this;
  }
}
