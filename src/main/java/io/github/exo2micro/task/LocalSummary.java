package io.github.exo2micro.task;

import io.github.exo2micro.image.Interpolation;
import io.github.exo2micro.registration.local.LocalResult;
import java.util.OptionalDouble;

/**
 * What local alignment found, for people and for files. Errors are those of patches that were never fitted, the
 * measurement's own noise taken off, full-resolution px; empty where nothing was measured.
 *
 * @param used whether a field is used
 * @param reason why, with the figures, one sentence
 * @param beforePx median error of the homography
 * @param beforeP95Px its 95th percentile
 * @param afterPx median error under the field, of places all over the tissue
 * @param afterP95Px its 95th percentile
 * @param noisePx uncertainty of one patch
 * @param fitted how many patches the field follows
 * @param seams how many seam lines it jumps along
 * @param largestPx longest displacement
 * @param left what kind of displacement is left, for people
 * @param between how values between pre's pixels are found under the field
 */
public record LocalSummary(boolean used, String reason, OptionalDouble beforePx, OptionalDouble beforeP95Px,
    OptionalDouble afterPx, OptionalDouble afterP95Px, OptionalDouble noisePx, int fitted, int seams,
    OptionalDouble largestPx, String left, Interpolation between) {

  /** A sidecar from before there was a choice tells none. */
  public LocalSummary {
    between = between == null ? Interpolation.BICUBIC : between;
  }

  public static LocalSummary of(LocalResult result) {
    return new LocalSummary(result.field().isPresent(), result.reason(), result.beforePx(), result.beforeP95Px(),
        result.afterPx(), result.afterP95Px(), result.noisePx(), result.fitted(), result.seamLines(),
        result.largestPx(), result.measured() ? result.left().text() : "", result.between());
  }
}
