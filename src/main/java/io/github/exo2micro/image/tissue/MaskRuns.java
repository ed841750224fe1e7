package io.github.exo2micro.image.tissue;

import io.github.exo2micro.image.Tile;
import java.util.Arrays;

/**
 * The pieces of a mask's set or unset pixels, from its runs along rows: of large pieces there are hundreds of pixels
 * for each run, and only runs are looked at. A piece is known by its first run, row by row from the top.
 */
final class MaskRuns {

  private final int width;
  private final int height;
  /** First column of each run, and the one after its last. */
  private int[] from = new int[256];
  private int[] to = new int[256];
  /** A run before this one of the same piece, or itself. */
  private int[] before = new int[256];
  /** The first run of each row, and the number of all at the end. */
  private final int[] rows;

  /**
   * @param set row-major, width · height long
   * @param wanted whether the pieces are of what is set, or of what is not
   * @param diagonal whether pixels that touch at a corner alone hang together
   */
  MaskRuns(int width, int height, boolean[] set, boolean wanted, boolean diagonal) {
    this.width = width;
    this.height = height;
    this.rows = new int[height + 1];
    int reach = diagonal ? 1 : 0;
    int count = 0;
    for (int y = 0; y < height; y++) {
      rows[y] = count;
      int above = y == 0 ? count : rows[y - 1];
      int end = (y + 1) * width;
      for (int i = y * width; i < end;) {
        while (i < end && set[i] != wanted) {
          i++;
        }
        int start = i;
        while (i < end && set[i] == wanted) {
          i++;
        }
        if (i > start) {
          room(count);
          from[count] = start - y * width;
          to[count] = i - y * width;
          before[count] = count;
          above = joined(count, above, rows[y], reach);
          count++;
        }
      }
    }
    rows[height] = count;
    for (int run = 0; run < count; run++) {
      before[run] = before[before[run]];
    }
  }

  private void room(int count) {
    if (count == from.length) {
      from = Arrays.copyOf(from, 2 * count);
      to = Arrays.copyOf(to, 2 * count);
      before = Arrays.copyOf(before, 2 * count);
    }
  }

  /**
   * Joins a run to those above it.
   *
   * @param above the first run of the row above that may touch it
   * @param end of that row's runs
   * @return the first that may touch the next run
   */
  private int joined(int run, int above, int end, int reach) {
    int next = above;
    while (next < end && to[next] + reach <= from[run]) {
      next++;
    }
    for (int other = next; other < end && from[other] < to[run] + reach; other++) {
      join(run, other);
    }
    return next;
  }

  private void join(int a, int b) {
    int one = first(a);
    int two = first(b);
    before[Math.max(one, two)] = Math.min(one, two);
  }

  private int first(int run) {
    int at = run;
    while (before[at] != at) {
      before[at] = before[before[at]];
      at = before[at];
    }
    return at;
  }

  private int count() {
    return rows[height];
  }

  /** Pixels of each piece, at its first run; 0 at the other runs. */
  int[] sizes() {
    int[] sizes = new int[count()];
    for (int run = 0; run < sizes.length; run++) {
      sizes[before[run]] += to[run] - from[run];
    }
    return sizes;
  }

  /** The smallest rectangle that holds each piece, at its first run; empty at the other runs. */
  Tile[] bounds() {
    Tile[] bounds = new Tile[count()];
    Arrays.fill(bounds, new Tile(0, 0, 0, 0));
    for (int y = 0; y < height; y++) {
      for (int run = rows[y]; run < rows[y + 1]; run++) {
        Tile known = bounds[before[run]];
        int left = known.isEmpty() ? from[run] : Math.min(known.x(), from[run]);
        int right = known.isEmpty() ? to[run] : Math.max(known.right(), to[run]);
        int top = known.isEmpty() ? y : known.y();
        bounds[before[run]] = new Tile(left, top, right - left, y + 1 - top);
      }
    }
    return bounds;
  }

  /** Whether each piece reaches the image's edge, at its first run. */
  boolean[] atEdge() {
    boolean[] edge = new boolean[count()];
    for (int y = 0; y < height; y++) {
      for (int run = rows[y]; run < rows[y + 1]; run++) {
        edge[before[run]] |= y == 0 || y == height - 1 || from[run] == 0 || to[run] == width;
      }
    }
    return edge;
  }

  /** Sets the pixels of the pieces that are chosen, by their first runs. */
  void set(boolean[] chosen, boolean[] result) {
    for (int y = 0; y < height; y++) {
      for (int run = rows[y]; run < rows[y + 1]; run++) {
        if (chosen[before[run]]) {
          Arrays.fill(result, y * width + from[run], y * width + to[run], true);
        }
      }
    }
  }
}
