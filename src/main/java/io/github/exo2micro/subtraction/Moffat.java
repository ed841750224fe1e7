package io.github.exo2micro.subtraction;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresOptimizer.Optimum;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.ArrayRealVector;

/**
 * A Moffat profile, {@code amplitude · (1 + ((x − mu) / alpha)²)^(−beta)} (Moffat 1969, A&amp;A 3, 455): a bell whose
 * wings run from Lorentzian (beta = 1) to Gaussian (beta large).
 *
 * @param amplitude height
 * @param mu where its top is
 * @param alpha its width, over 1e-6
 * @param beta how steep its wings fall, 1 to 20
 */
public record Moffat(double amplitude, double mu, double alpha, double beta) {

  /** Its value at x. */
  public double at(double x) {
    double u = (x - mu) / alpha;
    return amplitude * Math.pow(1 + u * u, -beta);
  }

  /** Half its width at half its height. */
  public double halfWidth() {
    return alpha * Math.sqrt(Math.pow(2, 1 / beta) - 1);
  }

  /**
   * Fits a profile to points by least squares (Levenberg–Marquardt), within the bounds above and lowest ≤ mu ≤ highest.
   *
   * @param start where the search begins
   * @return the profile, or empty when the search did not converge or ended on a bound of mu
   */
  static Optional<Moffat> fit(double[] x, double[] y, Moffat start, double lowest, double highest) {
    if (x.length < 5) {
      return Optional.empty();
    }
    double scale = Arrays.stream(y).max().orElse(0);
    if (!(scale > 0)) {
      return Optional.empty();
    }
    double[] target = Arrays.stream(y).map(v -> v / scale).toArray();
    try {
      Optimum optimum = new LevenbergMarquardtOptimizer().optimize(new LeastSquaresBuilder()
          .start(new double[] {start.amplitude / scale, start.mu, start.alpha, start.beta})
          .target(target)
          .model(p -> values(x, p), p -> slopes(x, p))
          .parameterValidator(p -> new ArrayRealVector(new double[] {
              Math.max(0, p.getEntry(0)), clamp(p.getEntry(1), lowest, highest),
              clamp(p.getEntry(2), 1e-6, highest - lowest), clamp(p.getEntry(3), 1, 20)}, false))
          .maxEvaluations(2000).maxIterations(500).build());
      double[] p = optimum.getPoint().toArray();
      boolean usable = p[0] > 0 && p[1] > lowest && p[1] < highest && p[2] > 1e-6;
      return usable ? Optional.of(new Moffat(p[0] * scale, p[1], p[2], p[3])) : Optional.empty();
    } catch (MathIllegalStateException | MathIllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static double clamp(double v, double low, double high) {
    return Math.max(low, Math.min(high, v));
  }

  private static double[] values(double[] x, double[] p) {
    Moffat moffat = new Moffat(p[0], p[1], p[2], p[3]);
    return Arrays.stream(x).map(moffat::at).toArray();
  }

  private static double[][] slopes(double[] x, double[] p) {
    double[][] result = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      double u = (x[i] - p[1]) / p[2];
      double q = 1 + u * u;
      double shape = Math.pow(q, -p[3]);
      double inner = 2 * p[0] * p[3] * u * shape / q / p[2];
      result[i] = new double[] {shape, inner, inner * u, -p[0] * shape * Math.log(q)};
    }
    return result;
  }
}
