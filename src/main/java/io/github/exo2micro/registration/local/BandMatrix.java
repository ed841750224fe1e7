package io.github.exo2micro.registration.local;

/**
 * A symmetric positive definite band matrix: filled by adding, factorised once, solved for many right-hand sides.
 *
 * <p>Rows are worked on in groups of four that begin at the same column: of two groups sixteen products are summed at
 * once, so that each number that is fetched serves several of them. Without that the fetching takes twice as long as
 * the rest. The rows that fill the last group up are those of the identity.
 */
final class BandMatrix {

  private static final int GROUP = 4;
  /** A part of an inverse form below this adds nothing that counts. */
  private static final double NOTHING = 1e-12;

  private final int size;
  private final int band;
  /** Row k holds the columns from the first of its group's to k; what lies to the left of the band stays 0. */
  private final double[][] rows;

  BandMatrix(int size, int band) {
    int groups = (size + GROUP - 1) / GROUP;
    this.size = size;
    this.band = (band + GROUP - 1) / GROUP * GROUP;
    Math.multiplyExact(groups * GROUP, this.band + GROUP);
    this.rows = new double[groups * GROUP][];
    for (int k = 0; k < rows.length; k++) {
      int group = k / GROUP;
      rows[k] = new double[(group + 1) * GROUP - first(group)];
      if (k >= size) {
        rows[k][k - first(group)] = 1;
      }
    }
  }

  /** The column that a group's rows begin with, a multiple of {@link #GROUP}. */
  private int first(int group) {
    return Math.max(0, group * GROUP - band);
  }

  /** Adds to element (i, j) and its mirror image; give each pair once. */
  void add(int i, int j, double value) {
    int row = Math.max(i, j);
    rows[row][Math.min(i, j) - first(row / GROUP)] += value;
  }

  /** Cholesky in place. @throws ArithmeticException when the matrix is not positive definite */
  void factorise() {
    for (int group = 0; group * GROUP < rows.length; group++) {
      int first = first(group);
      int end = group * GROUP - first;
      for (int at = 0; at < end; at += GROUP) {
        eliminate(group, at, first);
      }
      corner(group, end);
    }
  }

  /** The columns {@code at} to {@code at + 3} of a group, counted from its first. */
  private void eliminate(int group, int at, int first) {
    int k = group * GROUP;
    eliminate(rows[k], rows[k + 1], rows[k + 2], rows[k + 3], 0, at, (first + at) / GROUP, first);
  }

  /**
   * Of four rows left of the diagonal, the four columns that belong to a group above them.
   *
   * @param from where the rows are not 0 any more
   * @param at the columns' place in the rows
   * @param above the group
   * @param first the column that the rows begin with
   */
  private void eliminate(double[] a, double[] b, double[] c, double[] d, int from, int at, int above, int first) {
    int skipped = first - first(above);
    double[] p = rows[above * GROUP];
    double[] q = rows[above * GROUP + 1];
    double[] r = rows[above * GROUP + 2];
    double[] s = rows[above * GROUP + 3];
    int begin = Math.max(from, -skipped);
    subtract(a, b, p, q, r, s, begin, skipped, at);
    subtract(c, d, p, q, r, s, begin, skipped, at);
    int corner = skipped + at;
    divide(a, at, p, q, r, s, corner);
    divide(b, at, p, q, r, s, corner);
    divide(c, at, p, q, r, s, corner);
    divide(d, at, p, q, r, s, corner);
  }

  private static void divide(double[] row, int at, double[] p, double[] q, double[] r, double[] s, int corner) {
    double first = row[at] / p[corner];
    double second = (row[at + 1] - first * q[corner]) / q[corner + 1];
    double third = (row[at + 2] - first * r[corner] - second * r[corner + 1]) / r[corner + 2];
    row[at + 3] = (row[at + 3] - first * s[corner] - second * s[corner + 1] - third * s[corner + 2]) / s[corner + 3];
    row[at] = first;
    row[at + 1] = second;
    row[at + 2] = third;
  }

  /** The four rows of a group among each other. */
  private void corner(int group, int at) {
    int k = group * GROUP;
    double[] a = rows[k];
    double[] b = rows[k + 1];
    double[] c = rows[k + 2];
    double[] d = rows[k + 3];
    subtract(a, b, a, b, c, d, 0, 0, at);
    subtract(c, d, a, b, c, d, 0, 0, at);
    for (int i = 0; i < GROUP; i++) {
      double[] row = rows[k + i];
      for (int j = 0; j <= i; j++) {
        double[] other = rows[k + j];
        double sum = row[at + j];
        for (int m = 0; m < j; m++) {
          sum -= row[at + m] * other[at + m];
        }
        if (j < i) {
          row[at + j] = sum / other[at + j];
        } else if (sum > 0) {
          row[at + i] = Math.sqrt(sum);
        } else {
          throw new ArithmeticException("row " + (k + i) + ": " + sum);
        }
      }
    }
  }

