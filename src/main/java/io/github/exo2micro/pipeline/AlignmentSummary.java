package io.github.exo2micro.pipeline;

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
 */
public record AlignmentSummary(boolean accepted, String reason, double accuracyPx, double accuracyP95Px,
    double inlierResidualPx, double inlierRatio, int matches, double correctionPx, String method) {}
