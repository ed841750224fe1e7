package io.github.exo2micro.image.tissue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.GaussianBlur;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.Tile;
import java.util.Optional;

/**
 * Where the sample is, in coordinates of the padded full-resolution frame, to the resolution of a small grid.
 * Immutable.
 *
 * <p>It is what is brighter than Otsu's threshold (1979, doi:10.1109/TSMC.1979.4310076) of the logarithms above the
 * camera's offset; small gaps closed, holes filled, pieces below a twentieth of the largest left out. Where that cannot
 * be trusted — no pixel is known to be outside the tissue, the mask would be nearly everything or crumbles, or it is
 * small and in pieces — the whole frame of the image counts as tissue ({@link #isWholeFrame}). Many sections beside
 * each other are trusted all the same ({@link SectionArray}). Padding is never tissue.
 */
public final class Tissue {

  /** Longest side of the grid, about, px. */
  private static final double GRID = 900;
  private static final double BLUR = 1.5;
  private static final double CLOSING = 6;
  private static final double LEAST_PIECE = 0.05;
  /** Beyond this share of the frame there is no background to speak of. */
  private static final double MOST = 0.8;
  /** Below this share of the frame the tissue must be of one piece to be believed. */
  private static final double LEAST = 0.2;
  /** A mask whose largest piece is a smaller share of what is bright is crumbs. */
  private static final double LEAST_LARGEST = 0.1;
  /** Of a small mask the largest piece must be at least this share. */
  private static final double SOLID = 0.5;

  private final Mask mask;
  private final int reduction;
  private final Tile frame;
  private final boolean whole;
  private final boolean array;
  private final Optional<Tissue> cutFrom;
  private final Optional<Tissue> shown;
  /** Tissue pixels above and left of each grid pixel, one row and column more than the grid. */
  private final int[] sums;

  private Tissue(Mask mask, int reduction, Tile frame, boolean whole) {
    this(mask, reduction, frame, whole, false, Optional.empty(), Optional.empty());
  }

  private Tissue(Mask mask, int reduction, Tile frame, boolean whole, boolean array, Optional<Tissue> cutFrom,
      Optional<Tissue> shown) {
    this.array = array;
    this.shown = shown;
    this.mask = mask;
    this.reduction = reduction;
    this.frame = frame;
    this.whole = whole;
    this.cutFrom = cutFrom;
    this.sums = new int[(mask.width() + 1) * (mask.height() + 1)];
    int stride = mask.width() + 1;
    for (int y = 0; y < mask.height(); y++) {
      int row = 0;
      for (int x = 0; x < mask.width(); x++) {
        row += mask.at(x, y) ? 1 : 0;
        sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row;
      }
    }
  }

  /**
   * The tissue of one image.
   *
   * @param overview of the padded canvas
   * @param frame the image's own pixels on the canvas, full-resolution px
   * @param offset of its camera
   */
  static Tissue of(Overview overview, Tile frame, CameraOffset offset) {
    Optional<Tissue> shown = Optional.empty();
    int factor = Math.max(1, (int) Math.round(overview.image().size().longestSide() / GRID));
    Overview small = overview.reducedBy(factor);
    Tile inside = Section.frame(frame, small.reduction());
    if (offset.isKnown() && !inside.isEmpty()) {
      LogBrightness log = LogBrightness.of(small.image(), inside, offset);
      Mask bright = bright(log, inside);
      Mask mask = bright.piecesAtLeast(LEAST_PIECE).filled();
      double share = (double) mask.count() / inside.area();
      double largest = (double) bright.piecesAtLeast(1).count() / Math.max(1, bright.count());
      Tissue seen = new Tissue(mask, small.reduction(), frame, false);
      if (share <= MOST && SectionArray.isShown(bright.filled(), small.reduction())) {
        return new Tissue(SectionArray.of(bright).filled(), small.reduction(), frame, false, true, Optional.empty(),
            Optional.empty());
      }
      if (isTrusted(share, largest)) {
        return seen;
      }
      // One solid piece that fills more of the frame than an outline is of use for.
      shown = Optional.of(seen).filter(t -> share > MOST && largest >= SOLID);
    }
    return new Tissue(Mask.of(inside, small.image().width(), small.image().height()), small.reduction(), frame, true,
        false, Optional.empty(), shown);
  }

  /**
   * @param share of the frame that the mask covers
   * @param largest share of what is bright that its largest piece is
   */
  private static boolean isTrusted(double share, double largest) {
    return share > 0 && share <= MOST && largest >= LEAST_LARGEST && (share >= LEAST || largest >= SOLID);
  }

  /**
   * What is bright enough at any scale: the mask before pieces and holes are looked at.
   *
   * @param inside the image's own pixels, px of the logarithm
   */
  private static Mask bright(LogBrightness log, Tile inside) {
    FloatImage smooth = GaussianBlur.blur(log.image(), BLUR);
    double noise = Math.log1p(4 * log.noise() / log.knee() / (1 + BLUR));
    double threshold = Math.max(Otsu.threshold(smooth, inside), noise);
    boolean[] set = new boolean[smooth.pixels().length];
    for (int y = inside.y(); y < inside.bottom(); y++) {
      for (int x = inside.x(); x < inside.right(); x++) {
        set[y * smooth.width() + x] = smooth.at(x, y) > threshold;
      }
    }
    return new Mask(smooth.width(), smooth.height(), set).closed(CLOSING);
  }

