package io.github.exo2micro.geometry;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A family of warps that can be fitted to point pairs by (weighted) least squares of the distances in pre pixels.
 *
 * <p>Points are first moved and scaled to mean 0 and mean distance √2 in each image (Hartley 1997,
 * doi:10.1109/34.601246), so that large coordinates cost no precision.
 */
public enum WarpModel {

  /** Rotation, isotropic scale, shift; never a mirror image. */
  SIMILARITY(2),
  /** Any linear map and a shift. */
  AFFINE(3),
  /**
   * Projective. The linear (algebraic) solution is refined by a few Levenberg–Marquardt steps on the distances in pre
   * pixels when there are more than four pairs (Hartley and Zisserman 2004, sections 4.1 and 4.5,
   * doi:10.1017/CBO9780511811685).
   */
  HOMOGRAPHY(4);

  private static final int REFINEMENT_STEPS = 8;

  private final int points;

  WarpModel(int points) {
    this.points = points;
  }

  /** How many pairs determine the warp. */
  public int points() {
    return points;
  }

  /**
   * The warp with the smallest sum of squared distances in pre.
   *
   * @return empty when there are too few pairs, or they do not determine the warp (coincident, collinear)
   */
  public Optional<Homography> fit(List<PointPair> pairs) {
    double[] ones = new double[pairs.size()];
    Arrays.fill(ones, 1);
    return fit(pairs, ones);
  }

  /**
   * The warp with the smallest weighted sum of squared distances in pre.
   *
   * @param weights one per pair, not negative
   * @return empty when there are too few pairs of positive weight, or they do not determine the warp
   */
  public Optional<Homography> fit(List<PointPair> pairs, double[] weights) {
    if (weights.length != pairs.size()) {
      throw new IllegalArgumentException(weights.length + " weights for " + pairs.size() + " pairs");
    }
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    NormalisedPairs normalised = new NormalisedPairs(pairs);
    int[] used = new int[pairs.size()];
    int n = 0;
    for (int i = 0; i < used.length; i++) {
      if (!(weights[i] >= 0)) {
        throw new IllegalArgumentException("weight " + weights[i]);
      }
      if (weights[i] > 0) {
        used[n++] = i;
      }
    }
    double[] warp = new double[9];
    return solve(normalised, used, n, weights, warp) ? normalised.restored(warp) : Optional.empty();
  }

  /**
   * Fits in normalised coordinates.
   *
   * @param used indices of the pairs to fit, the first {@code n} of the array
   * @param warp receives nine elements, row-major, the last 1
   * @return whether the pairs determine a warp
   */
  boolean solve(NormalisedPairs pairs, int[] used, int n, double[] weights, double[] warp) {
    if (n < points) {
      return false;
    }
    return switch (this) {
      case SIMILARITY -> similarity(pairs, used, n, weights, warp);
      case AFFINE -> affine(pairs, used, n, weights, warp);
      case HOMOGRAPHY -> homography(pairs, used, n, weights, warp);
    };
  }

  private static boolean similarity(NormalisedPairs p, int[] used, int n, double[] weights, double[] warp) {
    double[] mean = means(p, used, n, weights);
    double dot = 0;
    double cross = 0;
    double spread = 0;
    for (int k = 0; k < n; k++) {
      int i = used[k];
      double w = weights[i];
      double x = p.x[i] - mean[0];
      double y = p.y[i] - mean[1];
      double u = p.u[i] - mean[2];
      double v = p.v[i] - mean[3];
      dot += w * (x * u + y * v);
      cross += w * (x * v - y * u);
      spread += w * (x * x + y * y);
    }
    double c = dot / spread;
    double s = cross / spread;
    if (!(spread > 1e-18 * mean[4]) || !(c * c + s * s > 1e-12)) {
      return false;
    }
    set(warp, c, -s, mean[2] - c * mean[0] + s * mean[1], s, c, mean[3] - s * mean[0] - c * mean[1]);
    return true;
  }

  private static boolean affine(NormalisedPairs p, int[] used, int n, double[] weights, double[] warp) {
    double[] mean = means(p, used, n, weights);
    double xx = 0;
    double xy = 0;
    double yy = 0;
    double ux = 0;
    double uy = 0;
    double vx = 0;
    double vy = 0;
    for (int k = 0; k < n; k++) {
      int i = used[k];
      double w = weights[i];
      double x = p.x[i] - mean[0];
      double y = p.y[i] - mean[1];
      double u = w * (p.u[i] - mean[2]);
      double v = w * (p.v[i] - mean[3]);
      xx += w * x * x;
      xy += w * x * y;
      yy += w * y * y;
      ux += u * x;
      uy += u * y;
      vx += v * x;
      vy += v * y;
    }
    double det = xx * yy - xy * xy;
    // det / (trace/2)² is (thin side / long side)² of the cloud: below this the points are a line
    if (!(det > 1e-12 * 0.25 * (xx + yy) * (xx + yy)) || !(xx + yy > 1e-18 * mean[4])) {
      return false;
    }
    double a = (ux * yy - uy * xy) / det;
    double b = (uy * xx - ux * xy) / det;
    double d = (vx * yy - vy * xy) / det;
    double e = (vy * xx - vx * xy) / det;
    if (Math.abs(a * e - b * d) < 1e-12) {
      return false;
    }
    set(warp, a, b, mean[2] - a * mean[0] - b * mean[1], d, e, mean[3] - d * mean[0] - e * mean[1]);
    return true;
  }

