package io.github.exo2micro.image.tissue;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.SingularMatrixException;

/**
 * A background that is not the same everywhere, as light that strays over a slide leaves it: a surface of second
 * degree over the grid of an image's blocks.
 *
 * @param terms of 1, x, y, x², xy and y², where x and y run from −1 to 1 over the grid
 * @param across columns of the grid
 * @param down its rows
 */
record GroundSurface(double[] terms, int across, int down) {

  private static final int TERMS = 6;
  /** Powers of x and y of the terms. */
  private static final int[] ACROSS = {0, 1, 0, 2, 1, 0};
  private static final int[] DOWN = {0, 0, 1, 0, 1, 2};
  /** Of x and y together, 0 to 4: products of two terms. */
  private static final int POWERS = 5;
  /** Parts of the grid along each side whose darkest blocks begin the search. */
  private static final int PARTS = 12;
  private static final double DARK = 0.05;
  private static final int ROUNDS = 30;
  /** What lies above the surface weighs so little beside what lies under it, as tissue lies only above. */
  private static final double ABOVE = 0.02;

  /** Below most of what is there: what it touches may be background. NaN is left out. */
  static GroundSurface under(float[] means, int across, int down) {
    int side = Math.max(1, Math.max(across, down) / PARTS);
    double[] columns = new double[Math.max(1, across / side)];
    double[] rows = new double[Math.max(1, down / side)];
    Arrays.setAll(columns, i -> from(i * side + (side - 1) / 2.0, across));
    Arrays.setAll(rows, i -> from(i * side + (side - 1) / 2.0, down));
    float[] dark = new float[columns.length * rows.length];
    for (int i = 0; i < dark.length; i++) {
      dark[i] = darkEnd(means, across, i % columns.length * side, i / columns.length * side, side);
    }
    double[] weights = new double[dark.length];
    Arrays.fill(weights, 1);
    GroundSurface surface = fit(dark, weights, columns, rows);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < dark.length; i++) {
        weights[i] = dark[i] > surface.at(columns[i % columns.length], rows[i / columns.length]) ? ABOVE : 1;
      }
      surface = fit(dark, weights, columns, rows);
    }
    return new GroundSurface(surface.terms, across, down);
  }

  private static float darkEnd(float[] means, int across, int left, int top, int side) {
    float[] values = new float[side * side];
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      int at = (top + i / side) * across + left + i % side;
      if (at < means.length && !Float.isNaN(means[at])) {
        values[n++] = means[at];
      }
    }
    Arrays.sort(values, 0, n);
    return n == 0 ? Float.NaN : values[(int) (DARK * (n - 1))];
  }

  /** Through the blocks that are chosen; flat where they are too few or lie in a line. */
  static GroundSurface through(float[] means, boolean[] chosen, int across, int down) {
    double[] weights = new double[means.length];
    for (int i = 0; i < means.length; i++) {
      weights[i] = chosen[i] ? 1 : 0;
    }
    return fit(means, weights, blocks(across), blocks(down));
  }

  /** −1 to 1 over a side of the grid. */
  private static double from(double index, int count) {
    return 2 * index / Math.max(1, count - 1) - 1;
  }

  private static double[] blocks(int count) {
    double[] places = new double[count];
    Arrays.setAll(places, i -> from(i, count));
    return places;
  }

  /**
   * Weighted least squares over the places where given columns and rows cross; a trace of weight holds what the places
   * do not tell near 0. NaN is left out.
   */
  private static GroundSurface fit(float[] values, double[] weights, double[] columns, double[] rows) {
    double[][] powers = new double[POWERS][POWERS];
    double[][] right = new double[POWERS][POWERS];
    for (int row = 0; row < rows.length; row++) {
      addRow(values, weights, row * columns.length, columns, rows[row], powers, right);
    }
    double[][] normal = new double[TERMS][TERMS];
    double[] sums = new double[TERMS];
    for (int a = 0; a < TERMS; a++) {
      sums[a] = right[ACROSS[a]][DOWN[a]];
      for (int b = 0; b < TERMS; b++) {
        normal[a][b] = powers[ACROSS[a] + ACROSS[b]][DOWN[a] + DOWN[b]];
      }
    }
    for (int a = 1; a < TERMS; a++) {
      normal[a][a] += 1e-6 * powers[0][0];
    }
    try {
      return new GroundSurface(new LUDecomposition(new Array2DRowRealMatrix(normal, false)).getSolver()
          .solve(new ArrayRealVector(sums, false)).toArray(), columns.length, rows.length);
    } catch (SingularMatrixException e) {
      return new GroundSurface(new double[TERMS], columns.length, rows.length);
    }
  }

  /** Adds the weighted sums of xⁱyʲ along a row, and those times the value. */
  private static void addRow(float[] values, double[] weights, int begin, double[] columns, double y,
      double[][] powers, double[][] right) {
    double[] along = new double[POWERS];
    double[] times = new double[POWERS];
    for (int column = 0; column < columns.length; column++) {
      double weight = weights[begin + column];
      float value = values[begin + column];
      if (weight > 0 && value == value) {
        double x = columns[column];
        for (int i = 0; i < POWERS; i++) {
          along[i] += weight;
          times[i] += weight * value;
          weight *= x;
        }
      }
    }
    double height = 1;
    for (int j = 0; j < POWERS; j++) {
      for (int i = 0; i + j < POWERS; i++) {
        powers[i][j] += along[i] * height;
        right[i][j] += times[i] * height;
      }
      height *= y;
    }
  }

  private double at(double x, double y) {
    return terms[0] + terms[1] * x + terms[2] * y + terms[3] * x * x + terms[4] * x * y + terms[5] * y * y;
  }

  /** Grey levels at a block. */
  double at(int column, int row) {
    return at(from(column, across), from(row, down));
  }

  /** What the surface leaves of the blocks' means, a new array. */
  float[] takenOff(float[] means) {
    double[] columns = blocks(across);
    float[] left = new float[means.length];
    for (int row = 0; row < down; row++) {
      double y = from(row, down);
      double level = terms[0] + terms[2] * y + terms[5] * y * y;
      double slope = terms[1] + terms[4] * y;
      for (int column = 0; column < across; column++) {
        double x = columns[column];
        int at = row * across + column;
        left[at] = (float) (means[at] - (level + x * (slope + x * terms[3])));
      }
    }
    return left;
  }
}
