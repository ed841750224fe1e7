package io.github.exo2micro.registration.patch;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.Quantile;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * A warp refined on patches.
 *
 * @param warp padded post px → padded pre px
 * @param residuals of all patches that could be measured, in the order of their positions; shared
 * @param tried how many patches there were
 * @param error of the warp over the tissue; empty where none of the patches was held out
 */
public record PatchFit(Homography warp, List<PatchResidual> residuals, int tried, Optional<RemainingError> error) {

  /** How many of the patches that could be measured. */
  public int measured() {
    return residuals.size();
  }

  /** How many took part in the fit and were believed. */
  public int fitted() {
    return (int) residuals.stream().filter(r -> !r.heldOut() && r.inlier()).count();
  }

  /** How many were measured but kept out of the fit. */
  public int heldOut() {
    return (int) residuals.stream().filter(PatchResidual::heldOut).count();
  }

  /** Believed / measured, of those that the fit could use. */
  public double inlierRatio() {
    long used = residuals.stream().filter(r -> !r.heldOut()).count();
    return used == 0 ? 0 : (double) fitted() / used;
  }

  /** Quantile (0 to 1) of the held-out residuals' lengths, px; empty when there are none. */
  public OptionalDouble heldOutError(double share) {
    return quantile(PatchResidual::heldOut, share);
  }

  /** The same for those that were fitted. */
  public OptionalDouble fittedError(double share) {
    return quantile(r -> !r.heldOut() && r.inlier(), share);
  }

  /**
   * How alike the residuals of neighbouring patches are, −1 to 1: near 0 when they are noise, near 1 when what is left
   * is a smooth deformation that no homography follows.
   */
  public double neighbourCorrelation() {
    return neighbourCorrelation(residuals);
  }

  static double neighbourCorrelation(List<PatchResidual> residuals) {
    double product = 0;
    double power = 0;
    for (PatchResidual r : residuals) {
      PatchResidual nearest = null;
      double least = Double.POSITIVE_INFINITY;
      for (PatchResidual other : residuals) {
        double distance = Math.hypot(other.x() - r.x(), other.y() - r.y());
        if (other != r && other.inlier() && distance < least) {
          least = distance;
          nearest = other;
        }
      }
      if (nearest != null && r.inlier()) {
        product += r.dx() * nearest.dx() + r.dy() * nearest.dy();
        power += (r.dx() * r.dx() + r.dy() * r.dy() + nearest.dx() * nearest.dx() + nearest.dy() * nearest.dy()) / 2;
      }
    }
    return power == 0 ? 0 : product / power;
  }

  private OptionalDouble quantile(Predicate<PatchResidual> which, double share) {
    double[] lengths = residuals.stream().filter(which).mapToDouble(PatchResidual::length).toArray();
    return lengths.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Quantile.of(lengths, share));
  }
}
