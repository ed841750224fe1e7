package io.github.exo2micro.registration.boundary;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.tissue.Tissue;
import io.github.exo2micro.registration.Verdict;
import java.util.Locale;

/**
 * What ICP may add to the warp it began with, measured where the tissue is. (The original measures the shift at the
 * canvas origin, where a small rotation about the tissue is a shift of hundreds of pixels.)
 */
final class IcpLimits {

  private final BoundaryParameters limits;
  private final double[][] places;

  IcpLimits(BoundaryParameters limits, Tissue tissue) {
    this.limits = limits;
    this.places = tissue.places(2000);
  }

  /**
   * @param before full-resolution warp that ICP began with
   * @param after full-resolution warp that it found
   */
  Verdict judge(Homography before, Homography after) {
    double displacement = 0;
    for (int i = 0; i < places[0].length; i++) {
      double x = places[0][i];
      double y = places[1][i];
      displacement = Math.max(displacement, Math.hypot(after.x(x, y) - before.x(x, y), after.y(x, y) - before.y(x, y)));
    }
    Homography added = after.after(before.inverse());
    double a = added.at(0, 0);
    double b = added.at(0, 1);
    double c = added.at(1, 0);
    double d = added.at(1, 1);
    double rotation = Math.abs(Math.toDegrees(Math.atan2(c - b, a + d)));
    double scaleX = Math.hypot(a, c);
    double scaleY = Math.hypot(b, d);
    double scale = Math.sqrt(Math.abs(a * d - b * c));
    String figures = String.format(Locale.ROOT,
        "ICP adds at most %.1f px over the tissue (limit %.4g), %.2f degrees (limit %.4g), scale %.4f (limit 1 ± "
            + "%.4g), scales %.4f along the axes apart (limit %.4g)",
        displacement, limits.maxTranslation(), rotation, limits.maxRotation(), scale, limits.maxScaleDelta(),
        Math.abs(scaleX - scaleY), limits.maxScaleDiff());
    boolean within = displacement <= limits.maxTranslation() && rotation <= limits.maxRotation()
        && Math.abs(scale - 1) <= limits.maxScaleDelta() && Math.abs(scaleX - scaleY) <= limits.maxScaleDiff();
    return within ? new Verdict.Accepted(figures) : new Verdict.Rejected(figures + ": beyond the limits");
  }
}
