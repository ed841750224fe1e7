package io.github.exo2micro.geometry;

import java.util.Arrays;

/**
 * A plane projective map, 3×3, scaled so that the last element is 1. As a <em>warp</em> it maps post pixel coordinates
 * to pre pixel coordinates; integer coordinates are pixel centres, x right, y down.
 *
 * <p>Immutable. Affine and similarity maps are homographies with a last row (0, 0, 1).
 */
public final class Homography {

  private static final Homography IDENTITY = new Homography(1, 0, 0, 0, 1, 0, 0, 0, 1);

  private final double[] m;

  private Homography(double... rowMajor) {
    if (rowMajor.length != 9) {
      throw new IllegalArgumentException("9 elements wanted, not " + rowMajor.length);
    }
    double w = rowMajor[8];
    if (!(Math.abs(w) > 1e-300)) {
      throw new IllegalArgumentException("the last element is 0: " + Arrays.toString(rowMajor));
    }
    m = new double[9];
    for (int i = 0; i < 9; i++) {
      m[i] = rowMajor[i] / w;
      if (!Double.isFinite(m[i])) {
        throw new IllegalArgumentException("not finite: " + Arrays.toString(rowMajor));
      }
    }
  }

  /** @param rowMajor nine finite elements, the last not 0; copied and divided by the last */
  public static Homography of(double... rowMajor) {
    return new Homography(rowMajor);
  }

  /** The map that changes nothing. */
  public static Homography identity() {
    return IDENTITY;
  }

  /** Adds (dx, dy). */
  public static Homography translation(double dx, double dy) {
    return new Homography(1, 0, dx, 0, 1, dy, 0, 0, 1);
  }

  /** x' = a·x + b·y + c, y' = d·x + e·y + f. */
  public static Homography affine(double a, double b, double c, double d, double e, double f) {
    return new Homography(a, b, c, d, e, f, 0, 0, 1);
  }

  /**
   * Rotates by {@code degrees} (x towards y) and scales by {@code scale} about (cx, cy), then adds (dx, dy).
   */
  public static Homography similarity(double degrees, double scale, double cx, double cy, double dx, double dy) {
    double c = scale * Math.cos(Math.toRadians(degrees));
    double s = scale * Math.sin(Math.toRadians(degrees));
    return affine(c, -s, cx + dx - c * cx + s * cy, s, c, cy + dy - s * cx - c * cy);
  }

  /** The x of the image of (x, y). */
  public double x(double x, double y) {
    return (m[0] * x + m[1] * y + m[2]) / (m[6] * x + m[7] * y + 1);
  }

  /** The y of the image of (x, y). */
  public double y(double x, double y) {
    return (m[3] * x + m[4] * y + m[5]) / (m[6] * x + m[7] * y + 1);
  }

  /** Element at row r, column c, both from 0. */
  public double at(int r, int c) {
    return m[3 * r + c];
  }

  /** A copy of the nine elements, row-major. */
  public double[] toArray() {
    return m.clone();
  }

  /** The map that applies {@code first}, then this. */
  public Homography after(Homography first) {
    double[] r = new double[9];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        r[3 * i + j] = m[3 * i] * first.m[j] + m[3 * i + 1] * first.m[3 + j] + m[3 * i + 2] * first.m[6 + j];
      }
    }
    return new Homography(r);
  }

  /** @throws ArithmeticException when the map is singular */
  public Homography inverse() {
    double a = m[4] * m[8] - m[5] * m[7];
    double b = m[5] * m[6] - m[3] * m[8];
    double c = m[3] * m[7] - m[4] * m[6];
    double det = m[0] * a + m[1] * b + m[2] * c;
    if (Math.abs(det) < 1e-14) {
      throw new ArithmeticException("singular: " + this);
    }
    return new Homography(a, m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4], b, m[0] * m[8] - m[2] * m[6],
        m[2] * m[3] - m[0] * m[5], c, m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]);
  }

  /**
   * The same map between frames that are {@code reduction} times smaller, where a reduced pixel r has its centre at
   * full coordinate {@code (r + 0.5) · reduction − 0.5}.
   */
  public Homography reduced(double reduction) {
    return frame(1 / reduction).after(this).after(frame(reduction));
  }

  /** The inverse of {@link #reduced}: from a map between reduced frames to the one between full-resolution frames. */
  public Homography enlarged(double reduction) {
    return frame(reduction).after(this).after(frame(1 / reduction));
  }

  private static Homography frame(double factor) {
    double shift = 0.5 * factor - 0.5;
    return affine(factor, 0, shift, 0, factor, shift);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Homography h && Arrays.equals(m, h.m);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(m);
  }

  @Override
  public String toString() {
    return Arrays.toString(m);
  }

  /** How far apart two warps put a point, px. */
  public double distance(Homography other, double x, double y) {
    return Math.hypot(x(x, y) - other.x(x, y), y(x, y) - other.y(x, y));
  }
}
