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
  /** First run of each row. */
  private final int[] firstOfRow;
  private final int top;
  /** Index of the pixel at each place of the bounding box and a rim of 1 px, plus one; empty for a large box. */
  private final int[] grid;
  private final int left;
  private final int across;

  ComponentPixels(Component component) {
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
    Sharpened.Values sharpened = Sharpened.of(x, y, value);
    sharp = sharpened.values();
    support = sharpened.support();
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
            : grid.length > 0 ? grid[cell(x[i] + dx, y[i] + dy)] - 1 : at(x[i] + dx, y[i] + dy);
        if (j >= 0) {
          into[count++] = j;
        }
      }
    }
    return count;
  }

  /** The index of the pixel at a place, or −1. */
  private int at(int px, int py) {
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
