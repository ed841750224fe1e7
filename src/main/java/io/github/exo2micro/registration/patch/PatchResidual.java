package io.github.exo2micro.registration.patch;

/**
 * What is left at a patch after the final warp.
 *
 * @param x column of the patch's centre, padded post px
 * @param y row
 * @param dx what post shows at x, the aligned pre shows at x + dx; full-resolution px
 * @param dy the same for rows
 * @param ncc correlation at that shift, −1 to 1
 * @param heldOut whether it was kept out of the fit
 * @param inlier whether the fit believed it; held-out ones: true
 */
public record PatchResidual(double x, double y, double dx, double dy, double ncc, boolean heldOut, boolean inlier) {

  /** Length of the shift, px. */
  public double length() {
    return Math.hypot(dx, dy);
  }
}
