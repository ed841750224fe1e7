package io.github.exo2micro.registration;

import java.util.function.IntConsumer;

/** Points sorted into square buckets of the plane, for "which are within a radius". Immutable. */
final class Buckets {

  private static final int MOST = 1 << 20;

  private final double[] x;
  private final double[] y;
  private final double radius;
  private final double side;
  private final double left;
  private final double top;
  private final int across;
  private final int down;
  /** Points of bucket b are {@code members[start[b]] .. members[start[b + 1] - 1]}, ascending. */
  private final int[] start;
  private final int[] members;

  /** @param radius of every later question; the buckets' side, or more when they would be too many */
  Buckets(double[] x, double[] y, double radius) {
    if (!(radius > 0)) {
      throw new IllegalArgumentException("radius " + radius);
    }
    this.x = x;
    this.y = y;
    this.radius = radius;
    double[] xs = extent(x);
    double[] ys = extent(y);
    left = xs[0];
    top = ys[0];
    double width = xs[1] - left;
    double height = ys[1] - top;
    side = Math.max(radius, Math.max(Math.sqrt(width * height / MOST), Math.max(width, height) / MOST));
    across = (int) (width / side) + 1;
    down = (int) (height / side) + 1;
    start = new int[across * down + 1];
    for (int i = 0; i < x.length; i++) {
      start[bucket(i) + 1]++;
    }
    for (int b = 1; b < start.length; b++) {
      start[b] += start[b - 1];
    }
    int[] next = start.clone();
    members = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      members[next[bucket(i)]++] = i;
    }
  }

  /** Hands over the points at most the radius away, always in the same order. */
  void forEachNear(double px, double py, IntConsumer consumer) {
    int firstColumn = (int) Math.max(0, Math.floor((px - radius - left) / side));
    int lastColumn = (int) Math.min(across - 1, Math.floor((px + radius - left) / side));
    int firstRow = (int) Math.max(0, Math.floor((py - radius - top) / side));
    int lastRow = (int) Math.min(down - 1, Math.floor((py + radius - top) / side));
    for (int row = firstRow; row <= lastRow; row++) {
      for (int column = firstColumn; column <= lastColumn; column++) {
        int b = row * across + column;
        for (int k = start[b]; k < start[b + 1]; k++) {
          int i = members[k];
          double dx = x[i] - px;
          double dy = y[i] - py;
          if (dx * dx + dy * dy <= radius * radius) {
            consumer.accept(i);
          }
        }
      }
    }
  }

  private int bucket(int i) {
    return (int) ((y[i] - top) / side) * across + (int) ((x[i] - left) / side);
  }

  private static double[] extent(double[] values) {
    double least = values.length == 0 ? 0 : Double.POSITIVE_INFINITY;
    double most = values.length == 0 ? 0 : Double.NEGATIVE_INFINITY;
    for (double value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return new double[] {least, most};
  }
}
