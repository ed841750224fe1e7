package io.github.exo2micro.image;

import io.github.exo2micro.geometry.Homography;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where both images have pixels: 1 where post lies and pre's warped source lies wholly inside the raw pre, 0 where one
 * of them has none, between on the rim that interpolation fades. Of padded pixels none counts as the image's.
 */
public final class Coverage implements Plane {

  /** From this on a pixel has a value: what interpolation takes from outside changes it by less than a hundredth. */
  public static final float WHOLE = 0.99f;

  /** A part that lies inside both as a whole costs nothing; a wide one seldom does. */
  private static final int COLUMNS = 512;

  private final Tile post;
  private final Tile pre;
  private final Homography warp;
  private final Plane warped;
  private final int margin;

  /**
   * @param post where the raw post lies on the canvas
   * @param pre where the raw pre lies on it
   * @param warp padded post px → padded pre px
   * @param warped a {@link FramePlane} of {@code pre} seen through the same warp as pre was
   * @param margin how far, px, {@code warped} may differ from {@code warp}
   */
  public Coverage(Tile post, Tile pre, Homography warp, Plane warped, int margin) {
    this.post = post;
    this.pre = pre;
    this.warp = warp;
    this.warped = warped;
    this.margin = margin;
  }

  @Override
  public ImageSize size() {
    return warped.size();
  }

  @Override
  public boolean favoursRows() {
    return true;
  }

  @Override
  public void read(Tile region, float[] into) throws IOException {
    Plane.requireReadable(size(), region, into);
    Tile seen = region.intersect(post);
    if (seen.isEmpty()) {
      Arrays.fill(into, 0, region.area(), 0f);
      return;
    }
    for (int x = region.x(); x < region.right(); x += COLUMNS) {
      Tile part = new Tile(x, region.y(), Math.min(COLUMNS, region.right() - x), region.height());
      if (part.equals(region)) {
        readPart(part, into);
        break;
      }
      float[] pixels = new float[part.area()];
      readPart(part, pixels);
      for (int row = 0; row < part.height(); row++) {
        System.arraycopy(pixels, row * part.width(), into, row * region.width() + x - region.x(), part.width());
      }
    }
    if (!seen.equals(region)) {
      blankAround(region, seen, into);
    }
  }

  private void readPart(Tile part, float[] into) throws IOException {
    if (isInside(part)) {
      Arrays.fill(into, 0, part.area(), 1f);
    } else if (part.intersect(post).isEmpty()) {
      Arrays.fill(into, 0, part.area(), 0f);
    } else {
      warped.read(part, into);
    }
  }

  /** Whether all of a region's sources are inside pre; of a convex frame the corners decide. */
  private boolean isInside(Tile region) {
    for (int corner = 0; corner < 4; corner++) {
      double x = (corner & 1) == 0 ? region.x() : region.right() - 1;
      double y = (corner & 2) == 0 ? region.y() : region.bottom() - 1;
      double u = warp.x(x, y);
      double v = warp.y(x, y);
      if (!(warp.at(2, 0) * x + warp.at(2, 1) * y + 1 > 1e-9) || !(u >= pre.x() + margin + 1)
          || !(v >= pre.y() + margin + 1) || !(u <= pre.right() - margin - 2) || !(v <= pre.bottom() - margin - 2)) {
        return false;
      }
    }
    return true;
  }

  private static void blankAround(Tile region, Tile seen, float[] into) {
    for (int y = region.y(); y < region.bottom(); y++) {
      int row = (y - region.y()) * region.width();
      if (y < seen.y() || y >= seen.bottom()) {
        Arrays.fill(into, row, row + region.width(), 0f);
      } else {
        Arrays.fill(into, row, row + seen.x() - region.x(), 0f);
        Arrays.fill(into, row + seen.right() - region.x(), row + region.width(), 0f);
      }
    }
  }
}
