package io.github.exo2micro.geometry;

import java.util.List;
import java.util.Optional;

/** Point pairs as arrays, moved and scaled to mean 0 and mean distance √2 in each image. */
final class NormalisedPairs {

  /** Post columns and rows, pre columns and rows, normalised. */
  final double[] x;
  final double[] y;
  final double[] u;
  final double[] v;
  /** Normalised units per pre pixel. */
  final double preScale;

  private final Homography toNormalisedPost;
  private final Homography fromNormalisedPre;

  NormalisedPairs(List<PointPair> pairs) {
    int n = pairs.size();
    x = new double[n];
    y = new double[n];
    u = new double[n];
    v = new double[n];
    for (int i = 0; i < n; i++) {
      PointPair pair = pairs.get(i);
      x[i] = pair.x();
      y[i] = pair.y();
      u[i] = pair.preX();
      v[i] = pair.preY();
    }
    double[] post = normalise(x, y);
    double[] pre = normalise(u, v);
    toNormalisedPost = Homography.affine(post[2], 0, -post[2] * post[0], 0, post[2], -post[2] * post[1]);
    fromNormalisedPre = Homography.affine(1 / pre[2], 0, pre[0], 0, 1 / pre[2], pre[1]);
    preScale = pre[2];
  }

  int count() {
    return x.length;
  }

  /** The warp in pixels; empty when the pixel origin lies on or behind its horizon. */
  Optional<Homography> restored(double[] warp) {
    Homography post = toNormalisedPost;
    boolean before = warp[6] * post.at(0, 2) + warp[7] * post.at(1, 2) + 1 > 1e-9;
    return before ? Optional.of(fromNormalisedPre.after(Homography.of(warp)).after(post)) : Optional.empty();
  }

  /** Twice the signed area of the triangle of three post points. */
  double postTurn(int a, int b, int c) {
    return (x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a]);
  }

  /** Twice the signed area of the triangle of three pre points. */
  double preTurn(int a, int b, int c) {
    return (u[b] - u[a]) * (v[c] - v[a]) - (v[b] - v[a]) * (u[c] - u[a]);
  }

  private static double[] normalise(double[] x, double[] y) {
    int n = x.length;
    double cx = 0;
    double cy = 0;
    for (int i = 0; i < n; i++) {
      cx += x[i] / n;
      cy += y[i] / n;
    }
    double distance = 0;
    for (int i = 0; i < n; i++) {
      distance += Math.hypot(x[i] - cx, y[i] - cy) / n;
    }
    double scale = distance > 0 ? Math.sqrt(2) / distance : 1;
    for (int i = 0; i < n; i++) {
      x[i] = scale * (x[i] - cx);
      y[i] = scale * (y[i] - cy);
    }
    return new double[] {cx, cy, scale};
  }
}
