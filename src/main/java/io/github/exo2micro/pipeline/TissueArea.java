package io.github.exo2micro.pipeline;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Tissue;
import io.github.exo2micro.microbes.SearchArea;
import java.util.Optional;

/**
 * The part of the padded frame that lies on tissue, inside the post image, and where the warp finds a pixel of the pre
 * image.
 *
 * @param tissue the tissue of post
 * @param post where the raw post lies in the frame
 * @param pre where the raw pre lies in its own padded frame
 * @param warp padded post px → padded pre px
 * @param torn the field of a torn section, whose pieces lie elsewhere than the warp says, and whose gaps have no pixel
 *     of pre; empty where the section is whole: a field moves a pixel by little then
 */
record TissueArea(Tissue tissue, Tile post, Tile pre, Homography warp, Optional<DisplacementField> torn)
    implements
      SearchArea {

  /** Of a section that is whole. */
  TissueArea(Tissue tissue, Tile post, Tile pre, Homography warp) {
    this(tissue, post, pre, warp, Optional.empty());
  }

  /** Interpolation needs a neighbour on each side, px. */
  private static final double RIM = 1;

  @Override
  public int mark(Tile tile, boolean[] inside) {
    java.util.Arrays.fill(inside, 0, tile.area(), false);
    Tile part = tile.intersect(post);
    if (part.isEmpty() || tissue.fraction(part) == 0) {
      return 0;
    }
    boolean mapped = isMapped(part);
    int count = 0;
    int same = part.y();
    int inRow = 0;
    for (int y = part.y(); y < part.bottom(); y++) {
      int at = (y - tile.y()) * tile.width() - tile.x();
      if (y < same) {
        System.arraycopy(inside, at - tile.width() + part.x(), inside, at + part.x(), part.width());
      } else {
        inRow = markRow(part, y, mapped, inside, at);
        same = mapped ? tissue.nextRow(y) : y;
      }
      count += inRow;
    }
    return count;
  }

  private int markRow(Tile part, int y, boolean mapped, boolean[] inside, int at) {
    int count = 0;
    int end;
    for (int x = part.x(); x < part.right(); x = end) {
      end = Math.min(part.right(), tissue.nextColumn(x));
      if (tissue.contains(x, y)) {
        count += mark(x, end, y, mapped, inside, at);
      }
    }
    return count;
  }

  /** Marks what of a stretch of tissue has a pixel of pre; says how many. */
  private int mark(int from, int to, int y, boolean mapped, boolean[] inside, int at) {
    if (mapped) {
      java.util.Arrays.fill(inside, at + from, at + to, true);
      return to - from;
    }
    int count = 0;
    Optional<DisplacementField.Row> row = torn.map(f -> f.new Row(y, from, to));
    double[] d = new double[2];
    for (int x = from; x < to; x++) {
      boolean shown = row.isEmpty() || row.get().at(x, d) != DisplacementField.NOWHERE;
      if (shown && hasPre(x + d[0], y + d[1])) {
        inside[at + x] = true;
        count++;
      }
    }
    return count;
  }

  /** Whether a whole tile has pre pixels: a homography maps it to a convex quadrilateral, so its corners say. */
  private boolean isMapped(Tile tile) {
    return torn.isEmpty() && hasPre(tile.x(), tile.y()) && hasPre(tile.right() - 1, tile.y())
        && hasPre(tile.x(), tile.bottom() - 1)
        && hasPre(tile.right() - 1, tile.bottom() - 1);
  }

  private boolean hasPre(double x, double y) {
    double u = warp.x(x, y);
    double v = warp.y(x, y);
    return u >= pre.x() + RIM && v >= pre.y() + RIM && u <= pre.right() - 1 - RIM && v <= pre.bottom() - 1 - RIM;
  }
}
