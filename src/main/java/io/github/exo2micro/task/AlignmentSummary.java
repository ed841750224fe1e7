package io.github.exo2micro.task;

import io.github.exo2micro.image.Interpolation;
import io.github.exo2micro.registration.patch.UnmeasuredTissue;
import io.github.exo2micro.registration.pieces.Tear;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How the alignment of stage 2 or 3 went, for people and for files.
 *
 * @param accepted whether the stage's own alignment was taken; otherwise the earlier one stays
 * @param reason why it was taken or rejected, with the figures, one sentence
 * @param accuracyPx median error of places all over the tissue, the patches' own noise taken off, full-resolution px;
 *     without patches that of matches that were held out of the fit; empty when there is no fit
 * @param accuracyP95Px their 95th percentile
 * @param inlierResidualPx median residual of the matches that were fitted, full-resolution px
 * @param inlierRatio RANSAC inliers / matches
 * @param matches how many matches there were
 * @param correctionPx largest displacement over the tissue against the earlier alignment, full-resolution px
 * @param method how the warp was found: "boundary", "features", "tiles of SIFT + 310 patches"
 * @param local what local alignment found, where it was asked
 * @param unmeasured the tissue on which the final alignment could not be confirmed, where that was looked for
 */
public record AlignmentSummary(boolean accepted, String reason, OptionalDouble accuracyPx, OptionalDouble accuracyP95Px,
    OptionalDouble inlierResidualPx, OptionalDouble inlierRatio, int matches, OptionalDouble correctionPx,
    String method,
    Optional<LocalSummary> local, Optional<UnmeasuredTissue> unmeasured) {

  /** A sidecar from before there was a figure, or local alignment, has none. */
  public AlignmentSummary {
    accuracyPx = known(accuracyPx);
    accuracyP95Px = known(accuracyP95Px);
    inlierResidualPx = known(inlierResidualPx);
    inlierRatio = known(inlierRatio);
    correctionPx = known(correctionPx);
    local = local == null ? Optional.empty() : local;
    unmeasured = unmeasured == null ? Optional.empty() : unmeasured;
  }

  private static OptionalDouble known(OptionalDouble figure) {
    return figure == null ? OptionalDouble.empty() : figure;
  }

  /** Of an alignment that was taken without any figures. */
  public static AlignmentSummary unmeasured(String reason, String method) {
    OptionalDouble none = OptionalDouble.empty();
    return new AlignmentSummary(true, reason, none, none, none, none, 0, none, method);
  }

  /** Of an alignment without a local step. */
  public AlignmentSummary(boolean accepted, String reason, OptionalDouble accuracyPx, OptionalDouble accuracyP95Px,
      OptionalDouble inlierResidualPx, OptionalDouble inlierRatio, int matches, OptionalDouble correctionPx,
      String method) {
    this(accepted, reason, accuracyPx, accuracyP95Px, inlierResidualPx, inlierRatio, matches, correctionPx, method,
        Optional.empty(), Optional.empty());
  }

  /**
   * The same with what local alignment found; where its field is used the accuracy is the one under the field, and the
   * stage has an alignment of its own, be it that its homography was refused.
   */
  public AlignmentSummary with(LocalSummary found) {
    boolean rescued = found.used() && !accepted;
    String homography = rescued ? "a local field on stage 2's homography; none of its own, since " + reason : reason;
    return new AlignmentSummary(accepted || rescued,
        homography + (found.beforePx().isEmpty() ? "" : ". Local alignment: " + found.reason()),
        found.used() ? found.afterPx() : accuracyPx, found.used() ? found.afterP95Px() : accuracyP95Px,
        inlierResidualPx,
        inlierRatio, matches, correctionPx,
        found.used() ? method + " + a field on " + found.fitted() + " patches" : method,
        Optional.of(found), unmeasured);
  }

  /**
   * How the aligned pre has its values between pre's pixels: what a field places to a hundredth of a pixel is not
   * blurred.
   */
  public Interpolation interpolation() {
    return local.filter(LocalSummary::used).map(LocalSummary::between).orElse(Interpolation.BILINEAR);
  }

  /** The pieces of a torn section, where they were aligned each on its own. */
  public Optional<Tear> tear() {
    return local.filter(LocalSummary::used).flatMap(LocalSummary::tear);
  }

  /** The same with the tissue on which it could not be confirmed. */
  public AlignmentSummary with(UnmeasuredTissue found) {
    return new AlignmentSummary(accepted, reason, accuracyPx, accuracyP95Px, inlierResidualPx, inlierRatio, matches,
        correctionPx, method, local, Optional.of(found));
  }
}
