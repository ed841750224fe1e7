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

  /** Blocks with less sample than this are background: a stray bright pixel does not make a block tissue. */
  private static final double TISSUE = 0.1;

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
    for (int i = 0; i < out.length; i++) {
      out[i] = coverage.pixels()[i] < TISSUE ? Float.NaN
          : (float) line.excess(post.pixels()[i], pre.pixels()[i]);
    }
    return result;
  }
}
