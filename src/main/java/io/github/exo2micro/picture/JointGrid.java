package io.github.exo2micro.picture;

import io.github.exo2micro.picture.chart.ColourMap;
import io.github.exo2micro.picture.statistics.PairHistograms;
import java.awt.image.BufferedImage;
import java.util.function.LongUnaryOperator;

/**
 * The joint histogram as it is drawn: post upwards, pre to the right, as many levels as hold data.
 *
 * <p>Post brightness that was recorded coarsely (every third level, say) leaves gaps; a row without a pixel shows the
 * nearest row that has some, up to {@value #WIDEST_GAP} levels away, so that the map is no comb.
 */
final class JointGrid {

  private static final int WIDEST_GAP = 8;
  private static final int FEWEST = 32;

  private final PairHistograms data;
  private final int levels;
  private final int shown;
  private final int[] row;

  JointGrid(PairHistograms data) {
    this.data = data;
    this.levels = data.coarse().levels();
    this.shown = powerOfTwo(highest() + 1);
    this.row = nearestRows();
  }

  private static int powerOfTwo(int atLeast) {
    int n = FEWEST;
    while (n < atLeast) {
      n *= 2;
    }
    return n;
  }

  private int highest() {
    for (int k = levels - 1; k > 0; k--) {
      for (int i = 0; i <= k; i++) {
        if (data.joint()[k * levels + i] > 0 || data.joint()[i * levels + k] > 0) {
          return k;
        }
      }
    }
    return 0;
  }

  private boolean hasPost(int level) {
    for (int q = 0; q < levels; q++) {
      if (data.joint()[level * levels + q] > 0) {
        return true;
      }
    }
    return false;
  }

  /** For each level the populated post level that stands for it, or −1. */
  private int[] nearestRows() {
    int[] below = new int[levels];
    int last = -1;
    for (int k = 0; k < levels; k++) {
      last = hasPost(k) ? k : last;
      below[k] = last;
    }
    int[] nearest = new int[levels];
    int next = -1;
    for (int k = levels - 1; k >= 0; k--) {
      next = below[k] == k ? k : next;
      boolean between = next >= 0 && below[k] >= 0 && next - below[k] <= WIDEST_GAP;
      nearest[k] = below[k] == k ? k : !between ? -1 : next - k < k - below[k] ? next : below[k];
    }
    return nearest;
  }

  /** Levels along each axis: a power of two, so that every cell is as large as the next on the page. */
  int shown() {
    return shown;
  }

  /** The brightness at the lower edge of the first and the upper edge of the last level shown. */
  double lower() {
    return -data.coarse().width() / 2;
  }

  double upper() {
    return data.coarse().value(shown) - data.coarse().width() / 2;
  }

  /** Pixels of that post and pre level. */
  long count(int post, int pre) {
    return post < levels && pre < levels && row[post] >= 0 ? data.joint()[row[post] * levels + pre] : 0;
  }

  /** The grid with pre sorted into the levels that post has, minus its transpose: how many more pixels are brighter. */
  long[][] excess() {
    long[][] grid = new long[levels][levels];
    for (int p = 0; p < levels; p++) {
      if (row[p] == p) {
        for (int q = 0; q < levels; q++) {
          grid[p][row[q] >= 0 ? row[q] : q] += data.joint()[p * levels + q];
        }
      }
    }
    long[][] excess = new long[levels][levels];
    for (int p = 0; p < levels; p++) {
      for (int q = 0; q < p; q++) {
        excess[p][q] = grid[p][q] - grid[q][p];
      }
    }
    return excess;
  }

  /** What an {@link #excess} grid has for a post and pre level that may lie between its own. */
  long excessAt(long[][] excess, int post, int pre) {
    if (post >= levels || pre >= levels || row[post] < 0) {
      return 0;
    }
    return excess[row[post]][row[pre] >= 0 ? row[pre] : pre];
  }

  /** A count for each cell. */
  interface Cells {
    long at(int post, int pre);
  }

  /** The cells coloured by the logarithm of their counts; white (transparent) where there is none. */
  BufferedImage image(Cells cells, ColourMap map, double highest) {
    BufferedImage image = new BufferedImage(shown, shown, BufferedImage.TYPE_INT_ARGB);
    double span = Math.max(Math.log10(highest), 1e-9);
    LongUnaryOperator colour = n -> map.rgb(Math.log10(n) / span) | 0xff000000L;
    for (int p = 0; p < shown; p++) {
      for (int q = 0; q < shown; q++) {
        long n = cells.at(p, q);
        if (n > 0) {
          image.setRGB(q, shown - 1 - p, (int) colour.applyAsLong(n));
        }
      }
    }
    return image;
  }
}
