package io.github.exo2micro.subtraction.field;

import io.github.exo2micro.geometry.LinearSystem;
import io.github.exo2micro.geometry.Median;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Fits a {@link FieldModel} to the regions so that stain is not taken for background.
 *
 * <p>First from the differences of neighbouring regions: a patch of stain has two edges, however large it is, and what
 * lies between them changes like the background. Edges are outliers among the differences, and go. The level comes from
 * the commonest residual. Then from the regions themselves, without those that are brighter than the field by more than
 * their scatter allows: microbes and stain only add.
 */
final class RobustField {

  private static final double SMOOTHNESS = 0.02;
  /** Differences of that many standard deviations are edges of stain. */
  private static final double EDGE = 6;
  private static final double BRIGHT = 3;
  /** Scatter below this is not believed, dex: 0.3 %. */
  private static final double LEAST_SCATTER = 0.0013;
  private static final int ROUNDS = 8;
  private static final int REFITS = 3;

  private final List<RegionRatio> regions;
  private final FieldModel model;
  private final double[][] rows;
  private final double[] precision;
  private final double[] weights;
  private double[] coefficients;
  private double scatter = Double.POSITIVE_INFINITY;

  private RobustField(List<RegionRatio> regions, FieldModel model) {
    this.regions = regions;
    this.model = model;
    this.rows = regions.stream().map(r -> model.row(r.x(), r.y())).toArray(double[][]::new);
    this.precision = regions.stream()
        .mapToDouble(r -> 1 / (r.sigma() * r.sigma() + LEAST_SCATTER * LEAST_SCATTER)).toArray();
    this.weights = new double[rows.length];
    this.coefficients = new double[model.size()];
  }

  /** @param pitch distance of neighbouring regions, px */
  static RobustField fit(List<RegionRatio> regions, FieldModel model, double pitch) {
    RobustField field = new RobustField(regions, model);
    field.fromDifferences(pitch);
    field.level();
    for (int round = 0; round < ROUNDS; round++) {
      field.weigh();
      field.coefficients = field.solve(i -> true);
    }
    field.weigh();
    return field;
  }

  /** The field that takes nothing for stain. */
  static RobustField plain(List<RegionRatio> regions, FieldModel model) {
    RobustField field = new RobustField(regions, model);
    System.arraycopy(field.precision, 0, field.weights, 0, field.weights.length);
    field.coefficients = field.solve(i -> true);
    return field;
  }

  /** The part of the regions that the field meets as well as they are known, 0 to 1. */
  double explained() {
    long met = IntStream.range(0, rows.length)
        .filter(i -> Math.abs(residual(i)) <= BRIGHT * Math.hypot(LEAST_SCATTER, regions.get(i).sigma())).count();
    return (double) met / rows.length;
  }

  /** With other patterns: from the regions that are background already. */
  RobustField refitted(FieldModel other) {
    RobustField field = new RobustField(regions, other);
    System.arraycopy(weights, 0, field.weights, 0, weights.length);
    field.scatter = other.size() < model.size() ? Double.POSITIVE_INFINITY : scatter;
    for (int round = 0; round < REFITS; round++) {
      field.coefficients = field.solve(i -> true);
      field.weigh();
    }
    return field;
  }

  FieldModel model() {
    return model;
  }

  double[] coefficients() {
    return coefficients;
  }

  double residual(int region) {
    return regions.get(region).log() - FieldModel.dot(rows[region], coefficients);
  }

  double residual(int region, double[] others) {
    return regions.get(region).log() - FieldModel.dot(rows[region], others);
  }

  /** The same regions at the same weights, not fitted yet, for a model with more patterns. */
  RobustField extended(List<TilePattern> patterns) {
    RobustField more = new RobustField(regions, model.with(patterns));
    System.arraycopy(weights, 0, more.weights, 0, weights.length);
    return more;
  }

  /** The inverse of the normal matrix of some regions at the weights as they are. */
  double[][] inverse(int[] chosen) {
    Normal normal = new Normal(model);
    for (int i : chosen) {
      normal.add(weights[i], 0, rows[i]);
    }
    return normal.inverse();
  }

  double value(int region) {
    return FieldModel.dot(rows[region], coefficients);
  }

  /** 0 for a region that is stained; up to its precision for background. */
  double weight(int region) {
    return weights[region];
  }

  private void fromDifferences(double pitch) {
    int[][] pairs = pairs(pitch);
    double[][] differences = new double[pairs.length][];
    double[] values = new double[pairs.length];
    for (int p = 0; p < pairs.length; p++) {
      int a = pairs[p][0];
      int b = pairs[p][1];
      double[] row = rows[b].clone();
      for (int i = 0; i < row.length; i++) {
        row[i] -= rows[a][i];
      }
      differences[p] = row;
      values[p] = regions.get(b).log() - regions.get(a).log();
    }
    double[] residuals = values.clone();
    // Of the first round: mosaic tiles make differences of either sign, and a limit that shrinks would choose among
    // them.
    double limit = EDGE * Math.max(LEAST_SCATTER, 1.4826 * Median.of(Arrays.stream(residuals).map(Math::abs)));
    for (int round = 0; round < ROUNDS; round++) {
      Normal normal = new Normal(model);
      for (int p = 0; p < pairs.length; p++) {
        double u = Math.abs(residuals[p]) / limit;
        double weight = u >= 1 ? 0 : u > 0.6 ? Math.pow(Math.cos(Math.PI / 2 * (u - 0.6) / 0.4), 2) : 1;
        if (weight > 0) {
          normal.add(weight, values[p], differences[p]);
        }
      }
      coefficients = normal.solve();
      for (int p = 0; p < pairs.length; p++) {
        residuals[p] = values[p] - FieldModel.dot(differences[p], coefficients);
      }
    }
  }

