package io.github.exo2micro.diagnostics;

import io.github.exo2micro.image.FloatImage;

/**
 * Post and aligned pre, area-averaged to a size for pictures.
 *
 * @param post means of post
 * @param pre means of aligned pre, of the same size
 * @param coverage share of each block's pixels that are sample, 0 to 1, of the same size
 * @param reduction full-resolution pixels per preview pixel along both axes
 */
public record Preview(FloatImage post, FloatImage pre, FloatImage coverage, int reduction) {

  /** Places with less sample around them than this are background: stray bright pixels are no tissue. */
  private static final double TISSUE = 0.3;

  /** @throws IllegalArgumentException when the sizes differ */
  public Preview {
    if (!post.size().equals(pre.size()) || !post.size().equals(coverage.size())) {
      throw new IllegalArgumentException(post.size() + ", " + pre.size() + ", " + coverage.size());
    }
  }

  /** The means of the excess of post over the scaled pre; NaN on the background. */
  public FloatImage difference(ScaleLine line) {
    FloatImage result = new FloatImage(post.width(), post.height());
    float[] out = result.pixels();
    float[] tissue = tissue().pixels();
    for (int i = 0; i < out.length; i++) {
      out[i] = tissue[i] == 0 ? Float.NaN : (float) line.excess(post.pixels()[i], pre.pixels()[i]);
    }
    return result;
  }

  /** 1 where the 3 × 3 preview pixels around are sample enough, else 0. */
  FloatImage tissue() {
    int w = coverage.width();
    int h = coverage.height();
    FloatImage result = new FloatImage(w, h);
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        double sum = 0;
        int n = 0;
        for (int v = Math.max(0, y - 1); v <= Math.min(h - 1, y + 1); v++) {
          for (int u = Math.max(0, x - 1); u <= Math.min(w - 1, x + 1); u++) {
            sum += coverage.at(u, v);
            n++;
          }
        }
        result.set(x, y, sum >= TISSUE * n ? 1 : 0);
      }
    }
    return result;
  }
}
