package io.github.exo2micro.registration.pieces;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.registration.interior.InteriorResult;
import io.github.exo2micro.registration.local.LocalResidual;
import io.github.exo2micro.registration.local.LocalResult;
import io.github.exo2micro.registration.patch.PatchResidual;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A piece that was aligned on its own tissue.
 *
 * @param interior its homography, with what that leaves
 * @param local its field, where that helps
 */
record MovedPiece(InteriorResult interior, LocalResult local) {

  Homography warp() {
    return interior.warp();
  }

  DisplacementField field() {
    return local.field().orElseGet(() -> DisplacementField.none(warp()));
  }

  OptionalDouble error() {
    return local.field().isPresent() ? local.afterPx() : interior.accuracyPx();
  }

  OptionalDouble errorP95() {
    return local.field().isPresent() ? local.afterP95Px() : interior.accuracyP95Px();
  }

  /** Patches that were never fitted: how far each is off under the first piece's homography, and under this field. */
  List<LocalResidual> residuals(Homography first) {
    List<LocalResidual> result = new ArrayList<>();
    if (local.field().isPresent()) {
      for (LocalResidual r : local.residuals()) {
        result.add(against(first, r.x(), r.y(), r.beforeX(), r.beforeY(), r.afterX(), r.afterY(), r.sigma()));
      }
      return result;
    }
    for (PatchResidual r : interior.residuals()) {
      if (r.heldOut()) {
        result.add(against(first, r.x(), r.y(), r.dx(), r.dy(), r.dx(), r.dy(), 1 - r.ncc()));
      }
    }
    return result;
  }

  private LocalResidual against(Homography first, double x, double y, double dx, double dy, double afterX,
      double afterY, double sigma) {
    Homography back = first.inverse();
    double u = warp().x(x + dx, y + dy);
    double v = warp().y(x + dx, y + dy);
    return new LocalResidual(x, y, back.x(u, v) - x, back.y(u, v) - y, afterX, afterY, sigma);
  }
}
