package io.github.exo2micro.registration.patch;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.GaussianBlur;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.WarpedPlane;
import java.io.IOException;

/**
 * Measures at a patch how far pre, seen through a warp, is from post, at full resolution. Thread-safe; holds nothing
 * but references. Of post it reads the patch's own pixels only.
 */
public final class PatchMatcher {

  /** Against noise: single pixels of a camera carry little of the texture. */
  private static final double BLUR = 1.5;
  /** The same at half the resolution, in its pixels: of the blur, the means of 2 × 2 pixels are a part. */
  private static final double HALF_BLUR = Math.sqrt(BLUR * BLUR - 0.25) / 2;
  /** Room for the sub-pixel step beyond the searched window, px. */
  private static final int SLACK = 6;
  /**
   * A patch that fits this well within a pixel of where it is expected lies there, and is not looked for elsewhere.
   * That it is sure of its place matters most: shading alone correlates, too.
   */
  private static final double CLEAR_NCC = 0.8;
  private static final double CLEAR_PX = 1;
  private static final double CLEAR_SIGMA_PX = 0.1;

  private final Plane post;
  private final Plane warpedPre;
  private final boolean halved;

  /**
   * @param post post plane
   * @param pre pre plane
   * @param warp post px → pre px
   */
  public PatchMatcher(Plane post, Plane pre, Homography warp) {
    this(post, new WarpedPlane(pre, warp, post.size()));
  }

  /**
   * @param post post plane
   * @param warpedPre pre as it is seen through a warp, as large as post
   */
  public PatchMatcher(Plane post, Plane warpedPre) {
    this(post, warpedPre, false);
  }

  private PatchMatcher(Plane post, Plane warpedPre, boolean halved) {
    this.post = post;
    this.warpedPre = warpedPre;
    this.halved = halved;
  }

  /**
   * One that works at half the resolution: a quarter of the work and, the blur being as wide, as exact where a patch
   * lies within a tenth of a pixel of where it is expected. Farther away it errs by up to 0.02 px, since cubic
   * convolution is less sure of an image so sharp.
   */
  public static PatchMatcher halved(Plane post, Plane warpedPre) {
    return new PatchMatcher(post, warpedPre, true);
  }

  /**
   * What {@link #search}, {@link #expected} and {@link #refine} look at around a patch, px.
   *
   * @param reach of the search; 0 for the other two, as long as they need not search
   */
  public static int margin(int reach) {
    return reach + SLACK;
  }

  /**
   * Searches a window, then refines.
   *
   * @param reach how far the shift may go along each axis, px
   */
  public PatchShift search(PatchPosition patch, int reach) throws IOException {
    FloatImage template = read(post, patch.tile());
    FloatImage window = read(warpedPre, patch.tile().grown(reach + SLACK));
    if (isFlat(template) || isFlat(window)) {
      return PatchShift.none();
    }
    ShiftSearch.Shift whole = ShiftSearch.search(template, inner(window, SLACK), reach);
    if (whole.ncc() <= 0) {
      return PatchShift.none();
    }
    return from(template, window, reach + SLACK, whole.dx(), whole.dy());
  }

  /**
   * The same for a patch that most likely lies where it is expected: a third of the work where it does, a third more
   * where it does not.
   */
  public PatchShift expected(PatchPosition patch, int reach) throws IOException {
    FloatImage template = read(post, patch.tile());
    FloatImage window = read(warpedPre, patch.tile().grown(SLACK));
    if (isFlat(template)) {
      return PatchShift.none();
    }
    if (!isFlat(window)) {
      PatchShift here = from(template, window, SLACK, 0, 0);
      if (here.found() && here.ncc() >= CLEAR_NCC && here.sigma() <= CLEAR_SIGMA_PX
          && Math.hypot(here.dx(), here.dy()) <= CLEAR_PX) {
        return here;
      }
    }
    return search(patch, reach);
  }

  /**
   * The correlation at every shift, as {@link ShiftSearch#surface} has it; all 0 where one of both is flat.
   *
   * @param reach px, a multiple of 2
   */
  float[] surface(PatchPosition patch, int reach) throws IOException {
    FloatImage template = read(post, patch.tile());
    FloatImage window = read(warpedPre, patch.tile().grown(reach));
    return isFlat(template) || isFlat(window) ? new float[(reach + 1) * (reach + 1)]
        : ShiftSearch.surface(template, window, reach);
  }

  /** What {@link #refine} reads of pre. */
  static Tile refined(PatchPosition patch, double dx, double dy) {
    return patch.tile().grown(SLACK).shifted((int) Math.rint(dx), (int) Math.rint(dy));
  }

  /** Refines a shift that is known to about a pixel. */
  public PatchShift refine(PatchPosition patch, double dx, double dy) throws IOException {
    int x = (int) Math.rint(dx);
    int y = (int) Math.rint(dy);
    FloatImage template = read(post, patch.tile());
    FloatImage window = read(warpedPre, refined(patch, dx, dy));
    if (isFlat(template) || isFlat(window)) {
      return PatchShift.none();
    }
    PatchShift rest = from(template, window, SLACK, dx - x, dy - y);
    return new PatchShift(rest.dx() + x, rest.dy() + y, rest.ncc(), rest.sigma());
  }

  /** Correlation without any shift, −1 to 1; 0 where one of both is flat. */
  double ncc(PatchPosition patch) throws IOException {
    FloatImage template = read(post, patch.tile());
    FloatImage window = read(warpedPre, patch.tile().grown(SLACK));
    if (isFlat(template) || isFlat(window)) {
      return 0;
    }
    return sub(template, window, SLACK).nccAt(0, 0);
  }

  private PatchShift from(FloatImage template, FloatImage window, int reach, double dx, double dy) {
    if (!halved) {
      return sub(template, window, reach).from(dx, dy);
    }
    // An odd row and column at the window's edges are left out.
    PatchShift half = new SubPixelShift(GaussianBlur.blur(ShiftSearch.reduce(template, 2, 0), HALF_BLUR),
        GaussianBlur.blur(ShiftSearch.reduce(window, 2, reach % 2), HALF_BLUR), reach / 2, BLUR / 2, 1)
        .from(dx / 2, dy / 2);
    return new PatchShift(2 * half.dx(), 2 * half.dy(), half.ncc(), 2 * half.sigma());
  }

  private static SubPixelShift sub(FloatImage template, FloatImage window, int reach) {
    return new SubPixelShift(GaussianBlur.blur(template, BLUR), GaussianBlur.blur(window, BLUR), reach, BLUR);
  }

  private static FloatImage read(Plane plane, Tile tile) throws IOException {
    FloatImage image = new FloatImage(tile.width(), tile.height());
    plane.readClipped(tile, image.pixels());
    return image;
  }

  private static FloatImage inner(FloatImage image, int margin) throws IOException {
    int side = image.width() - 2 * margin;
    FloatImage out = new FloatImage(side, side);
    image.read(new Tile(margin, margin, side, side), out.pixels());
    return out;
  }

  private static boolean isFlat(FloatImage image) {
    float first = image.pixels()[0];
    for (float v : image.pixels()) {
      if (v != first) {
        return false;
      }
    }
    return true;
  }
}
