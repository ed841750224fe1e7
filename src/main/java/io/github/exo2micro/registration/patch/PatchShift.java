package io.github.exo2micro.registration.patch;

/**
 * How far a patch of pre, rendered through a warp, is from where it should be.
 *
 * @param dx what post shows at x, the warped pre shows at x + dx; px
 * @param dy the same for rows
 * @param ncc correlation of both after the shift, pixels that disagree left out; −1 to 1
 * @param sigma uncertainty of the shift (one standard deviation, worse direction), px; infinite when it was not found
 */
public record PatchShift(double dx, double dy, double ncc, double sigma) {

  /** What stands for "could not be measured". */
  static PatchShift none() {
    return new PatchShift(0, 0, 0, Double.POSITIVE_INFINITY);
  }

  /** Whether there is a result at all. */
  boolean found() {
    return sigma < Double.POSITIVE_INFINITY;
  }
}
