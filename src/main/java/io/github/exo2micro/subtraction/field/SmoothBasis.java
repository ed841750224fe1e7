package io.github.exo2micro.subtraction.field;

import java.util.List;

/**
 * Uniform cubic B-splines over the regions' bounding box, few enough that only what changes over a quarter of the
 * sample can be followed: light that fades slowly, not a patch of stain.
 */
final class SmoothBasis {

  private static final int INTERVALS = 4;

  private final double left;
  private final double top;
  private final double pitchX;
  private final double pitchY;
  private final int columns;
  private final int rows;

  SmoothBasis(List<RegionRatio> regions) {
    double x0 = regions.stream().mapToDouble(RegionRatio::x).min().orElse(0);
    double x1 = regions.stream().mapToDouble(RegionRatio::x).max().orElse(1);
    double y0 = regions.stream().mapToDouble(RegionRatio::y).min().orElse(0);
    double y1 = regions.stream().mapToDouble(RegionRatio::y).max().orElse(1);
    double pitch = Math.max(1, Math.max(x1 - x0, y1 - y0) / INTERVALS);
    int nx = Math.max(1, (int) Math.round((x1 - x0) / pitch));
    int ny = Math.max(1, (int) Math.round((y1 - y0) / pitch));
    left = x0;
    top = y0;
    pitchX = Math.max(1, (x1 - x0) / nx);
    pitchY = Math.max(1, (y1 - y0) / ny);
    columns = nx + 3;
    rows = ny + 3;
  }

  int size() {
    return columns * rows;
  }

  /** The values of all splines at a position; outside the box those at its edge. */
  void fill(double x, double y, double[] row) {
    double u = across(x);
    double v = down(y);
    double[] a = cubic(u - (int) u);
    double[] b = cubic(v - (int) v);
    for (int n = 0; n < 4; n++) {
      for (int m = 0; m < 4; m++) {
        row[((int) v + n) * columns + (int) u + m] = b[n] * a[m];
      }
    }
  }

  /** Their sum with each one's coefficient, the first of those given. */
  double at(double x, double y, double[] coefficients) {
    double u = across(x);
    double v = down(y);
    // Pictures ask at every pixel: four locals, not an array that is made each time.
    double t = u - (int) u;
    double s = 1 - t;
    double first = s * s * s / 6;
    double second = (3 * t * t * t - 6 * t * t + 4) / 6;
    double third = (3 * s * s * s - 6 * s * s + 4) / 6;
    double fourth = t * t * t / 6;
    double[] b = cubic(v - (int) v);
    double sum = 0;
    for (int n = 0; n < 4; n++) {
      int at = ((int) v + n) * columns + (int) u;
      sum += b[n] * first * coefficients[at];
      sum += b[n] * second * coefficients[at + 1];
      sum += b[n] * third * coefficients[at + 2];
      sum += b[n] * fourth * coefficients[at + 3];
    }
    return sum;
  }

  /** In intervals from the box's left edge. */
  private double across(double x) {
    return Math.max(0, Math.min(columns - 3 - 1e-9, (x - left) / pitchX));
  }

  private double down(double y) {
    return Math.max(0, Math.min(rows - 3 - 1e-9, (y - top) / pitchY));
  }

  private static double[] cubic(double t) {
    double s = 1 - t;
    return new double[] {s * s * s / 6, (3 * t * t * t - 6 * t * t + 4) / 6, (3 * s * s * s - 6 * s * s + 4) / 6,
        t * t * t / 6};
  }

  /** Adds the weighted squares of second differences of the coefficients to normal equations. */
  void smooth(double[][] normal, double weight) {
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        int at = j * columns + i;
        if (i > 0 && i < columns - 1) {
          second(normal, weight, at - 1, at, at + 1);
        }
        if (j > 0 && j < rows - 1) {
          second(normal, weight, at - columns, at, at + columns);
        }
      }
    }
  }

  private static void second(double[][] normal, double weight, int a, int b, int c) {
    int[] at = {a, b, c};
    double[] k = {1, -2, 1};
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        normal[at[i]][at[j]] += weight * k[i] * k[j];
      }
    }
  }
}
