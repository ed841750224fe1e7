package io.github.exo2micro.registration.local;

import java.util.Arrays;
import java.util.Map;

/**
 * The normal equations of one component of an {@link ElasticFit}: the spline's knots as a band matrix, and one jump for
 * each tile between seams beside it. Factorised once, solved for many right-hand sides.
 */
final class PlateEquations {

  /** Expected size of a jump, px: a tile without measurements gets none. */
  private static final double JUMP_PX = 10;

  private final int knots;
  private final int jumps;
  private final ElasticFit.Place[] places;
  private final BandMatrix matrix;
  /** With the knots' matrix L Lᵀ, L⁻¹ of each jump's column. */
  private final double[][] border;
  private double[][] solved = {};
  private final BandMatrix schur;

  /**
   * What was found.
   *
   * @param knots of the spline
   * @param jumps of the tiles
   * @param equations that say how unsure both are
   */
  record Component(double[] knots, double[] jumps, PlateEquations equations) {

    double variance(Map<Integer, Double> weights, double[] tiles) {
      return equations.variance(weights, tiles);
    }
  }

  /**
   * @param matrix holds the bending energy; filled up and factorised here
   * @param jumps how many tiles there are
   * @param places of the measurements
   * @param weights of them
   * @param typical weight of one
   */
  PlateEquations(BandMatrix matrix, int knots, int jumps, ElasticFit.Place[] places, double[] weights,
      double typical) {
    this.matrix = matrix;
    this.knots = knots;
    this.jumps = jumps;
    this.places = places;
    this.border = new double[jumps][];
    for (int t = 0; t < jumps; t++) {
      border[t] = matrix.side();
    }
    this.schur = new BandMatrix(jumps, jumps);
    double[][] corner = new double[jumps][jumps];
    for (int i = 0; i < places.length; i++) {
      add(places[i], weights[i], corner);
    }
    matrix.factorise();
    matrix.solveLower(border);
    for (int t = 0; t < jumps; t++) {
      for (int u = 0; u <= t; u++) {
        double prior = t == u ? 1 / (JUMP_PX * JUMP_PX) + 1e-6 * typical : 0;
        schur.add(t, u, corner[t][u] - dot(border[t], border[u]) + prior);
      }
    }
    schur.factorise();
  }

  private void add(ElasticFit.Place place, double w, double[][] corner) {
    int[] index = place.index();
    double[] weight = place.weight();
    for (int a = 0; a < index.length; a++) {
      double wa = w * weight[a];
      for (int b = 0; b <= a; b++) {
        matrix.add(index[a], index[b], wa * weight[b]);
      }
      for (int t : place.tiles()) {
        border[t][index[a]] += wa;
      }
    }
    for (int t : place.tiles()) {
      for (int u : place.tiles()) {
        corner[t][u] += w;
      }
    }
  }

  /** @param weighted each measurement times its weight */
  Component solve(double[] weighted) {
    double[] c = matrix.side();
    double[] j = new double[jumps];
    for (int i = 0; i < places.length; i++) {
      int[] index = places[i].index();
      double[] weight = places[i].weight();
      for (int a = 0; a < index.length; a++) {
        c[index[a]] += weighted[i] * weight[a];
      }
      for (int t : places[i].tiles()) {
        j[t] += weighted[i];
      }
    }
    // The knots are eliminated, the jumps solved for, the knots corrected.
    matrix.solveLower(c);
    for (int t = 0; t < jumps; t++) {
      j[t] -= dot(border[t], c);
    }
    schur.solve(j);
    for (int t = 0; t < jumps; t++) {
      for (int k = 0; k < knots; k++) {
        c[k] -= j[t] * border[t][k];
      }
    }
    matrix.solveUpper(c);
    return new Component(c, j, this);
  }

  /** The variance of a weighted sum of knots and jumps, when the weights are inverse variances. */
  private double variance(Map<Integer, Double> weights, double[] tiles) {
    int[] index = weights.keySet().stream().mapToInt(k -> k).sorted().toArray();
    double[] weight = Arrays.stream(index).mapToDouble(weights::get).toArray();
    double variance = matrix.inverseForm(index, weight);
    if (jumps == 0) {
      return variance;
    }
    if (solved.length == 0) {
      solved = Arrays.stream(border).map(double[]::clone).toArray(double[][]::new);
      Arrays.stream(solved).forEach(matrix::solveUpper);
    }
    double[] rest = tiles.clone();
    int[] all = new int[rest.length];
    for (int t = 0; t < rest.length; t++) {
      all[t] = t;
      for (int k = 0; k < index.length; k++) {
        rest[t] -= weight[k] * solved[t][index[k]];
      }
    }
    return variance + schur.inverseForm(all, rest);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
