package io.github.exo2micro.picture.statistics;

import io.github.exo2micro.image.FloatImage;
import java.util.BitSet;

/**
 * Post and aligned pre, area-averaged to a size for pictures.
 *
 * @param post means of post
 * @param pre means of aligned pre, of the same size
 * @param tissue 1 where the sample is, 0 on the background, of the same size
 * @param reduction full-resolution pixels per preview pixel along both axes
 */
public record Preview(FloatImage post, FloatImage pre, FloatImage tissue, int reduction) {

  /** Places with less sample around them than this are background: stray bright pixels are no tissue. */
  private static final double TISSUE = 0.3;
  /** Nor is a piece of fewer preview pixels: a few stray ones that happen to lie together. */
  private static final int LEAST_PIECE = 16;

  /** @throws IllegalArgumentException when the sizes differ */
  public Preview {
    if (!post.size().equals(pre.size()) || !post.size().equals(tissue.size())) {
      throw new IllegalArgumentException(post.size() + ", " + pre.size() + ", " + tissue.size());
    }
  }

  /** The means of the excess of post over the scaled pre; NaN on the background. */
  public FloatImage difference(ScaleLine line) {
    FloatImage result = new FloatImage(post.width(), post.height());
    float[] out = result.pixels();
    for (int i = 0; i < out.length; i++) {
      out[i] = tissue.pixels()[i] == 0 ? Float.NaN : (float) line.excess(post.pixels()[i], pre.pixels()[i]);
    }
    return result;
  }

  /**
   * The means of the excess of post over pre with a scale of its own at every place; NaN on the background.
   *
   * @param scales of the same size
   * @param postOffset taken off post first, grey levels
   * @param preOffset taken off pre first
   */
  public FloatImage difference(FloatImage scales, double postOffset, double preOffset) {
    FloatImage result = new FloatImage(post.width(), post.height());
    float[] out = result.pixels();
    for (int i = 0; i < out.length; i++) {
      out[i] = tissue.pixels()[i] == 0 ? Float.NaN
          : (float) (post.pixels()[i] - postOffset - scales.pixels()[i] * (pre.pixels()[i] - preOffset));
    }
    return result;
  }

  /**
   * The same where pixels have a value in both images; elsewhere is no tissue.
   *
   * @param covered 1 where they have, 0 elsewhere; of the same size
   */
  public Preview within(FloatImage covered) {
    FloatImage both = new FloatImage(tissue.width(), tissue.height());
    for (int i = 0; i < both.pixels().length; i++) {
      both.pixels()[i] = tissue.pixels()[i] * covered.pixels()[i];
    }
    return new Preview(post, pre, both, reduction);
  }

  /**
   * A difference that is known alone: NaN on the background, where it is 0 but for stray pixels.
   *
   * @param difference means of the difference
   */
  public static FloatImage ofSample(FloatImage difference) {
    FloatImage coverage = new FloatImage(difference.width(), difference.height());
    for (int i = 0; i < coverage.pixels().length; i++) {
      coverage.pixels()[i] = difference.pixels()[i] == 0 || Float.isNaN(difference.pixels()[i]) ? 0 : 1;
    }
    FloatImage tissue = tissue(coverage);
    FloatImage result = new FloatImage(difference.width(), difference.height());
    for (int i = 0; i < result.pixels().length; i++) {
      result.pixels()[i] = tissue.pixels()[i] == 0 ? Float.NaN : difference.pixels()[i];
    }
    return result;
  }

  /**
   * Tells tissue from background: 1 where the 3 × 3 preview pixels around are sample enough, else 0; 0 for pieces of
   * fewer than {@value #LEAST_PIECE} pixels.
   *
   * @param coverage share of each preview pixel that is sample, 0 to 1
   */
  static FloatImage tissue(FloatImage coverage) {
    int w = coverage.width();
    int h = coverage.height();
    FloatImage result = new FloatImage(w, h);
    for (int y = 0; y < h; y++) {
      int first = Math.max(0, y - 1);
      int last = Math.min(h - 1, y + 1);
      float[] columns = new float[w];
      for (int v = first; v <= last; v++) {
        for (int x = 0; x < w; x++) {
          columns[x] += coverage.at(x, v);
        }
      }
      for (int x = 0; x < w; x++) {
        int left = Math.max(0, x - 1);
        int right = Math.min(w - 1, x + 1);
        float sum = 0;
        for (int u = left; u <= right; u++) {
          sum += columns[u];
        }
        result.set(x, y, sum >= TISSUE * (right - left + 1) * (last - first + 1) ? 1 : 0);
      }
    }
    dropSmallPieces(result);
    return result;
  }

  private static void dropSmallPieces(FloatImage tissue) {
    float[] pixels = tissue.pixels();
    int[] found = new int[pixels.length];
    BitSet seen = new BitSet(pixels.length);
    int end = 0;
    for (int start = 0; start < pixels.length; start++) {
      if (pixels[start] != 0 && !seen.get(start)) {
        int first = end;
        end = collect(tissue, start, seen, found, first);
        for (int i = first; end - first < LEAST_PIECE && i < end; i++) {
          pixels[found[i]] = 0;
        }
      }
    }
  }

  /** Appends the pixels that hang together with one, by their sides, to {@code found}; returns where they end. */
  private static int collect(FloatImage tissue, int start, BitSet seen, int[] found, int first) {
    int w = tissue.width();
    int end = first;
    found[end++] = start;
    seen.set(start);
    for (int next = first; next < end; next++) {
      int at = found[next];
      int[] sides = {at % w > 0 ? at - 1 : -1, at % w < w - 1 ? at + 1 : -1, at - w, at + w};
      for (int side : sides) {
        if (side >= 0 && side < tissue.pixels().length && tissue.pixels()[side] != 0 && !seen.get(side)) {
          seen.set(side);
          found[end++] = side;
        }
      }
    }
    return end;
  }
}
