package io.github.exo2micro.registration.local;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.image.tissue.Tissue;
import io.github.exo2micro.registration.patch.PatchPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The square lattices on which displacements are measured, each with half the spacing of the one before. One patch sits
 * in the middle of each cell that both images fill; patches of one lattice do not overlap, so those that are held out
 * share no pixel with those that are fitted.
 */
final class LocalLattice {

  private static final int LARGEST_SIDE = 128;
  private static final int LEAST_SIDE = 48;
  private static final double LEAST_TISSUE = 0.5;

  /** Of the typical contrast of patches on tissue. */
  private static final double LEAST_CONTRAST = 0.3;

  private final Section post;
  private final Tissue tissue;
  private final Overview pre;
  private final Homography warp;
  private final Tile bounds;
  private final Tile frame;
  private final int first;

  /**
   * @param post its tissue, and where it has pixels
   * @param pre the overview that says where pre shows anything
   * @param warp post px → pre px
   * @param wanted about how many patches the first lattice has at most
   */
  LocalLattice(Section post, Overview pre, Homography warp, int wanted) {
    this.post = post;
    this.tissue = post.tissue();
    this.pre = pre;
    this.warp = warp;
    this.bounds = tissue.bounds();
    this.frame = pre.fullSize().whole();
    this.first = (int) Math.max(LEAST_SIDE, Math.ceil(Math.sqrt(tissue.area() / wanted)));
  }

  /** The smallest rectangle that holds all tissue, post px. */
  Tile bounds() {
    return bounds;
  }

  /** Spacing of a lattice, px; 0 is the coarsest. */
  int spacing(int level) {
    return Math.max(LEAST_SIDE, first >> level);
  }

  /** Whether the first lattice has room for the largest patches, and so nearly as many as are wanted. */
  boolean hasLargestPatches() {
    return first >= LARGEST_SIDE;
  }

  /** Whether a lattice is finer than the one before it. */
  boolean isFiner(int level) {
    return level == 0 || spacing(level) < spacing(level - 1);
  }

  /**
   * The patches of a lattice whose centres are wanted, row by row; every fourth is held out, in both directions alike.
   */
  List<PatchPosition> patches(int level, Predicate<PatchPosition> wanted) {
    return cells(level).stream()
        .filter(p -> wanted.test(p) && tissue.fraction(p.tile()) >= LEAST_TISSUE && preShows(p)).toList();
  }

  /**
   * Places spread evenly over all that post shows, the faint rims beside the tissue included, measured or not: where
   * {@link #squares} asks for the field.
   *
   * @param side of a place, px
   */
  List<PatchPosition> places(int side) {
    double least = leastContrast(0);
    return cells(0, side).stream().filter(p -> contrast(p.tile()) > least && !tissue.isOther(p.tile())
        && post.frame().contains(p.tile()) && preShows(p)).toList();
  }

  private List<PatchPosition> cells(int level) {
    return cells(level, Math.min(LARGEST_SIDE, spacing(level) / 8 * 8));
  }

  private List<PatchPosition> cells(int level, int side) {
    int cell = spacing(level);
    List<PatchPosition> result = new ArrayList<>();
    for (int row = 0; (row + 1) * cell <= bounds.height(); row++) {
      for (int column = 0; (column + 1) * cell <= bounds.width(); column++) {
        result.add(new PatchPosition(bounds.x() + column * cell + (cell - side) / 2,
            bounds.y() + row * cell + (cell - side) / 2, side, Math.floorMod(column + 2 * row, 4) == 0));
      }
    }
    return result;
  }

  /**
   * Patches beside the tissue on which post shows something nevertheless: pieces that broke off. None of them is held
   * out.
   */
  List<PatchPosition> besideTissue(int level) {
    double least = leastContrast(level);
    return cells(level).stream().filter(p -> !p.heldOut() && tissue.fraction(p.tile()) < LEAST_TISSUE
        && post.frame().contains(p.tile()) && !tissue.isOther(p.tile()) && contrast(p.tile()) > least && preShows(p))
        .toList();
  }

  /**
   * Squares of post all over the tissue and its pieces, thin rims included.
   *
   * @param side of a square, px
   * @param most about how many at most
   */
  List<Tile> squares(int side, int most) {
    int pitch = (int) Math.max(side, Math.ceil(Math.sqrt((double) bounds.width() * bounds.height() / most)));
    double least = leastContrast(0);
    Tile inside = post.frame();
    List<Tile> squares = new ArrayList<>();
    for (int y = bounds.y() + (pitch - side) / 2; y < bounds.bottom(); y += pitch) {
      for (int x = bounds.x() + (pitch - side) / 2; x < bounds.right(); x += pitch) {
        Tile square = new Tile(Math.min(x, inside.right() - side), Math.min(y, inside.bottom() - side), side, side);
        if (inside.contains(square) && (tissue.fraction(square) >= LEAST_TISSUE
            || contrast(square) > least && !tissue.isOther(square))) {
          squares.add(square);
        }
      }
    }
    return squares;
  }

  private double leastContrast(int level) {
    return LEAST_CONTRAST * Median.of(patches(level, p -> true).stream().mapToDouble(p -> contrast(p.tile())));
  }

  /** Standard deviation of post's overview on a tile. */
  private double contrast(Tile tile) {
    FloatImage image = post.overview().image();
    int reduction = post.overview().reduction();
    int right = Math.min(image.width(), tile.right() / reduction);
    int bottom = Math.min(image.height(), tile.bottom() / reduction);
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (int y = Math.max(0, tile.y() / reduction); y < bottom; y++) {
      for (int x = Math.max(0, tile.x() / reduction); x < right; x++) {
        double value = image.at(x, y);
        sum += value;
        squares += value * value;
        n++;
      }
    }
    return n == 0 ? 0 : Math.sqrt(Math.max(0, squares / n - sum / n * (sum / n)));
  }

  private boolean preShows(PatchPosition patch) {
    FloatImage image = pre.image();
    for (int corner = 0; corner < 5; corner++) {
      double x = patch.x() + (corner == 4 ? 0 : ((corner & 1) - 0.5) * patch.side());
      double y = patch.y() + (corner == 4 ? 0 : ((corner >> 1) - 0.5) * patch.side());
      double px = warp.x(x, y);
      double py = warp.y(x, y);
      if (!frame.contains(new Tile((int) Math.floor(px), (int) Math.floor(py), 1, 1))) {
        return false;
      }
      int column = (int) Math.rint(pre.toReduced(px));
      int row = (int) Math.rint(pre.toReduced(py));
      if (column < 0 || row < 0 || column >= image.width() || row >= image.height() || !(image.at(column, row) > 0)) {
        return false;
      }
    }
    return true;
  }
}
