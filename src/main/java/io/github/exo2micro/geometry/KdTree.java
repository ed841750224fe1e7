package io.github.exo2micro.geometry;

/**
 * Points of the plane, arranged so that the nearest one to any place is found in logarithmic time (Bentley 1975,
 * doi:10.1145/361002.361007). Immutable and thread-safe; among equally near points any one, but always the same, is
 * found.
 */
public final class KdTree {

  private final double[] x;
  private final double[] y;
  /** Point indices, so that the middle of each range splits it, by x and by y in turn. */
  private final int[] order;

  /**
   * @param x columns; copied
   * @param y rows, as many
   * @throws IllegalArgumentException when there is no point, or the lengths differ
   */
  public KdTree(double[] x, double[] y) {
    if (x.length == 0 || x.length != y.length) {
      throw new IllegalArgumentException(x.length + " columns, " + y.length + " rows");
    }
    this.x = x.clone();
    this.y = y.clone();
    order = new int[x.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    arrange(0, order.length, true);
  }

  /** Index of the point that is nearest to (px, py). */
  int nearest(double px, double py) {
    return new Query(px, py).run();
  }

  /** How many points there are. */
  public int size() {
    return x.length;
  }

  /** Column of point {@code i}. */
  public double x(int i) {
    return x[i];
  }

  /** Row of point {@code i}. */
  public double y(int i) {
    return y[i];
  }

  private void arrange(int from, int to, boolean byX) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    select(byX ? x : y, from, to - 1, middle);
    arrange(from, middle, !byX);
    arrange(middle + 1, to, !byX);
  }

  /** Quickselect: puts the element that belongs at {@code k} there, smaller before it, larger after it. */
  private void select(double[] key, int from, int to, int k) {
    int lo = from;
    int hi = to;
    while (lo < hi) {
      double pivot = key[order[(lo + hi) >>> 1]];
      int i = lo;
      int j = hi;
      while (i <= j) {
        while (key[order[i]] < pivot) {
          i++;
        }
        while (key[order[j]] > pivot) {
          j--;
        }
        if (i <= j) {
          int swap = order[i];
          order[i++] = order[j];
          order[j--] = swap;
        }
      }
      if (k <= j) {
        hi = j;
      } else if (k >= i) {
        lo = i;
      } else {
        return;
      }
    }
  }

  private final class Query {
    private final double px;
    private final double py;
    private int best = -1;
    private double bestSquare = Double.POSITIVE_INFINITY;

    Query(double px, double py) {
      this.px = px;
      this.py = py;
    }

    int run() {
      visit(0, order.length, true);
      return best;
    }

    private void visit(int from, int to, boolean byX) {
      if (from >= to) {
        return;
      }
      int middle = (from + to) >>> 1;
      int point = order[middle];
      double dx = px - x[point];
      double dy = py - y[point];
      double square = dx * dx + dy * dy;
      if (square < bestSquare || best < 0) {
        bestSquare = square;
        best = point;
      }
      double side = byX ? dx : dy;
      if (side < 0) {
        visit(from, middle, !byX);
        if (side * side < bestSquare) {
          visit(middle + 1, to, !byX);
        }
      } else {
        visit(middle + 1, to, !byX);
        if (side * side < bestSquare) {
          visit(from, middle, !byX);
        }
      }
    }
  }
}
