package io.github.exo2micro.microbes;

import java.util.Arrays;
import java.util.List;

/** The pixels of a component in flat arrays, by row, then column. */
final class ComponentPixels {

  /** Components whose bounding boxes are larger are searched for neighbours run by run. */
  private static final int MOST_CELLS = 1 << 16;

  private final List<Run> runs;
  private final int[] offset;
  final int[] x;
  final int[] y;
  final float[] value;
  final float[] sharp;
  final float[] support;
  final float[] raw;
  final float[] sigma;
  /** Whether a pixel stands out by the whole threshold; the others only join what does. */
  final boolean[] whole;
  /** First run of each row. */
  private final int[] firstOfRow;
  private final int top;
  /** Index of the pixel at each place of the bounding box and a rim of 1 px, plus one; empty for a large box. */
  private final int[] grid;
  private final int left;
  private final int across;

  /** @param threshold what stands out by so many standard deviations belongs to a microbe */
  ComponentPixels(Component component, double threshold) {
    runs = component.runs();
    int n = component.pixels();
    offset = new int[runs.size()];
    x = new int[n];
    y = new int[n];
    value = new float[n];
    raw = new float[n];
    sigma = new float[n];
    top = runs.get(0).y();
    int rows = runs.get(runs.size() - 1).y() - top + 1;
    firstOfRow = new int[rows + 1];
    Arrays.fill(firstOfRow, runs.size());
    int at = 0;
    for (int r = 0; r < runs.size(); r++) {
      Run run = runs.get(r);
      offset[r] = at;
      firstOfRow[run.y() - top] = Math.min(firstOfRow[run.y() - top], r);
      int length = run.smoothed().length;
      System.arraycopy(run.smoothed(), 0, value, at, length);
      System.arraycopy(run.raw(), 0, raw, at, length);
      System.arraycopy(run.sigma(), 0, sigma, at, length);
      for (int i = 0; i < length; i++) {
        x[at + i] = run.x() + i;
        y[at + i] = run.y();
      }
      at += length;
    }
    whole = new boolean[n];
    for (int i = 0; i < n; i++) {
      whole[i] = value[i] >= (float) threshold * sigma[i];
    }
    for (int row = rows - 1; row >= 0; row--) {
      firstOfRow[row] = Math.min(firstOfRow[row], firstOfRow[row + 1]);
    }
    left = runs.stream().mapToInt(Run::x).min().orElseThrow() - 1;
    across = runs.stream().mapToInt(Run::right).max().orElseThrow() + 1 - left;
    long cells = (long) across * (rows + 2);
    grid = cells > MOST_CELLS ? new int[0] : new int[(int) cells];
    for (int i = 0; i < n && grid.length > 0; i++) {
      grid[cell(x[i], y[i])] = i + 1;
    }
    sharp = new float[n];
    support = new float[n];
    Arrays.fill(sharp, Float.NEGATIVE_INFINITY);
    sharpen();
  }

  /** Piece by piece of what stands out by the whole threshold. */
  private void sharpen() {
    int n = value.length;
    boolean[] done = new boolean[n];
    int[] queue = new int[n];
    int[] around = new int[8];
    for (int first = 0; first < n; first++) {
      if (whole[first] && !done[first]) {
        int count = 0;
        queue[count++] = first;
        done[first] = true;
        for (int at = 0; at < count; at++) {
          int k = around(queue[at], around);
          for (int j = 0; j < k; j++) {
            if (whole[around[j]] && !done[around[j]]) {
              done[around[j]] = true;
              queue[count++] = around[j];
            }
          }
        }
        int[] piece = Arrays.copyOf(queue, count);
        Arrays.sort(piece);
        sharpen(piece);
      }
    }
  }

  private void sharpen(int[] piece) {
    int[] px = new int[piece.length];
    int[] py = new int[piece.length];
    float[] values = new float[piece.length];
    for (int i = 0; i < piece.length; i++) {
      px[i] = x[piece[i]];
      py[i] = y[piece[i]];
      values[i] = value[piece[i]];
    }
    Sharpened.Values sharpened = Sharpened.of(px, py, values);
    for (int i = 0; i < piece.length; i++) {
      sharp[piece[i]] = sharpened.values()[i];
      support[piece[i]] = sharpened.support()[i];
    }
  }

  private int cell(int px, int py) {
    return (py - top + 1) * across + px - left;
  }

  /**
   * The pixels around a pixel, row by row.
   *
   * @param into takes their indices; at least 8 long
   * @return how many there are
   */
  int around(int i, int[] into) {
    int count = 0;
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        int j = dx == 0 && dy == 0 ? -1
            : grid.length > 0 ? grid[cell(x[i] + dx, y[i] + dy)] - 1 : searched(x[i] + dx, y[i] + dy);
        if (j >= 0) {
          into[count++] = j;
        }
      }
    }
    return count;
  }

  /** The index of the pixel at a place, or −1. */
  int at(int px, int py) {
    if (grid.length == 0) {
      return searched(px, py);
    }
    boolean inBox = px >= left && px < left + across && py >= top - 1 && py < top - 1 + grid.length / across;
    return inBox ? grid[cell(px, py)] - 1 : -1;
  }

  private int searched(int px, int py) {
    int row = py - top;
    if (row < 0 || row >= firstOfRow.length - 1) {
      return -1;
    }
    int low = firstOfRow[row];
    int high = firstOfRow[row + 1] - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Run run = runs.get(middle);
      if (px < run.x()) {
        high = middle - 1;
      } else if (px >= run.right()) {
        low = middle + 1;
      } else {
        return offset[middle] + px - run.x();
      }
    }
    return -1;
  }
}
