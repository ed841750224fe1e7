package io.github.exo2micro.registration.interior;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.registration.patch.PatchResidual;
import java.util.List;

/**
 * How interior alignment went. Lengths in full-resolution px; −1 stands for "not measured".
 *
 * @param warp padded post px → padded pre px; the earlier alignment's when rejected
 * @param accepted whether the warp is this step's own
 * @param reason why, with the figures, one sentence; without the words accepted or rejected
 * @param accuracyPx median error on patches (or matches) held out of the fit, of this step's warp, also when rejected
 * @param accuracyP95Px their 95th percentile
 * @param inlierResidualPx median residual of what was fitted
 * @param inlierRatio inliers / matches
 * @param matches how many matches there were
 * @param correctionPx largest displacement over the tissue against the earlier alignment
 * @param method what the warp rests on
 * @param residuals what is left at each patch that could be measured; empty without a fit
 */
public record InteriorResult(Homography warp, boolean accepted, String reason, double accuracyPx, double accuracyP95Px,
    double inlierResidualPx, double inlierRatio, int matches, double correctionPx, String method,
    List<PatchResidual> residuals) {

  /** The list is copied. */
  public InteriorResult {
    residuals = List.copyOf(residuals);
  }
}
