package io.github.exo2micro.registration.patch;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.Percentiles;
import io.github.exo2micro.image.Tile;

/**
 * Where an overview shows tissue, roughly: brighter than the background by 5 % of the span from background to the 99th
 * percentile.
 *
 * <p>The background is the 5th percentile of what is above 0 (padding is 0), so a camera's offset does not count as
 * tissue, while an interior of which nine tenths are dim does.
 */
public final class TissueMask {

  private static final double SPAN = 0.05;

  private final Overview overview;
  private final boolean[] tissue;
  /** Tissue pixels above and left of each reduced pixel, one row and column more than the overview. */
  private final int[] sums;

  private TissueMask(Overview overview, float threshold) {
    this.overview = overview;
    FloatImage image = overview.image();
    int w = image.width();
    this.tissue = new boolean[image.pixels().length];
    this.sums = new int[(w + 1) * (image.height() + 1)];
    for (int y = 0; y < image.height(); y++) {
      int row = 0;
      for (int x = 0; x < w; x++) {
        tissue[y * w + x] = image.at(x, y) > threshold;
        row += tissue[y * w + x] ? 1 : 0;
        sums[(y + 1) * (w + 1) + x + 1] = sums[y * (w + 1) + x + 1] + row;
      }
    }
  }

  /** The tissue of an overview; an image without any positive pixel has none. */
  public static TissueMask of(Overview overview) {
    Percentiles positive = Percentiles.ofPositive(overview.image().pixels());
    if (positive.count() == 0) {
      return new TissueMask(overview, Float.POSITIVE_INFINITY);
    }
    double background = positive.at(5);
    return new TissueMask(overview, (float) (background + SPAN * (positive.at(99) - background)));
  }

  /** How much tissue there is, full-resolution px. */
  public double area() {
    return (double) sums[sums.length - 1] * overview.reduction() * overview.reduction();
  }

  /** The smallest full-resolution rectangle that holds all tissue; empty when there is none. */
  public Tile bounds() {
    int w = overview.image().width();
    int left = w;
    int right = -1;
    int top = -1;
    int bottom = -1;
    for (int i = 0; i < tissue.length; i++) {
      if (tissue[i]) {
        left = Math.min(left, i % w);
        right = Math.max(right, i % w);
        top = top < 0 ? i / w : top;
        bottom = i / w;
      }
    }
    if (right < 0) {
      return new Tile(0, 0, 0, 0);
    }
    int r = overview.reduction();
    return new Tile(left * r, top * r, (right + 1 - left) * r, (bottom + 1 - top) * r)
        .intersect(overview.fullSize().whole());
  }

  /** The part of a full-resolution rectangle that is tissue, 0 to 1. */
  public double fraction(Tile full) {
    FloatImage image = overview.image();
    double r = overview.reduction();
    int left = clamp((int) Math.floor(full.x() / r), image.width());
    int right = clamp((int) Math.ceil(full.right() / r), image.width());
    int top = clamp((int) Math.floor(full.y() / r), image.height());
    int bottom = clamp((int) Math.ceil(full.bottom() / r), image.height());
    int area = (right - left) * (bottom - top);
    int w = image.width() + 1;
    int count = sums[bottom * w + right] - sums[top * w + right] - sums[bottom * w + left] + sums[top * w + left];
    return area == 0 ? 0 : (double) count / area;
  }

  private static int clamp(int i, int limit) {
    return Math.max(0, Math.min(limit, i));
  }

  /** Whether the full-resolution position is on tissue. */
  public boolean contains(double x, double y) {
    FloatImage image = overview.image();
    int column = (int) Math.rint(overview.toReduced(x));
    int row = (int) Math.rint(overview.toReduced(y));
    return column >= 0 && row >= 0 && column < image.width() && row < image.height()
        && tissue[row * image.width() + column];
  }

  /** Largest distance between two warps over the tissue, in px of what they map to. */
  public double largestDifference(Homography a, Homography b) {
    double largest = 0;
    int w = overview.image().width();
    for (int i = 0; i < tissue.length; i++) {
      // The difference of two warps is largest at the tissue's rim, but finding the rim costs more than this.
      if (tissue[i]) {
        double x = overview.toFull(i % w);
        double y = overview.toFull(i / w);
        largest = Math.max(largest, Math.hypot(a.x(x, y) - b.x(x, y), a.y(x, y) - b.y(x, y)));
      }
    }
    return largest;
  }
}
