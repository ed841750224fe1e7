package io.github.exo2micro.registration.patch;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * What a homography that was fitted to patches by weighted least squares is unsure of, from place to place: the
 * propagation of the patches' variances, to first order about the fit.
 *
 * <p>A homography next to the identity moves (x, y) by (a + bx + cy + x(gx + hy), d + ex + fy + y(gx + hy)); that the
 * fit's own warp comes after it changes nothing of what it is unsure of in post's frame.
 */
final class HomographyVariance {

  private static final int UNKNOWNS = 8;

  private final double cx;
  private final double cy;
  private final double reach;
  private final RealMatrix covariance;

  private HomographyVariance(double cx, double cy, double reach, RealMatrix covariance) {
    this.cx = cx;
    this.cy = cy;
    this.reach = reach;
    this.covariance = covariance;
  }

  /**
   * @param fitted patches that were fitted
   * @param variances of each along each axis, the reciprocal of its weight in the fit, px²
   * @throws org.apache.commons.math3.linear.SingularMatrixException where they lie on a line
   */
  static HomographyVariance of(List<PatchPosition> fitted, double[] variances) {
    double x = fitted.stream().mapToDouble(PatchPosition::x).average().orElse(0);
    double y = fitted.stream().mapToDouble(PatchPosition::y).average().orElse(0);
    double reach = fitted.stream().mapToDouble(p -> Math.hypot(p.x() - x, p.y() - y)).max().orElse(1);
    HomographyVariance frame = new HomographyVariance(x, y, Math.max(1, reach),
        MatrixUtils.createRealIdentityMatrix(1));
    double[][] normal = new double[UNKNOWNS][UNKNOWNS];
    for (int k = 0; k < variances.length; k++) {
      for (double[] row : frame.rows(fitted.get(k).x(), fitted.get(k).y())) {
        for (int i = 0; i < UNKNOWNS; i++) {
          for (int j = 0; j < UNKNOWNS; j++) {
            normal[i][j] += row[i] * row[j] / variances[k];
          }
        }
      }
    }
    return new HomographyVariance(frame.cx, frame.cy, frame.reach,
        new QRDecomposition(new Array2DRowRealMatrix(normal, false)).getSolver().getInverse());
  }

  /** Along each axis, mean of both, px² of post. */
  double at(double x, double y) {
    double sum = 0;
    for (double[] row : rows(x, y)) {
      double[] product = covariance.operate(row);
      for (int i = 0; i < UNKNOWNS; i++) {
        sum += row[i] * product[i] / 2;
      }
    }
    return sum;
  }

  /** What each unknown moves a place by: along x, along y. */
  private double[][] rows(double x, double y) {
    double u = (x - cx) / reach;
    double v = (y - cy) / reach;
    return new double[][] {{1, u, v, 0, 0, 0, u * u, u * v}, {0, 0, 0, 1, u, v, u * v, v * v}};
  }
}
