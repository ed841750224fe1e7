package io.github.exo2micro.task;

import io.github.exo2micro.registration.patch.UnmeasuredTissue;
import java.util.Optional;

/**
 * How the alignment of stage 2 or 3 went, for people and for files.
 *
 * @param accepted whether the stage's own alignment was taken; otherwise the earlier one stays
 * @param reason why it was taken or rejected, with the figures, one sentence
 * @param accuracyPx median error on matches that were held out of the fit, full-resolution px; −1 when there is no fit
 * @param accuracyP95Px their 95th percentile, or −1
 * @param inlierResidualPx median residual of the matches that were fitted, full-resolution px, or −1
 * @param inlierRatio RANSAC inliers / matches, or −1
 * @param matches how many matches there were
 * @param correctionPx largest displacement over the tissue against the earlier alignment, full-resolution px, or −1
 * @param method how the warp was found: "boundary", "features", "tiles of SIFT + 310 patches"
 * @param local what local alignment found, where it was asked
 * @param unmeasured the tissue on which the final alignment could not be confirmed, where that was looked for
 */
public record AlignmentSummary(boolean accepted, String reason, double accuracyPx, double accuracyP95Px,
    double inlierResidualPx, double inlierRatio, int matches, double correctionPx, String method,
    Optional<LocalSummary> local, Optional<UnmeasuredTissue> unmeasured) {

  /** A sidecar from before there was local alignment has none. */
  public AlignmentSummary {
    local = local == null ? Optional.empty() : local;
    unmeasured = unmeasured == null ? Optional.empty() : unmeasured;
  }

  /** Of an alignment without a local step. */
  public AlignmentSummary(boolean accepted, String reason, double accuracyPx, double accuracyP95Px,
      double inlierResidualPx, double inlierRatio, int matches, double correctionPx, String method) {
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
        homography + (found.beforePx() < 0 ? "" : ". Local alignment: " + found.reason()),
        found.used() ? found.afterPx() : accuracyPx, found.used() ? found.afterP95Px() : accuracyP95Px,
        inlierResidualPx,
        inlierRatio, matches, correctionPx,
        found.used() ? method + " + a field on " + found.fitted() + " patches" : method,
        Optional.of(found), unmeasured);
  }

  /** The same with the tissue on which it could not be confirmed. */
  public AlignmentSummary with(UnmeasuredTissue found) {
    return new AlignmentSummary(accepted, reason, accuracyPx, accuracyP95Px, inlierResidualPx, inlierRatio, matches,
        correctionPx, method, local, Optional.of(found));
  }
}