  /**
   * Takes the products of two rows with four others off the four columns of the two that follow.
   *
   * @param from the first column of the two that counts
   * @param skipped what is to be added for the column of the four
   * @param end the first of the columns that follow
   */
  private static void subtract(double[] a, double[] b, double[] c, double[] d, double[] e, double[] f, int from,
      int skipped, int end) {
    // Eight sums are as many as the processor's registers hold beside what they are made of.
    double ac = 0;
    double ad = 0;
    double ae = 0;
    double af = 0;
    double bc = 0;
    double bd = 0;
    double be = 0;
    double bf = 0;
    for (int m = from; m < end; m++) {
      double x = a[m];
      double y = b[m];
      int at = m + skipped;
      double p = c[at];
      ac += x * p;
      bc += y * p;
      p = d[at];
      ad += x * p;
      bd += y * p;
      p = e[at];
      ae += x * p;
      be += y * p;
      p = f[at];
      af += x * p;
      bf += y * p;
    }
    a[end] -= ac;
    a[end + 1] -= ad;
    a[end + 2] -= ae;
    a[end + 3] -= af;
    b[end] -= bc;
    b[end + 1] -= bd;
    b[end + 2] -= be;
    b[end + 3] -= bf;
  }

  /** Room for a right-hand side of {@link #solve} and the others; what lies behind the matrix's own size stays 0. */
  double[] side() {
    return new double[rows.length];
  }

  /** Solves in place, after {@link #factorise}. */
  void solve(double[] x) {
    solveLower(x);
    solveUpper(x);
  }

  /** With M = L Lᵀ, L⁻¹ x in place. */
  void solveLower(double[] x) {
    for (int k = 0; k < size; k++) {
      double[] row = rows[k];
      int first = first(k / GROUP);
      x[k] = (x[k] - dot(row, x, 0, first, k - first)) / row[k - first];
    }
  }

  /**
   * The same of some right-hand sides, four of them at once.
   *
   * @param sides from {@link #side}
   */
  void solveLower(double[][] sides) {
    for (int s = 0; s < sides.length; s += GROUP) {
      double[][] four = new double[GROUP][];
      int begin = rows.length;
      for (int i = 0; i < GROUP; i++) {
        four[i] = s + i < sides.length ? sides[s + i] : side();
        begin = Math.min(begin, leadingZeros(four[i]));
      }
      int group = begin / GROUP;
      for (int k = group; k * GROUP < rows.length; k++) {
        eliminate(four[0], four[1], four[2], four[3], group * GROUP, k * GROUP, k, 0);
      }
    }
  }

  private static int leadingZeros(double[] x) {
    int k = 0;
    while (k < x.length && x[k] == 0) {
      k++;
    }
    return k;
  }

  /** L⁻ᵀ x in place. */
  void solveUpper(double[] x) {
    for (int k = size - 1; k >= 0; k--) {
      double[] row = rows[k];
      int first = first(k / GROUP);
      double value = x[k] / row[k - first];
      x[k] = value;
      for (int m = 0; m < k - first; m++) {
        x[first + m] -= row[m] * value;
      }
    }
  }

  /** Of a row's columns {@code from} to {@code count}, counted from its first. */
  private static double dot(double[] row, double[] x, int from, int first, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int m = from;
    // Four sums: one would wait for its own last addition.
    for (; m + 3 < count; m += 4) {
      s0 += row[m] * x[first + m];
      s1 += row[m + 1] * x[first + m + 1];
      s2 += row[m + 2] * x[first + m + 2];
      s3 += row[m + 3] * x[first + m + 3];
    }
    for (; m < count; m++) {
      s0 += row[m] * x[first + m];
    }
    return s0 + s1 + (s2 + s3);
  }

  /**
   * bᵀ M⁻¹ b for a vector that is 0 but for some elements, after {@link #factorise}. What one part of the band says of
   * another fades with their distance: the sum ends where a whole band adds nothing any more.
   *
   * @param index of those elements
   * @param value of each
   */
  double inverseForm(int[] index, double[] value) {
    int from = size;
    int last = 0;
    double[] x = new double[size];
    for (int k = 0; k < index.length; k++) {
      x[index[k]] += value[k];
      from = Math.min(from, index[k]);
      last = Math.max(last, index[k]);
    }
    double sum = 0;
    double quiet = 0;
    int quietSince = from;
    for (int k = from; k < size; k++) {
      double[] row = rows[k];
      int first = first(k / GROUP);
      int skipped = Math.max(0, from - first);
      double part = (x[k] - dot(row, x, skipped, first, k - first)) / row[k - first];
      x[k] = part;
      sum += part * part;
      quiet += part * part;
      if (k <= last || quiet > NOTHING * sum) {
        quiet = 0;
        quietSince = k;
      } else if (k - quietSince > band) {
        break;
      }
    }
    return sum;
  }
}