  /** Neighbours to the right and below. */
  private int[][] pairs(double pitch) {
    Map<Long, Integer> at = new HashMap<>();
    for (int i = 0; i < regions.size(); i++) {
      at.put(key(Math.round(regions.get(i).x() / pitch), Math.round(regions.get(i).y() / pitch)), i);
    }
    java.util.ArrayList<int[]> pairs = new java.util.ArrayList<>();
    for (int i = 0; i < regions.size(); i++) {
      long column = Math.round(regions.get(i).x() / pitch);
      long row = Math.round(regions.get(i).y() / pitch);
      for (long key : new long[] {key(column + 1, row), key(column, row + 1)}) {
        Integer other = at.get(key);
        if (other != null) {
          pairs.add(new int[] {i, other});
        }
      }
    }
    return pairs.toArray(int[][]::new);
  }

  private static long key(long column, long row) {
    return column << 32 | row & 0xffffffffL;
  }

  /**
   * Shifts the field to where most regions lie: the middle of the narrowest half of the residuals' lower three
   * quarters.
   */
  private void level() {
    double[] residuals = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      residuals[i] = residual(i);
    }
    Arrays.sort(residuals);
    int half = Math.max(1, residuals.length * 2 / 5);
    int best = 0;
    for (int i = 0; i + half < residuals.length; i++) {
      if (residuals[i + half] - residuals[i] < residuals[best + half] - residuals[best]) {
        best = i;
      }
    }
    double shift = residuals[Math.min(residuals.length - 1, best + half / 2)];
    // Two fifths of a Gaussian lie within 0.524 standard deviations of its middle.
    scatter = Math.max(LEAST_SCATTER,
        (residuals[Math.min(residuals.length - 1, best + half)] - residuals[best]) / 1.05);
    // The splines of a position add up to 1, so this shifts the field as a whole.
    for (int i = 0; i < model.smooth().size(); i++) {
      coefficients[i] += shift;
    }
  }

  /** Weighs the regions by the scatter of the darker ones about the field. */
  private void weigh() {
    double[] below = new double[rows.length];
    int n = 0;
    for (int i = 0; i < rows.length; i++) {
      double residual = residual(i);
      if (residual <= 0) {
        below[n++] = -residual;
      }
    }
    Arrays.sort(below, 0, n);
    // It may only fall: a field that stain has lifted would find more below it, and let more stain in.
    scatter = Math.min(scatter, Math.max(LEAST_SCATTER, n == 0 ? 0 : 1.4826 * below[n / 2]));
    for (int i = 0; i < rows.length; i++) {
      double u = residual(i) / (BRIGHT * Math.hypot(scatter, regions.get(i).sigma()));
      // Dark outliers (a scratch, dirt on pre) are held back, bright ones dropped.
      double kept = u > 1 ? 0 : u > 0.5 ? Math.pow(Math.cos(Math.PI * (u - 0.5)), 2) : u < -1 ? 1 / (u * u) : 1;
      weights[i] = kept * precision[i];
    }
  }

  /** The field from some of the regions, at the weights as they are. */
  double[] solve(java.util.function.IntPredicate chosen) {
    Normal normal = new Normal(model);
    for (int i = 0; i < rows.length; i++) {
      if (weights[i] > 0 && chosen.test(i)) {
        normal.add(weights[i], regions.get(i).log(), rows[i]);
      }
    }
    return normal.solve();
  }

  /** Normal equations with the smoothness that keeps them solvable where no region lies. */
  private static final class Normal {
    private final FieldModel model;
    private final double[][] matrix;
    private final double[] right;
    private final int[] used;
    private double total;

    Normal(FieldModel model) {
      this.model = model;
      this.matrix = new double[model.size()][model.size()];
      this.right = new double[model.size()];
      this.used = new int[model.size()];
    }

    /** Only the lower half of the matrix, and only what is not 0: a row has 16 splines of some 50. */
    void add(double weight, double value, double[] row) {
      int n = 0;
      for (int i = 0; i < row.length; i++) {
        if (row[i] != 0) {
          used[n++] = i;
        }
      }
      for (int a = 0; a < n; a++) {
        int i = used[a];
        double w = weight * row[i];
        right[i] += w * value;
        for (int b = 0; b <= a; b++) {
          matrix[i][used[b]] += w * row[used[b]];
        }
      }
      total += weight;
    }

    double[][] inverse() {
      settle();
      double[][] inverse = new double[right.length][right.length];
      for (int i = 0; i < right.length; i++) {
        double[][] copy = new double[right.length][];
        for (int k = 0; k < copy.length; k++) {
          copy[k] = matrix[k].clone();
        }
        inverse[i][i] = 1;
        if (!LinearSystem.solve(copy, inverse[i])) {
          throw new IllegalStateException("no scale field from a total weight of " + total);
        }
      }
      return inverse;
    }

    private void settle() {
      for (int i = 0; i < right.length; i++) {
        for (int k = 0; k < i; k++) {
          matrix[k][i] = matrix[i][k];
        }
      }
      model.smooth().smooth(matrix, SMOOTHNESS * total / model.smooth().size());
      for (int i = 0; i < right.length; i++) {
        matrix[i][i] += 1e-9 * total + 1e-12;
      }
    }

    double[] solve() {
      settle();
      if (!LinearSystem.solve(matrix, right)) {
        throw new IllegalStateException("no scale field from a total weight of " + total);
      }
      return right;
    }
  }
}
