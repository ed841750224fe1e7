package io.github.exo2micro.demo;

import io.github.exo2micro.image.ImageSize;

/**
 * The light of a made-up section of rock or tissue, as a function of the place: known between the pixels too, so that a
 * turned image of it needs no interpolation and the truth is exact. Brightness is 0 outside and about 20 to 170 inside.
 *
 * <p>Not to be shared by threads.
 */
final class DemoTissue {

  private static final int ANGLES = 4096;

  private final double cx;
  private final double cy;
  private final double fx;
  private final double fy;
  private final double[] outline = new double[ANGLES + 1];
  private final SmoothNoise edge;
  private final Grains minerals;
  private final Grains crystals;
  private final Grains grit;
  private final SmoothNoise[] noise;

  /**
   * @param size of the frame that it lies in the middle of
   * @param fill part of the frame's side that is its mean half axis
   */
  DemoTissue(long seed, ImageSize size, double fill) {
    cx = (size.width() - 1) / 2.0;
    cy = (size.height() - 1) / 2.0;
    fx = fill * size.width();
    fy = fill * size.height();
    for (int i = 0; i <= ANGLES; i++) {
      double r = 1;
      for (int k = 2; k < 14; k++) {
        double height = (0.35 + 0.65 * Hash.uniform(seed, k, 1)) * 0.10 / Math.pow(k, 0.8);
        r += height * Math.cos(k * (2 * Math.PI * i / ANGLES) + 2 * Math.PI * Hash.uniform(seed, k, 2));
      }
      outline[i] = Math.min(r, 1.13);
    }
    edge = new SmoothNoise(seed + 10, 30);
    minerals = new Grains(seed + 20, 130, 5, 0.45);
    crystals = new Grains(seed + 30, 43, 4, 0.25);
    grit = new Grains(seed + 40, 13, 3, 0.18);
    noise = new SmoothNoise[] {new SmoothNoise(seed + 50, 4), new SmoothNoise(seed + 51, 11),
        new SmoothNoise(seed + 52, 37), new SmoothNoise(seed + 53, Math.max(200, size.longestSide() / 7.0))};
  }

  /** How far inside the tissue a place is: 0 outside, 1 inside, between the two along 6 px. */
  double inside(double x, double y) {
    double u = (x - cx) / fx;
    double v = (y - cy) / fy;
    double r = Math.sqrt(u * u + v * v);
    if (r > 1.2) {
      return 0;
    }
    if (r < 0.4) {
      return 1;
    }
    double turn = (Math.atan2(v, u) / (2 * Math.PI) + 1) % 1 * ANGLES;
    int i = (int) turn;
    double border = outline[i] + (turn - i) * (outline[Math.min(ANGLES, i + 1)] - outline[i]);
    double depth = (border - r) * Math.min(fx, fy) + 3 * edge.at(x, y);
    return SmoothNoise.step(depth / 6 + 0.5);
  }

  /** Brightness, 8-bit counts. */
  double at(double x, double y) {
    double part = inside(x, y);
    if (part == 0) {
      return 0;
    }
    double texture = 1 + 0.22 * noise[0].at(x, y) + 0.14 * noise[1].at(x, y) + 0.12 * noise[2].at(x, y)
        + 0.16 * noise[3].at(x, y);
    double light = 46 * minerals.at(x, y) * crystals.at(x, y) * grit.at(x, y) * Math.max(0.15, texture);
    return part * Math.min(170, 6 + light);
  }
}
