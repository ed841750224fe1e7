package io.github.exo2micro.demo;

/** Noise with a slope everywhere: random values on a lattice, joined by cubic steps. Mean 0, spread about 0.6. */
final class SmoothNoise {

  private final long seed;
  private final double pitch;

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
    double top = value(i, j) * (1 - s) + value(i + 1, j) * s;
    double bottom = value(i, j + 1) * (1 - s) + value(i + 1, j + 1) * s;
    return top * (1 - t) + bottom * t;
  }

  private double value(long i, long j) {
    return Hash.uniform(seed, i, j) * 3.46 - 1.73;
  }

  static double step(double t) {
    return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
  }
}
