package io.github.exo2micro.subtraction;

import io.github.exo2micro.image.Tile;

/**
 * Counts the ratio of the sums over square blocks of pixels, post over aligned pre.
 *
 * <p>The ratio of two noisy pixels leans by about the variance of its noise, and so does a level of brightness that
 * is told by noisy pixels; interpolation that takes contrast from pre but not from post adds to it. Sums have that part
 * less of variance, and keep all light that interpolation only moves. A block counts when none of its pixels is empty
 * (exactly 0, as padding is), saturated or not a number, and its means are signal. Blocks that reach over a tile's edge
 * do not count: tiles begin at multiples of 8.
 *
 * <p>Not thread-safe; independent of the order of tiles.
 */
final class BlockRatios {

  private final SignalRange post;
  private final SignalRange pre;
  private final int side;
  private final RatioCounts counts;
  private float[] posts = new float[0];
  private float[] pres = new float[0];
  private int[] columns = new int[0];

  /**
   * @param side of a block, px; a divisor of {@link io.github.exo2micro.image.TileSweep#TILE_STEP}
   * @param counts gets a count for each block, at its first pixel
   */
  BlockRatios(SignalRange post, SignalRange pre, int side, RatioCounts counts) {
    this.side = side;
    this.post = post;
    this.pre = pre;
    this.counts = counts;
  }

  RatioCounts counts() {
    return counts;
  }

  void accept(Tile tile, float[] postPixels, float[] prePixels) {
    int most = tile.width() / side + 1;
    if (posts.length < most) {
      posts = new float[most];
      pres = new float[most];
      columns = new int[most];
    }
    for (int y = up(tile.y()); y + side <= tile.bottom(); y += side) {
      row(tile, y, postPixels, prePixels);
    }
  }

  private int up(int position) {
    return Math.floorDiv(position + side - 1, side) * side;
  }

  private void row(Tile tile, int y, float[] postPixels, float[] prePixels) {
    float postTop = top(post);
    float preTop = top(pre);
    int n = 0;
    int saturated = 0;
    for (int x = up(tile.x()); x + side <= tile.right(); x += side) {
      int first = (y - tile.y()) * tile.width() + x - tile.x();
      double p = mean(postPixels, first, tile.width(), postTop) - post.offset();
      if (!(p > post.margin())) {
        continue;
      }
      double q = mean(prePixels, first, tile.width(), preTop) - pre.offset();
      if (q > pre.margin()) {
        if (p < Float.MAX_VALUE && q < Float.MAX_VALUE) {
          posts[n] = (float) p;
          pres[n] = (float) q;
          columns[n++] = x;
        } else {
          saturated++;
        }
      }
    }
    FastLog.log10(posts, n);
    FastLog.log10(pres, n);
    counts.add(posts, pres, columns, n, y);
    counts.addPixels(n, 0, saturated);
  }

  /** As of pixels: bilinear values between a saturated one and one just under it are saturated too. */
  private static float top(SignalRange range) {
    return (float) (range.maximum() - (Double.isFinite(range.maximum()) ? range.step() / 2 : 0));
  }

  /** Mean of a block; infinite where one of its pixels is saturated, not a number where one is empty or none. */
  private double mean(float[] pixels, int first, int stride, float top) {
    double sum = 0;
    boolean bright = false;
    for (int row = 0; row < side; row++) {
      float part = 0;
      int at = first + row * stride;
      for (int i = at; i < at + side; i++) {
        float v = pixels[i];
        part += v;
        if (v == 0) { // padding ends at its first pixel
          return Double.NaN;
        }
        if (v >= top) {
          bright = true;
        }
      }
      sum += part;
    }
    return bright ? Double.POSITIVE_INFINITY : sum / (side * side);
  }
}
