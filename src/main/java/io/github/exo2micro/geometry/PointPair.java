package io.github.exo2micro.geometry;

/**
 * The same spot of the tissue in both images.
 *
 * @param x column in post, px
 * @param y row in post, px
 * @param preX column in pre, px
 * @param preY row in pre, px
 */
public record PointPair(double x, double y, double preX, double preY) {

  /** Distance in pre px between where {@code warp} takes the post point and where the pre point is. */
  public double error(Homography warp) {
    return Math.hypot(warp.x(x, y) - preX, warp.y(x, y) - preY);
  }
}
