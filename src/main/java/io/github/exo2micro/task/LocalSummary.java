package io.github.exo2micro.task;

import io.github.exo2micro.image.Interpolation;
import io.github.exo2micro.registration.local.LocalResult;
import io.github.exo2micro.registration.pieces.Tear;
import java.util.Optional;
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
 * @param tear the pieces of a torn section that the field follows; empty where it is whole
 */
public record LocalSummary(boolean used, String reason, OptionalDouble beforePx, OptionalDouble beforeP95Px,
    OptionalDouble afterPx, OptionalDouble afterP95Px, OptionalDouble noisePx, int fitted, int seams,
    OptionalDouble largestPx, String left, Interpolation between, Optional<Tear> tear) {

  /** A sidecar from before there was a choice, or from before tears were followed, tells none. */
  public LocalSummary {
    between = between == null ? Interpolation.BICUBIC : between;
    tear = tear == null ? Optional.empty() : tear;
  }

  /** Of a section that is whole, or of which nothing else is known. */
  public LocalSummary(boolean used, String reason, OptionalDouble beforePx, OptionalDouble beforeP95Px,
      OptionalDouble afterPx, OptionalDouble afterP95Px, OptionalDouble noisePx, int fitted, int seams,
      OptionalDouble largestPx, String left, Interpolation between) {
    this(used, reason, beforePx, beforeP95Px, afterPx, afterP95Px, noisePx, fitted, seams, largestPx, left, between,
        Optional.empty());
  }

  /** The same with the pieces of a torn section. */
  public LocalSummary with(Tear found) {
    return new LocalSummary(used, reason, beforePx, beforeP95Px, afterPx, afterP95Px, noisePx, fitted, seams, largestPx,
        left, between, Optional.of(found));
  }

  public static LocalSummary of(LocalResult result) {
    return new LocalSummary(result.field().isPresent(), result.reason(), result.beforePx(), result.beforeP95Px(),
        result.afterPx(), result.afterP95Px(), result.noisePx(), result.fitted(), result.seamLines(),
        result.largestPx(), result.measured() ? result.left().text() : "", result.between());
  }
}
