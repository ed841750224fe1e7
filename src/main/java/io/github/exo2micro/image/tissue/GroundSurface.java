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
  /** Parts of the grid along each side whose darkest blocks begin the search. */
  private static final int PARTS = 12;
  private static final double DARK = 0.05;
  private static final int ROUNDS = 30;
  /** What lies above the surface weighs so little beside what lies under it, as tissue lies only above. */
  private static final double ABOVE = 0.02;

  /** Below most of what is there: what it touches may be background. NaN is left out. */
  static GroundSurface under(float[] means, int across, int down) {
    int side = Math.max(1, Math.max(across, down) / PARTS);
    int columns = Math.max(1, across / side);
    int rows = Math.max(1, down / side);
    float[] dark = new float[columns * rows];
    double[][] places = new double[dark.length][];
    for (int i = 0; i < dark.length; i++) {
      int left = i % columns * side;
      int top = i / columns * side;
      dark[i] = darkEnd(means, across, left, top, side);
      places[i] = basis(left + (side - 1) / 2.0, top + (side - 1) / 2.0, across, down);
    }
    double[] weights = new double[dark.length];
    Arrays.fill(weights, 1);
    GroundSurface surface = fit(dark, places, weights, across, down);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < dark.length; i++) {
        weights[i] = dark[i] > surface.at(places[i]) ? ABOVE : 1;
      }
      surface = fit(dark, places, weights, across, down);
    }
    return surface;
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
    double[][] places = new double[means.length][];
    double[] weights = new double[means.length];
    for (int i = 0; i < means.length; i++) {
      if (chosen[i]) {
        weights[i] = 1;
        places[i] = basis(i % across, i / across, across, down);
      }
    }
    return fit(means, places, weights, across, down);
  }

  /** Weighted least squares; a trace of weight holds what the places do not tell near 0. */
  private static GroundSurface fit(float[] values, double[][] places, double[] weights, int across, int down) {
    double[][] normal = new double[TERMS][TERMS];
    double[] right = new double[TERMS];
    double total = 0;
    for (int i = 0; i < values.length; i++) {
      if (weights[i] > 0 && !Float.isNaN(values[i])) {
        total += weights[i];
        for (int a = 0; a < TERMS; a++) {
          right[a] += weights[i] * places[i][a] * values[i];
          for (int b = 0; b < TERMS; b++) {
            normal[a][b] += weights[i] * places[i][a] * places[i][b];
          }
        }
      }
    }
    for (int a = 1; a < TERMS; a++) {
      normal[a][a] += 1e-6 * total;
    }
    try {
      return new GroundSurface(new LUDecomposition(new Array2DRowRealMatrix(normal, false)).getSolver()
          .solve(new ArrayRealVector(right, false)).toArray(), across, down);
    } catch (SingularMatrixException e) {
      return new GroundSurface(new double[TERMS], across, down);
    }
  }

  private static double[] basis(double column, double row, int across, int down) {
    double x = 2 * column / Math.max(1, across - 1) - 1;
    double y = 2 * row / Math.max(1, down - 1) - 1;
    return new double[] {1, x, y, x * x, x * y, y * y};
  }

  private double at(double[] place) {
    double sum = 0;
    for (int i = 0; i < TERMS; i++) {
      sum += terms[i] * place[i];
    }
    return sum;
  }

  /** Grey levels at a block. */
  double at(int column, int row) {
    return at(basis(column, row, across, down));
  }
}