  /**
   * The same tissue on the grid of another scale: decided in the same way there, so that its edge is as fine as that
   * grid; the whole frame where this is the whole frame.
   *
   * @param log at that scale
   * @param inside the image's own pixels at that scale
   */
  public Mask maskAt(LogBrightness log, Tile inside) {
    if (whole) {
      return Mask.of(inside, log.image().width(), log.image().height());
    }
    Mask bright = bright(log, inside);
    return (array ? SectionArray.of(bright) : bright.piecesAtLeast(LEAST_PIECE)).filled();
  }

  /** The part of this tissue that lies in a part of the full-resolution frame: a piece of it. */
  public Tissue only(Mask.Where part) {
    return new Tissue(mask.only(part, reduction), reduction, frame, whole, false, Optional.of(this), Optional.empty());
  }

  /** Whether a full-resolution rectangle shows tissue of which this is one piece, but not this piece. */
  public boolean isOther(Tile full) {
    return cutFrom.isPresent() && cutFrom.get().fraction(full) > fraction(full);
  }

  /** Whether it is many sections beside each other, like the cores of a microarray: each may move on its own. */
  public boolean isArray() {
    return array;
  }

  /** Whether nothing tells tissue from background, so that the whole frame of the image counts. */
  public boolean isWholeFrame() {
    return whole;
  }

  /**
   * Where things on the tissue may be counted: this tissue, but where the whole frame counts only since the tissue
   * fills nearly all of it, without the empty ground beside it.
   */
  public Tissue withoutGround() {
    return shown.orElse(this);
  }

  /** The image's own pixels on the canvas, full-resolution px. */
  public Tile frame() {
    return frame;
  }

  /** The part of the image's own pixels that is tissue, 0 to 1. */
  double share() {
    Tile inside = Section.frame(frame, reduction);
    return inside.isEmpty() ? 0 : (double) count() / inside.area();
  }

  /** How many of the grid's pixels are tissue. */
  int count() {
    return sums[sums.length - 1];
  }

  /** How much tissue there is, full-resolution px. */
  public double area() {
    return (double) count() * reduction * reduction;
  }

  /** Whether the full-resolution point (x, y) lies on tissue; false outside the frame. */
  public boolean contains(double x, double y) {
    int column = (int) Math.floor((x + 0.5) / reduction);
    int row = (int) Math.floor((y + 0.5) / reduction);
    return column >= 0 && row >= 0 && column < mask.width() && row < mask.height() && mask.at(column, row);
  }

  /** The full-resolution column where the grid's next pixel begins: up to there {@link #contains} stays the same. */
  public int nextColumn(int x) {
    return (Math.floorDiv(x, reduction) + 1) * reduction;
  }

  /** The full-resolution row where the grid's next pixel begins: up to there {@link #contains} stays the same. */
  public int nextRow(int y) {
    return nextColumn(y);
  }

  /** The part of a full-resolution rectangle that is tissue, 0 to 1. */
  public double fraction(Tile full) {
    double r = reduction;
    int left = clamp((int) Math.floor(full.x() / r), mask.width());
    int right = clamp((int) Math.ceil(full.right() / r), mask.width());
    int top = clamp((int) Math.floor(full.y() / r), mask.height());
    int bottom = clamp((int) Math.ceil(full.bottom() / r), mask.height());
    int area = (right - left) * (bottom - top);
    int w = mask.width() + 1;
    int count = sums[bottom * w + right] - sums[top * w + right] - sums[bottom * w + left] + sums[top * w + left];
    return area == 0 ? 0 : (double) count / area;
  }

  private static int clamp(int i, int limit) {
    return Math.max(0, Math.min(limit, i));
  }

  /** The smallest full-resolution rectangle that holds all tissue; empty when there is none. */
  public Tile bounds() {
    Tile box = mask.bounds();
    return box.isEmpty() ? box
        : new Tile(box.x() * reduction, box.y() * reduction, box.width() * reduction, box.height() * reduction)
            .intersect(frame);
  }

  /**
   * Full-resolution places spread evenly over the tissue: x in element 0, y in element 1.
   *
   * @param most about so many at most
   */
  public double[][] places(int most) {
    int step = (int) Math.max(1, Math.ceil(Math.sqrt((double) count() / most)));
    double[][] result = new double[2][count()];
    int n = 0;
    for (int y = 0; y < mask.height(); y += step) {
      for (int x = 0; x < mask.width(); x += step) {
        if (mask.at(x, y)) {
          result[0][n] = (x + 0.5) * reduction - 0.5;
          result[1][n++] = (y + 0.5) * reduction - 0.5;
        }
      }
    }
    return new double[][] {java.util.Arrays.copyOf(result[0], n), java.util.Arrays.copyOf(result[1], n)};
  }

  /** Largest distance between two warps over the tissue, in px of what they map to. */
  public double largestDifference(Homography a, Homography b) {
    double largest = 0;
    double dx = 0;
    double dy = 0;
    for (int row = 0; row < mask.height(); row++) {
      for (int column = 0; column < mask.width(); column++) {
        // The difference of two warps is largest at the tissue's rim, but finding the rim costs more than this.
        if (mask.at(column, row)) {
          double x = (column + 0.5) * reduction - 0.5;
          double y = (row + 0.5) * reduction - 0.5;
          double u = a.x(x, y) - b.x(x, y);
          double v = a.y(x, y) - b.y(x, y);
          if (u * u + v * v > largest) { // hypot of every pixel would take longer than all the rest
            largest = u * u + v * v;
            dx = u;
            dy = v;
          }
        }
      }
    }
    return Math.hypot(dx, dy);
  }
}
