package io.github.exo2micro.registration.local;

/**
 * A patch that was never fitted, before and after the field.
 *
 * @param x column of its centre, padded post px
 * @param y row
 * @param beforeX what post shows at p, pre shows at {@code warp(p + before)}; px
 * @param beforeY the same for rows
 * @param afterX what is left under the field
 * @param afterY the same for rows
 * @param sigma uncertainty of the measurement, px
 */
public record LocalResidual(double x, double y, double beforeX, double beforeY, double afterX, double afterY,
    double sigma) {

  /** Length of what the homography left, px. */
  double before() {
    return Math.hypot(beforeX, beforeY);
  }

  /** Length of what is left under the field, px. */
  double after() {
    return Math.hypot(afterX, afterY);
  }
}
