package io.github.exo2micro.demo;

/**
 * Cells of a Voronoi diagram of jittered lattice points, each with a value of its own, softened along their borders.
 *
 * <p>Keeps the nine points around the last place asked for, so it is quick along a row and must not be shared by
 * threads.
 */
final class Grains {

  private final long seed;
  private final double pitch;
  private final double soft;
  private final double spread;
  private final double[] px = new double[9];
  private final double[] py = new double[9];
  private final double[] value = new double[9];
  private long cellX = Long.MIN_VALUE;
  private long cellY;

  /**
   * @param pitch mean distance of the points, px
   * @param soft width of the borders, px
   * @param spread standard deviation of the values about 1
   */
  Grains(long seed, double pitch, double soft, double spread) {
    this.seed = seed;
    this.pitch = pitch;
    this.soft = soft;
    this.spread = spread;
  }

  double at(double x, double y) {
    long cx = (long) Math.floor(x / pitch);
    long cy = (long) Math.floor(y / pitch);
    if (cx != cellX || cy != cellY) {
      move(cx, cy);
    }
    double first = Double.MAX_VALUE;
    double second = Double.MAX_VALUE;
    int a = 0;
    int b = 0;
    for (int k = 0; k < 9; k++) {
      double d = (px[k] - x) * (px[k] - x) + (py[k] - y) * (py[k] - y);
      if (d < first) {
        second = first;
        b = a;
        first = d;
        a = k;
      } else if (d < second) {
        second = d;
        b = k;
      }
    }
    double depth = (Math.sqrt(second) - Math.sqrt(first)) / soft;
    return value[a] + (value[b] - value[a]) * 0.5 * (1 - SmoothNoise.step(depth));
  }

  private void move(long cx, long cy) {
    cellX = cx;
    cellY = cy;
    for (int k = 0; k < 9; k++) {
      long i = cx + k % 3 - 1;
      long j = cy + k / 3 - 1;
      px[k] = (i + 0.15 + 0.7 * Hash.uniform(seed, i, j)) * pitch;
      py[k] = (j + 0.15 + 0.7 * Hash.uniform(seed + 1, i, j)) * pitch;
      value[k] = Math.max(0.3, 1 + spread * Hash.normal(seed + 2, i, j));
    }
  }
}
