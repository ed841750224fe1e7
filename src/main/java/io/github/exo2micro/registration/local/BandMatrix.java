package io.github.exo2micro.registration.local;

/** A symmetric positive definite band matrix: filled by adding, factorised once, solved for many right-hand sides. */
final class BandMatrix {

  private final int size;
  private final int band;
  /** Row k holds the columns k − band to k; what lies left of column 0 stays 0. */
  private final double[] rows;

  BandMatrix(int size, int band) {
    this.size = size;
    this.band = band;
    this.rows = new double[Math.multiplyExact(size, band + 1)];
  }

  /** Adds to element (i, j) and its mirror image; give each pair once. */
  void add(int i, int j, double value) {
    int row = Math.max(i, j);
    int column = Math.min(i, j);
    rows[row * (band + 1) + column - row + band] += value;
  }

  /** Cholesky in place. @throws ArithmeticException when the matrix is not positive definite */
  void factorise() {
    for (int k = 0; k < size; k++) {
      int first = Math.max(0, k - band);
      int rowK = k * (band + 1) + band - k;
      for (int j = first; j <= k; j++) {
        int rowJ = j * (band + 1) + band - j;
        double sum = rows[rowK + j] - dot(rowK, rowJ, Math.max(first, j - band), j);
        if (j < k) {
          rows[rowK + j] = sum / rows[rowJ + j];
        } else if (sum > 0) {
          rows[rowK + k] = Math.sqrt(sum);
        } else {
          throw new ArithmeticException("row " + k + ": " + sum);
        }
      }
    }
  }

  private double dot(int a, int b, int from, int to) {
    double[] r = rows;
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int m = from;
    // Four sums: one would wait for its own last addition.
    for (; m + 3 < to; m += 4) {
      s0 += r[a + m] * r[b + m];
      s1 += r[a + m + 1] * r[b + m + 1];
      s2 += r[a + m + 2] * r[b + m + 2];
      s3 += r[a + m + 3] * r[b + m + 3];
    }
    for (; m < to; m++) {
      s0 += r[a + m] * r[b + m];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** Solves in place, after {@link #factorise}. */
  void solve(double[] x) {
    for (int k = 0; k < size; k++) {
      int row = k * (band + 1) + band - k;
      double sum = x[k];
      for (int m = Math.max(0, k - band); m < k; m++) {
        sum -= rows[row + m] * x[m];
      }
      x[k] = sum / rows[row + k];
    }
    for (int k = size - 1; k >= 0; k--) {
      int row = k * (band + 1) + band - k;
      x[k] /= rows[row + k];
      for (int m = Math.max(0, k - band); m < k; m++) {
        x[m] -= rows[row + m] * x[k];
      }
    }
  }

  /**
   * bᵀ M⁻¹ b for a vector that is 0 but for some elements, after {@link #factorise}.
   *
   * @param index of those elements
   * @param value of each
   */
  double inverseForm(int[] index, double[] value) {
    int first = size;
    for (int i : index) {
      first = Math.min(first, i);
    }
    double[] x = new double[size];
    for (int k = 0; k < index.length; k++) {
      x[index[k]] += value[k];
    }
    double sum = 0;
    for (int k = first; k < size; k++) {
      int row = k * (band + 1) + band - k;
      int from = Math.max(first, k - band);
      double rest = x[k];
      for (int m = from; m < k; m++) {
        rest -= rows[row + m] * x[m];
      }
      x[k] = rest / rows[row + k];
      sum += x[k] * x[k];
    }
    return sum;
  }
}
