package io.github.exo2micro.task;

import java.util.Optional;

/**
 * One way of scaling the background, and its value.
 *
 * @param kind how it was found
 * @param scale factor that brings pre to post's background
 * @param uncertainty one standard deviation of it; 0 for a manual one
 * @param overSubtracted share of the pixels with signal in both images that it takes below zero, 0 to 1: about 0.5
 *     where it fits; empty when not known, as of a difference by an earlier version
 * @param note what to know about it ("the Moffat fit failed: smoothed peak"), or ""
 */
public record ScaleSummary(ScaleKind kind, double scale, double uncertainty, Optional<Double> overSubtracted,
    String note) {

  /** What a sidecar of an earlier version lacks is not known. */
  public ScaleSummary {
    overSubtracted = overSubtracted == null ? Optional.empty() : overSubtracted;
  }
}
