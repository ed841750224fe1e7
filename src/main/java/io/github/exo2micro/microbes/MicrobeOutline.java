package io.github.exo2micro.microbes;

import java.util.Arrays;

/**
 * A closed polygon along the edges of pixels. Vertices are pixel corners: pixel (x, y) reaches from corner (x, y) to
 * corner (x + 1, y + 1).
 *
 * @param x columns of the corners, clockwise on the screen; the last is not the first again; shared, not to be changed
 * @param y rows of the corners
 */
public record MicrobeOutline(int[] x, int[] y) {

  private static final int[] DX = {1, 0, -1, 0};
  private static final int[] DY = {0, 1, 0, -1};

  /**
   * The outer edge of the pixels, holes filled. Of pieces that hang together at most across corners it is that of the
   * largest, of equal ones the first.
   *
   * @param px columns
   * @param py rows, not falling
   */
  public static MicrobeOutline of(int[] px, int[] py) {
    int left = Arrays.stream(px).min().orElseThrow();
    int right = Arrays.stream(px).max().orElseThrow();
    int top = py[0];
    int bottom = py[py.length - 1];
    int w = right - left + 3;
    long cells = (long) w * (bottom - top + 3);
    if (cells > 1 << 24) {
      // A lawn that fills the frame: its bounding box says enough.
      return new MicrobeOutline(new int[] {left, right + 1, right + 1, left},
          new int[] {top, top, bottom + 1, bottom + 1});
    }
    boolean[] set = new boolean[(int) cells];
    for (int i = 0; i < px.length; i++) {
      set[(py[i] - top + 1) * w + px[i] - left + 1] = true;
    }
    int first = largestPiece(set.clone(), w, px, py, left - 1, top - 1);
    return trace(set, w, px[first], py[first], left - 1, top - 1);
  }

  /** The first pixel of the largest piece; empties the set. */
  private static int largestPiece(boolean[] set, int w, int[] px, int[] py, int left, int top) {
    int[] open = new int[px.length];
    int[] beside = {1, -1, w, -w};
    int largest = 0;
    int most = 0;
    for (int i = 0; i < px.length && px.length - i > most; i++) {
      int cell = (py[i] - top) * w + px[i] - left;
      if (!set[cell]) {
        continue;
      }
      int size = 0;
      int count = 0;
      set[cell] = false;
      open[count++] = cell;
      while (count > 0) {
        int at = open[--count];
        size++;
        for (int step : beside) {
          if (set[at + step]) {
            set[at + step] = false;
            open[count++] = at + step;
          }
        }
      }
      if (size > most) {
        most = size;
        largest = i;
      }
    }
    return largest;
  }

  /** Walks the edge with the pixels at the right hand, from the top left corner of the first pixel. */
  private static MicrobeOutline trace(boolean[] set, int w, int startX, int startY, int left, int top) {
    int[] xs = new int[16];
    int[] ys = new int[16];
    int n = 0;
    int x = startX;
    int y = startY;
    int heading = 0;
    int last = -1;
    do {
      if (heading != last) {
        if (n == xs.length) {
          xs = Arrays.copyOf(xs, 2 * n);
          ys = Arrays.copyOf(ys, 2 * n);
        }
        xs[n] = x;
        ys[n++] = y;
        last = heading;
      }
      x += DX[heading];
      y += DY[heading];
      heading = turn(set, w, x - left, y - top, heading);
    } while (x != startX || y != startY || heading != 0);
    return new MicrobeOutline(Arrays.copyOf(xs, n), Arrays.copyOf(ys, n));
  }

  /** The next heading at a corner: right where there is no pixel ahead on the right, left where one is on the left. */
  private static int turn(boolean[] set, int w, int x, int y, int heading) {
    boolean aheadRight = set[cell(w, x, y, heading, true)];
    boolean aheadLeft = set[cell(w, x, y, heading, false)];
    if (!aheadRight) {
      return (heading + 1) & 3;
    }
    return aheadLeft ? (heading + 3) & 3 : heading;
  }

  /** The pixel ahead of a corner, on the right or left hand of someone who walks with that heading. */
  private static int cell(int w, int x, int y, int heading, boolean onRight) {
    int column = heading == 0 ? x : heading == 2 ? x - 1 : onRight == (heading == 1) ? x - 1 : x;
    int row = heading == 1 ? y : heading == 3 ? y - 1 : onRight == (heading == 0) ? y : y - 1;
    return row * w + column;
  }
}
