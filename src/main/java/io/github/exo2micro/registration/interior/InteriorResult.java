package io.github.exo2micro.registration.interior;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.registration.patch.PatchResidual;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How interior alignment went. Lengths in full-resolution px; empty where not measured.
 *
 * @param warp padded post px → padded pre px; the earlier alignment's when rejected
 * @param accepted whether the warp is this step's own
 * @param reason why, with the figures, one sentence; without the words accepted or rejected
 * @param accuracyPx median error over the tissue ({@link io.github.exo2micro.registration.patch.RemainingError};
 *     without patches that on matches held out of the fit), of this step's warp, also when rejected
 * @param accuracyP95Px their 95th percentile
 * @param inlierResidualPx median residual of what was fitted
 * @param inlierRatio inliers / matches
 * @param matches how many matches there were
 * @param correctionPx largest displacement over the tissue against the earlier alignment
 * @param method what the warp rests on
 * @param residuals what is left at each patch that could be measured; empty without a fit
 * @param misled whether it was rejected since the patches follow a pattern that is fixed to the camera: then they say
 *     nothing about the tissue, nor about its bends
 */
public record InteriorResult(Homography warp, boolean accepted, String reason, OptionalDouble accuracyPx,
    OptionalDouble accuracyP95Px, OptionalDouble inlierResidualPx, OptionalDouble inlierRatio, int matches,
    OptionalDouble correctionPx, String method,
    List<PatchResidual> residuals, boolean misled) {

  /** A result that rests on no matches. */
  static InteriorResult unmeasured(Homography warp, boolean accepted, String reason, OptionalDouble correctionPx,
      String method) {
    OptionalDouble none = OptionalDouble.empty();
    return new InteriorResult(warp, accepted, reason, none, none, none, none, 0, correctionPx, method, List.of(),
        false);
  }

  /** The list is copied. */
  public InteriorResult {
    residuals = List.copyOf(residuals);
  }
}
