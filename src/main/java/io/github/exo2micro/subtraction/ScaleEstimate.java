package io.github.exo2micro.subtraction;

import java.util.Optional;

/**
 * A factor that brings pre to post's background.
 *
 * @param scale the factor
 * @param uncertainty one standard deviation of it, see {@link ScaleEstimator}; 0 for a manual scale
 * @param note what to know about it, or ""
 * @param fit what the picture of the ratio's histogram needs; only of the Moffat scale
 */
public record ScaleEstimate(double scale, double uncertainty, String note, Optional<RatioFit> fit) {

  /** The same with something more to know. */
  public ScaleEstimate noted(String more) {
    return new ScaleEstimate(scale, uncertainty, note.isEmpty() ? more : note + "; " + more, fit);
  }
}
