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

  /** A part that lies inside both, or outside, costs nothing; one on the rim is halved down to so many pixels. */
  private static final int SMALL = 64;
  /** Beyond the source's edge by so many px no interpolation sees it. */
  private static final int REACH = 3;

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
    fill(seen, region, into);
    if (!seen.equals(region)) {
      blankAround(region, seen, into);
    }
  }

  /** Fills a part of a region. */
  private void fill(Tile part, Tile region, float[] into) throws IOException {
    if (isInside(part)) {
      fill(part, region, into, 1);
    } else if (isOutside(part)) {
      fill(part, region, into, 0);
    } else if (part.width() > SMALL || part.height() > SMALL) {
      boolean wide = part.width() >= part.height();
      int half = (wide ? part.width() : part.height()) / 2;
      int width = wide ? half : part.width();
      int height = wide ? part.height() : half;
      fill(new Tile(part.x(), part.y(), width, height), region, into);
      fill(wide ? new Tile(part.x() + half, part.y(), part.width() - half, height)
          : new Tile(part.x(), part.y() + half, width, part.height() - half), region, into);
    } else {
      float[] pixels = new float[part.area()];
      warped.read(part, pixels);
      for (int row = 0; row < part.height(); row++) {
        System.arraycopy(pixels, row * part.width(), into, at(part, row, region), part.width());
      }
    }
  }

  private static void fill(Tile part, Tile region, float[] into, float value) {
    for (int row = 0; row < part.height(); row++) {
      int at = at(part, row, region);
      Arrays.fill(into, at, at + part.width(), value);
    }
  }

  /** Where a row of a part begins in a region's buffer. */
  private static int at(Tile part, int row, Tile region) {
    return (part.y() + row - region.y()) * region.width() + part.x() - region.x();
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

  /** Whether all of a region's sources are on one outer side of pre: then the region shows nothing of it. */
  private boolean isOutside(Tile region) {
    int left = 0;
    int right = 0;
    int above = 0;
    int below = 0;
    for (int corner = 0; corner < 4; corner++) {
      double x = (corner & 1) == 0 ? region.x() : region.right() - 1;
      double y = (corner & 2) == 0 ? region.y() : region.bottom() - 1;
      if (!(warp.at(2, 0) * x + warp.at(2, 1) * y + 1 > 1e-9)) {
        return false;
      }
      double u = warp.x(x, y);
      double v = warp.y(x, y);
      left += u < pre.x() - margin - REACH ? 1 : 0;
      right += u > pre.right() + margin + REACH ? 1 : 0;
      above += v < pre.y() - margin - REACH ? 1 : 0;
      below += v > pre.bottom() + margin + REACH ? 1 : 0;
    }
    return Math.max(Math.max(left, right), Math.max(above, below)) == 4;
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
