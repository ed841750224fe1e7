package io.github.exo2micro.report;

/**
 * How the alignment of stage 2 or 3 went.
 *
 * @param stage 2 or 3
 * @param accepted whether the stage's own alignment was taken
 * @param reason why, one sentence
 * @param accuracyPx median error on held-out matches, px, or −1
 * @param accuracyP95Px their 95th percentile, or −1
 * @param inlierRatio inliers / matches, or −1
 * @param matches how many there were
 * @param correctionPx largest displacement over the tissue, px, or −1
 * @param method how the warp was found
 * @param unmeasured what part of the tissue could not be confirmed; absent before stage 3
 */
public record ReportAlignment(int stage, boolean accepted, String reason, double accuracyPx, double accuracyP95Px,
    double inlierRatio, int matches, double correctionPx, String method, ReportUnmeasured unmeasured) {

  /** One that was not checked on the tissue. */
  ReportAlignment(int stage, boolean accepted, String reason, double accuracyPx, double accuracyP95Px,
      double inlierRatio,
      int matches, double correctionPx, String method) {
    this(stage, accepted, reason, accuracyPx, accuracyP95Px, inlierRatio, matches, correctionPx, method,
        ReportUnmeasured.NOT_CHECKED);
  }

  /** A report from before tissue was checked has none. */
  public ReportAlignment {
    unmeasured = unmeasured == null ? ReportUnmeasured.NOT_CHECKED : unmeasured;
  }
}
