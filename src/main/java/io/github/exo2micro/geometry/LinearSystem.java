package io.github.exo2micro.geometry;

/** Small dense linear systems: normal equations built row by row, solved by elimination with partial pivoting. */
public final class LinearSystem {

  private LinearSystem() {}

  /** Adds one weighted equation {@code row · unknowns = value} to normal equations. */
  static void add(double[][] normal, double[] right, double weight, double value, double... row) {
    for (int i = 0; i < row.length; i++) {
      if (row[i] != 0) {
        double w = weight * row[i];
        right[i] += w * value;
        for (int j = 0; j < row.length; j++) {
          normal[i][j] += w * row[j];
        }
      }
    }
  }

  /**
   * Solves in place: {@code matrix} is spoilt, {@code right} becomes the solution.
   *
   * @return false when the matrix is singular within rounding
   */
  public static boolean solve(double[][] matrix, double[] right) {
    int n = right.length;
    double largest = 0;
    for (double[] row : matrix) {
      for (double value : row) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    for (int c = 0; c < n; c++) {
      int pivot = c;
      for (int r = c + 1; r < n; r++) {
        if (Math.abs(matrix[r][c]) > Math.abs(matrix[pivot][c])) {
          pivot = r;
        }
      }
      if (!(Math.abs(matrix[pivot][c]) > 1e-14 * largest)) {
        return false;
      }
      double[] swap = matrix[c];
      matrix[c] = matrix[pivot];
      matrix[pivot] = swap;
      double value = right[c];
      right[c] = right[pivot];
      right[pivot] = value;
      eliminate(matrix, right, c);
    }
    for (int r = n - 1; r >= 0; r--) {
      for (int c = r + 1; c < n; c++) {
        right[r] -= matrix[r][c] * right[c];
      }
      right[r] /= matrix[r][r];
    }
    return true;
  }

  private static void eliminate(double[][] matrix, double[] right, int c) {
    int n = right.length;
    for (int r = c + 1; r < n; r++) {
      double factor = matrix[r][c] / matrix[c][c];
      if (factor != 0) {
        for (int j = c; j < n; j++) {
          matrix[r][j] -= factor * matrix[c][j];
        }
        right[r] -= factor * right[c];
      }
    }
  }
}
