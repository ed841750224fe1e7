package io.github.exo2micro.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class IcpTest {

  private static final int N = 3000;

  private static double[] curve(boolean column) {
    double[] result = new double[N];
    for (int i = 0; i < N; i++) {
      double angle = 2 * Math.PI * i / N;
      double r = 150 + 30 * Math.cos(2 * angle) + 15 * Math.sin(3 * angle) + 6 * Math.cos(7 * angle);
      result[i] = column ? 300 + r * Math.cos(angle) : 250 + 0.8 * r * Math.sin(angle);
    }
    return result;
  }

  private static KdTree warped(Homography warp, int from) {
    double[] x = curve(true);
    double[] y = curve(false);
    double[] u = new double[N - from];
    double[] v = new double[N - from];
    for (int i = from; i < N; i++) {
      u[i - from] = warp.x(x[i], y[i]);
      v[i - from] = warp.y(x[i], y[i]);
    }
    return new KdTree(u, v);
  }

  @Test
  void findsTheAffineWarpBetweenTwoCurves() {
    Homography truth = Homography.affine(1.03, -0.05, 12, 0.06, 0.98, -9);
    Icp.Fit fit = new Icp(WarpModel.AFFINE, 40, 3, 100).improve(curve(true), curve(false), warped(truth, 0),
        Homography.identity());
    assertTrue(fit.medianPx() < 0.2, "median " + fit.medianPx());
    assertEquals(1, fit.matched());
    assertEquals(truth.x(300, 250), fit.warp().x(300, 250), 0.3);
    assertEquals(truth.y(420, 300), fit.warp().y(420, 300), 0.3);
  }

  @Test
  void isNotPulledByAMissingPart() {
    Homography truth = Homography.similarity(3, 1.02, 300, 250, 6, -4);
    Icp.Fit fit = new Icp(WarpModel.SIMILARITY, 20, 2, 100).improve(curve(true), curve(false), warped(truth, N / 6),
        Homography.identity());
    assertEquals(truth.x(300, 250), fit.warp().x(300, 250), 1);
    assertTrue(fit.matched() < 0.95 && fit.matched() > 0.8, "matched " + fit.matched());
  }

  @Test
  void keepsTheStartWhenNothingIsNear() {
    Homography start = Homography.translation(5000, 0);
    Icp.Fit fit = new Icp(WarpModel.AFFINE, 40, 3, 100).improve(curve(true), curve(false),
        warped(Homography.identity(), 0), start);
    assertEquals(start, fit.warp());
    assertEquals(0, fit.steps());
  }
}
