package io.github.exo2micro.registration.local;

import io.github.exo2micro.registration.patch.PatchPosition;

/**
 * The displacement of one patch against the homography.
 *
 * @param position where it was measured
 * @param dx what post shows at p, pre shows at {@code warp(p + (dx, dy))}; post px
 * @param dy the same for rows
 * @param ncc correlation at that displacement, −1 to 1
 * @param sigma uncertainty, px, one standard deviation
 */
record LocalPatch(PatchPosition position, double dx, double dy, double ncc, double sigma) {

  double x() {
    return position.x();
  }

  double y() {
    return position.y();
  }

  boolean heldOut() {
    return position.heldOut();
  }
}
