package io.github.exo2micro.picture.statistics;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.PointPair;

/**
 * How far aligned pre is off at one spot.
 *
 * @param x column in post, px
 * @param y row in post, px
 * @param dx where pre shows the spot minus where the warp takes it, px, to the right
 * @param dy the same downwards
 */
public record ResidualVector(double x, double y, double dx, double dy) {

  /** Its length, px. */
  public double length() {
    return Math.hypot(dx, dy);
  }
}
