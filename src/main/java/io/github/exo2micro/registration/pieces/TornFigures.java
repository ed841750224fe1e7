package io.github.exo2micro.registration.pieces;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.PieceMap;
import io.github.exo2micro.geometry.Quantile;
import io.github.exo2micro.image.Interpolation;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.WarpedPlane;
import io.github.exo2micro.registration.interior.InteriorResult;
import io.github.exo2micro.registration.local.LocalResidual;
import io.github.exo2micro.registration.local.LocalResult;
import io.github.exo2micro.registration.local.Remainder;
import io.github.exo2micro.registration.patch.KernelChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is said of a section whose pieces were put together: shares, motions, errors, and the kernel to warp with. */
final class TornFigures {

  private static final int KERNEL_SQUARES = 400;
  private static final int KERNEL_SIDE = 128;

  private final PieceMeasurement measured;
  private final PieceCells cells;

  /** @param measured what the pieces were measured with */
  TornFigures(PieceMeasurement measured) {
    this.measured = measured;
    this.cells = measured.cells();
  }

  /**
   * The result of pieces that are believed.
   *
   * @param moved all of them, the first one first
   * @param field with all of them in it
   * @param map which place shows which
   */
  TornResult of(List<MovedPiece> moved, DisplacementField field, PieceMap map) throws IOException {
    Homography first = field.warp();
    List<LocalResidual> residuals = new ArrayList<>();
    moved.forEach(p -> residuals.addAll(p.residuals(first)));
    double[] area = new double[moved.size()];
    double gap = 0;
    double all = 0;
    double[][] middle = new double[moved.size()][2];
    for (int i = 0; i < map.labels().length; i++) {
      double x = map.originX() + (i % map.columns() + 0.5) * map.block();
      double y = map.originY() + (i / map.columns() + 0.5) * map.block();
      if (cells.tissue().contains(x, y)) {
        int label = map.labels()[i];
        all++;
        gap += label >= PieceMap.GAP ? 1 : 0;
        if (label < PieceMap.GAP) {
          area[label]++;
          middle[label][0] += x;
          middle[label][1] += y;
        }
      }
    }
    List<Tear.Piece> pieces = new ArrayList<>();
    double median = 0;
    double p95 = 0;
    for (int k = 0; k < area.length; k++) {
      MovedPiece piece = moved.get(k);
      double x = middle[k][0] / Math.max(1, area[k]);
      double y = middle[k][1] / Math.max(1, area[k]);
      pieces.add(piece(piece, first, area[k] / all, x, y));
      median += area[k] / Math.max(1, all - gap) * piece.error().orElse(0);
      p95 = Math.max(p95, piece.errorP95().orElse(0));
    }
    double[] before = residuals.stream().mapToDouble(r -> Math.hypot(r.beforeX(), r.beforeY())).toArray();
    double noise = Quantile.of(residuals.stream().mapToDouble(LocalResidual::sigma).toArray(), 0.5);
    Tear tear = new Tear(pieces, gap / all);
    LocalResult together = new LocalResult(Optional.of(field),
        tear.text() + String.format(Locale.ROOT, "; error %.3f \u2192 %.3f px (95 %%: %.3f \u2192 %.3f px)",
            Quantile.of(before, 0.5), median, Quantile.of(before, 0.95), p95),
        OptionalDouble.of(Quantile.of(before, 0.5)), OptionalDouble.of(Quantile.of(before, 0.95)),
        OptionalDouble.of(median), OptionalDouble.of(p95), OptionalDouble.of(noise),
        moved.stream().mapToInt(p -> p.local().field().isPresent() ? p.local().fitted() : fitted(p.interior())).sum(),
        moved.stream().mapToInt(p -> p.local().seamLines()).sum(), OptionalDouble.of(field.bound()), Remainder.NOISE,
        residuals, kernel(field));
    return TornResult.of(together, tear);
  }

  private static int fitted(InteriorResult result) {
    return (int) result.residuals().stream().filter(r -> !r.heldOut() && r.inlier()).count();
  }

  private static Tear.Piece piece(MovedPiece piece, Homography first, double share, double x, double y) {
    Homography back = first.inverse();
    Homography relative = back.after(piece.warp());
    double dx = relative.x(x + 1, y) - relative.x(x, y);
    double dy = relative.y(x + 1, y) - relative.y(x, y);
    // The warp leads from post back to where the tissue was, so the piece went the other way.
    return new Tear.Piece(share, x - relative.x(x, y), y - relative.y(x, y), -Math.toDegrees(Math.atan2(dy, dx)),
        piece.error(), piece.errorP95());
  }

  private Interpolation kernel(DisplacementField field) throws IOException {
    List<Tile> squares = new ArrayList<>();
    for (int i = 0; i < cells.count(); i++) {
      if (cells.onTissue()[i]) {
        squares.add(cells.tile(i));
      }
    }
    int step = Math.max(1, squares.size() / KERNEL_SQUARES);
    List<Tile> some = new ArrayList<>();
    for (int i = 0; i < squares.size(); i += step) {
      Tile cell = squares.get(i);
      int side = Math.min(KERNEL_SIDE, cell.width());
      some.add(new Tile(cell.x() + (cell.width() - side) / 2, cell.y() + (cell.height() - side) / 2, side, side)
          .intersect(measured.images().postSection().frame()));
    }
    some.removeIf(Tile::isEmpty);
    WarpedPlane seen = new WarpedPlane(measured.images().pre(), field, measured.images().post().size());
    return new KernelChoice(measured.images().post(), seen, measured.images().preSection().frame(), cells.loop()).of(
        some,
        Progress.none());
  }
}
