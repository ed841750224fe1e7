package io.github.exo2micro.bench.scale;

import io.github.exo2micro.subtraction.ScaleEstimate;
import java.util.List;
import java.util.Locale;

/**
 * What the scales of several seeds say about the estimator, parts of the truth.
 *
 * @param bias mean of the scales over the truth, less 1
 * @param spread standard deviation of the scales
 * @param reported mean of the uncertainties that were reported
 * @param worst largest distance from the truth, in uncertainties that were reported
 */
record ScaleFigures(double bias, double spread, double reported, double worst) {

  static ScaleFigures of(List<ScaleEstimate> estimates, double truth) {
    double mean = estimates.stream().mapToDouble(ScaleEstimate::scale).average().orElseThrow();
    double squares = estimates.stream().mapToDouble(e -> (e.scale() - mean) * (e.scale() - mean)).sum();
    return new ScaleFigures(mean / truth - 1, Math.sqrt(squares / Math.max(1, estimates.size() - 1)) / truth,
        estimates.stream().mapToDouble(ScaleEstimate::uncertainty).average().orElseThrow() / truth,
        estimates.stream().mapToDouble(e -> Math.abs(e.scale() - truth) / e.uncertainty()).max().orElseThrow());
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%+8.3f %% %8.3f %% %8.3f %% %7.2f %7.1f", 100 * bias, 100 * spread,
        100 * reported, reported / spread, worst);
  }
}
