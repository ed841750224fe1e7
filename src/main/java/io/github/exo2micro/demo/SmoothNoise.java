package io.github.exo2micro.demo;

/**
 * Noise with a slope everywhere: random values on a lattice, joined by cubic steps. Mean 0, spread about 0.6.
 *
 * <p>Keeps the four values around the last place asked for, so it is quick along a row and must not be shared by
 * threads.
 */
final class SmoothNoise {

  private final long seed;
  private final double pitch;
  private final double[] corners = new double[4];
  private long cellX = Long.MIN_VALUE;
  private long cellY;

  /** @param pitch distance of the lattice's points, px */
  SmoothNoise(long seed, double pitch) {
    this.seed = seed;
    this.pitch = pitch;
  }

  double at(double x, double y) {
    double u = x / pitch;
    double v = y / pitch;
    long i = (long) Math.floor(u);
    long j = (long) Math.floor(v);
    double s = step(u - i);
    double t = step(v - j);
    if (i != cellX || j != cellY) {
      move(i, j);
    }
    double top = corners[0] * (1 - s) + corners[1] * s;
    double bottom = corners[2] * (1 - s) + corners[3] * s;
    return top * (1 - t) + bottom * t;
  }

  private void move(long i, long j) {
    cellX = i;
    cellY = j;
    for (int k = 0; k < corners.length; k++) {
      corners[k] = value(i + k % 2, j + k / 2);
    }
  }

  private double value(long i, long j) {
    return Hash.uniform(seed, i, j) * 3.46 - 1.73;
  }

  static double step(double t) {
    return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
  }
}
