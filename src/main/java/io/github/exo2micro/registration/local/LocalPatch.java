package io.github.exo2micro.registration.local;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.registration.patch.PatchPosition;
import java.util.Optional;

/**
 * The displacement of one patch against the homography.
 *
 * @param position where it was measured
 * @param dx what post shows at p, pre shows at {@code warp(p + (dx, dy))}; post px
 * @param dy the same for rows
 * @param ncc correlation at that displacement, −1 to 1
 * @param sigma uncertainty, px, one standard deviation
 * @param through what pre was seen through when it was measured; empty: the homography alone
 */
record LocalPatch(PatchPosition position, double dx, double dy, double ncc, double sigma,
    Optional<DisplacementField> through) {

  /** Whether another field shows pre over the whole patch where it was measured, to so many px. */
  boolean isSeenAlikeThrough(DisplacementField field, double px) {
    double half = position.side() / 2.0;
    for (int place = 0; place < 5; place++) {
      double column = x() + (place == 4 ? 0 : (place & 1) == 0 ? -half : half);
      double row = y() + (place == 4 ? 0 : place < 2 ? -half : half);
      double[] d = field.at(column, row);
      double[] e = through.map(f -> f.at(column, row)).orElse(new double[2]);
      if (!(Math.hypot(d[0] - e[0], d[1] - e[1]) <= px)) {
        return false;
      }
    }
    return true;
  }

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
