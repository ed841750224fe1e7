package io.github.exo2micro.registration.boundary;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Overview;
import java.util.SplittableRandom;

/**
 * A tissue section from a formula: a wavy closed outline, inside it grains of different brightness and smooth shading.
 * Brightness is a function of continuous pre coordinates, so that any warp can be rendered exactly.
 */
record SyntheticSection(int width, int height, int pad, long seed, double radius) {

  SyntheticSection(long seed) {
    this(461, 373, 41, seed, 130);
  }

  int fullWidth() {
    return width + 2 * pad;
  }

  int fullHeight() {
    return height + 2 * pad;
  }

  /** Centre of the padded frame. */
  double cx() {
    return (fullWidth() - 1) / 2.0;
  }

  double cy() {
    return (fullHeight() - 1) / 2.0;
  }

  /** A warp that turns by degrees and scales about the centre, then shifts. */
  Homography warp(double degrees, double scale, double dx, double dy) {
    return Homography.similarity(degrees, scale, cx(), cy(), dx, dy);
  }

  /** Brightness at padded pre coordinates: 0 outside the tissue, 10 to 130 inside. */
  double brightness(double x, double y) {
    double u = x - cx();
    double v = (y - cy()) * 1.15;
    double angle = Math.atan2(v, u);
    double distance = Math.hypot(u, v);
    if (distance > 1.6 * radius) {
      return 0;
    }
    double edge = radius;
    for (int k = 2; k < 12; k++) {
      edge += radius * 0.09 / Math.sqrt(k) * Math.cos(k * angle + 6.2832 * hash(k, k, 7));
    }
    double inside = Math.max(0, Math.min(1, (edge - distance) / 2 + 0.5));
    if (inside == 0) {
      return 0;
    }
    double grains = 0.55 * noise(x, y, 19, 1) + 0.3 * noise(x, y, 8, 2) + 0.15 * noise(x, y, 3.5, 3);
    return inside * (10 + 120 * grains * grains);
  }

  /** Value noise of a given pitch, 0 to 1, smooth. */
  private double noise(double x, double y, double pitch, int layer) {
    double gx = x / pitch;
    double gy = y / pitch;
    long ix = (long) Math.floor(gx);
    long iy = (long) Math.floor(gy);
    double fx = smooth(gx - ix);
    double fy = smooth(gy - iy);
    double upper = hash(ix, iy, layer) * (1 - fx) + hash(ix + 1, iy, layer) * fx;
    double lower = hash(ix, iy + 1, layer) * (1 - fx) + hash(ix + 1, iy + 1, layer) * fx;
    return upper * (1 - fy) + lower * fy;
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }

  private double hash(long x, long y, int layer) {
    long h = seed * 0x9E3779B97F4A7C15L + x * 0xC2B2AE3D27D4EB4FL + y * 0x165667B19E3779F9L
        + layer * 0x27D4EB2F165667C5L;
    h = (h ^ h >>> 29) * 0xBF58476D1CE4E5B9L;
    h = (h ^ h >>> 32) * 0x94D049BB133111EBL;
    return (h >>> 11) / (double) (1L << 53);
  }

  /** How a camera sees the section. */
  record Camera(double gain, double offset, double noise, double faint) {
    static final Camera CLEAN = new Camera(1, 0, 0.5, 0);
  }

  /** The padded image seen through a warp (its px → pre px); padding is 0. */
  Overview seen(Homography warp, Camera camera) {
    SplittableRandom random = new SplittableRandom(
        seed * 31 + Double.hashCode(warp.at(0, 2)) + Double.hashCode(camera.gain()));
    FloatImage image = new FloatImage(fullWidth(), fullHeight());
    for (int y = pad; y < pad + height; y++) {
      for (int x = pad; x < pad + width; x++) {
        double v = camera.gain() * brightness(warp.x(x, y), warp.y(x, y)) + camera.offset();
        double gauss = Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(6.2832 * random.nextDouble());
        v += camera.noise() * gauss * Math.sqrt(0.2 + 0.1 * Math.max(0, v - camera.offset()));
        if (random.nextDouble() < camera.faint()) {
          v += 1 + random.nextInt(2);
        }
        image.set(x, y, (float) Math.max(0, Math.rint(v)));
      }
    }
    return new Overview(image, 1, image.size());
  }

  /** Largest error of a warp over the section's inner disc, px. */
  double error(Homography found, Homography truth) {
    Homography back = truth.inverse();
    double largest = 0;
    for (int i = 0; i < 72; i++) {
      double r = radius * (i % 3 + 1) / 3.0;
      double px = cx() + r * Math.cos(i * 0.0873);
      double py = cy() + r * Math.sin(i * 0.0873) / 1.15;
      double x = back.x(px, py);
      double y = back.y(px, py);
      largest = Math.max(largest, Math.hypot(found.x(x, y) - px, found.y(x, y) - py));
    }
    return largest;
  }
}
