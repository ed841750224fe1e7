package io.github.exo2micro.registration.local;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.image.Interpolation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How local alignment went. Lengths in full-resolution px, the measurement's own noise taken off; empty where nothing
 * was measured.
 *
 * @param field the field; empty when the homography stays alone
 * @param reason why, with the figures, one sentence
 * @param beforePx median error of the homography on patches that were never fitted
 * @param beforeP95Px their 95th percentile
 * @param afterPx median error under the field over places of the tissue, judged by the same patches
 * @param afterP95Px their 95th percentile
 * @param noisePx uncertainty of one patch, one standard deviation along an axis
 * @param fitted how many patches the field follows
 * @param seamLines how many seam lines it jumps along
 * @param largestPx the longest displacement on the patches
 * @param left what kind of displacement is left
 * @param residuals the patches that were never fitted
 * @param between how values between pre's pixels are to be found under the field
 */
public record LocalResult(Optional<DisplacementField> field, String reason, OptionalDouble beforePx,
    OptionalDouble beforeP95Px, OptionalDouble afterPx, OptionalDouble afterP95Px, OptionalDouble noisePx, int fitted,
    int seamLines, OptionalDouble largestPx, Remainder left,
    List<LocalResidual> residuals, Interpolation between) {

  /** The list is copied. */
  public LocalResult {
    residuals = List.copyOf(residuals);
  }

  /** The homography stays, and nothing was measured. */
  public static LocalResult none(String reason) {
    OptionalDouble none = OptionalDouble.empty();
    return new LocalResult(Optional.empty(), reason, none, none, none, none, none, 0, 0, none, Remainder.NOISE,
        List.of(), Interpolation.BICUBIC);
  }

  /** The same with another kernel. */
  LocalResult with(Interpolation other) {
    return new LocalResult(field, reason, beforePx, beforeP95Px, afterPx, afterP95Px, noisePx, fitted, seamLines,
        largestPx, left, residuals, other);
  }

  /** Whether patches were measured. */
  public boolean measured() {
    return beforePx.isPresent();
  }
}