  private static boolean homography(NormalisedPairs p, int[] used, int n, double[] weights, double[] warp) {
    if (n == 4 ? collinearTriple(p, used) : !affine(p, used, n, weights, warp)) {
      return false;
    }
    double[][] normal = new double[8][8];
    double[] right = new double[8];
    for (int k = 0; k < n; k++) {
      int i = used[k];
      double x = p.x[i];
      double y = p.y[i];
      double u = p.u[i];
      double v = p.v[i];
      LinearSystem.add(normal, right, weights[i], u, x, y, 1, 0, 0, 0, -x * u, -y * u);
      LinearSystem.add(normal, right, weights[i], v, 0, 0, 0, x, y, 1, -x * v, -y * v);
    }
    if (!LinearSystem.solve(normal, right)) {
      return false;
    }
    System.arraycopy(right, 0, warp, 0, 8);
    warp[8] = 1;
    if (n > 4) {
      refine(p, used, n, weights, warp);
    }
    return cost(p, used, n, weights, warp) < Double.POSITIVE_INFINITY;
  }

  /** Levenberg–Marquardt on the distances in pre; keeps a step only if it makes the sum of squares smaller. */
  private static void refine(NormalisedPairs p, int[] used, int n, double[] weights, double[] warp) {
    double damping = 1e-6;
    double cost = cost(p, used, n, weights, warp);
    for (int step = 0; step < REFINEMENT_STEPS && cost > 0; step++) {
      double[][] normal = new double[8][8];
      double[] right = new double[8];
      for (int k = 0; k < n; k++) {
        int i = used[k];
        double x = p.x[i];
        double y = p.y[i];
        double d = 1 / (warp[6] * x + warp[7] * y + 1);
        double u = (warp[0] * x + warp[1] * y + warp[2]) * d;
        double v = (warp[3] * x + warp[4] * y + warp[5]) * d;
        LinearSystem.add(normal, right, weights[i], p.u[i] - u, x * d, y * d, d, 0, 0, 0, -x * u * d, -y * u * d);
        LinearSystem.add(normal, right, weights[i], p.v[i] - v, 0, 0, 0, x * d, y * d, d, -x * v * d, -y * v * d);
      }
      for (int i = 0; i < 8; i++) {
        normal[i][i] *= 1 + damping;
      }
      if (!LinearSystem.solve(normal, right)) {
        return;
      }
      double[] trial = warp.clone();
      for (int i = 0; i < 8; i++) {
        trial[i] += right[i];
      }
      double trialCost = cost(p, used, n, weights, trial);
      if (trialCost < cost) {
        boolean converged = cost - trialCost < 1e-10 * cost;
        System.arraycopy(trial, 0, warp, 0, 9);
        cost = trialCost;
        damping *= 0.1;
        if (converged) {
          return;
        }
      } else {
        damping = Math.max(damping * 100, 1e-4);
      }
    }
  }

  /** Weighted sum of squared distances; infinite when a point lies on or behind the horizon. */
  private static double cost(NormalisedPairs p, int[] used, int n, double[] weights, double[] warp) {
    double sum = 0;
    for (int k = 0; k < n; k++) {
      int i = used[k];
      double w = warp[6] * p.x[i] + warp[7] * p.y[i] + 1;
      if (!(w > 1e-6)) {
        return Double.POSITIVE_INFINITY;
      }
      double du = (warp[0] * p.x[i] + warp[1] * p.y[i] + warp[2]) / w - p.u[i];
      double dv = (warp[3] * p.x[i] + warp[4] * p.y[i] + warp[5]) / w - p.v[i];
      sum += weights[i] * (du * du + dv * dv);
    }
    return sum;
  }

  private static boolean collinearTriple(NormalisedPairs p, int[] used) {
    for (int skip = 0; skip < 4; skip++) {
      int a = used[skip == 0 ? 1 : 0];
      int b = used[skip <= 1 ? 2 : 1];
      int c = used[skip <= 2 ? 3 : 2];
      if (Math.abs(p.postTurn(a, b, c)) < 1e-9 || Math.abs(p.preTurn(a, b, c)) < 1e-9) {
        return true;
      }
    }
    return false;
  }

  /** Weighted means of x, y, u, v, then the sum of the weights. */
  private static double[] means(NormalisedPairs p, int[] used, int n, double[] weights) {
    double[] sum = new double[5];
    for (int k = 0; k < n; k++) {
      int i = used[k];
      double w = weights[i];
      sum[0] += w * p.x[i];
      sum[1] += w * p.y[i];
      sum[2] += w * p.u[i];
      sum[3] += w * p.v[i];
      sum[4] += w;
    }
    for (int i = 0; i < 4; i++) {
      sum[i] /= sum[4];
    }
    return sum;
  }

  private static void set(double[] warp, double a, double b, double c, double d, double e, double f) {
    warp[0] = a;
    warp[1] = b;
    warp[2] = c;
    warp[3] = d;
    warp[4] = e;
    warp[5] = f;
    warp[6] = 0;
    warp[7] = 0;
    warp[8] = 1;
  }
}
