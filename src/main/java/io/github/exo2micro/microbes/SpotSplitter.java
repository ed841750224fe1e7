package io.github.exo2micro.microbes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes a component apart where it has several peaks: the pixels are flooded from the brightest down, and a peak stays
 * a microbe of its own when it stands clear of the saddle to a higher one (a watershed by persistence).
 */
final class SpotSplitter {

  /** A peak of the sharpened component rises that many standard deviations over the saddle to a higher one. */
  private static final double PROMINENCE = 1.7;
  /** And by this part of its own height over the mean around: large microbes are not smooth. */
  private static final double RELATIVE = 0.1;
  /** At such a place the component reaches around far enough for that. */
  private static final double SUPPORTED = 0.75;
  /**
   * Elsewhere a peak of the smoothed difference itself counts: it rises that many standard deviations over the saddle.
   */
  private static final double PLAIN_PROMINENCE = 3;
  /** And by this part of its own height. */
  private static final double PLAIN_RELATIVE = 0.04;

  private final int minArea;

  SpotSplitter(int minArea) {
    this.minArea = minArea;
  }

  /** The pixels of a component in flat arrays, by row, then column. */
  private static final class Pixels {
    private final List<Run> runs;
    private final int[] offset;
    private final int[] x;
    private final int[] y;
    private final float[] value;
    private final float[] sharp;
    private final float[] support;
    private final float[] raw;
    private final float[] sigma;
    /** First run of each row. */
    private final int[] firstOfRow;
    private final int top;

    Pixels(Component component) {
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
    }

    /** The index of the pixel at a place, or −1. */
    int at(int px, int py) {
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

  /** The microbes of a component, brightest first; parts below the smallest area belong to their neighbours. */
  List<Spot> split(Component component) {
    if (component.pixels() < minArea) {
      return List.of();
    }
    Pixels pixels = new Pixels(component);
    boolean edge = component.runs().stream().anyMatch(Run::edge);
    int[] labels = flood(pixels);
    return spots(pixels, labels, edge);
  }

  /** For each pixel the index of its microbe's peak. */
  private int[] flood(Pixels p) {
    int n = p.value.length;
    long[] order = new long[n];
    for (int i = 0; i < n; i++) {
      order[i] = descending(p.sharp[i]) << 32 | i;
    }
    Arrays.sort(order);
    int[] basin = new int[n];
    int[] area = new int[n];
    Arrays.fill(basin, -1);
    int[] parent = new int[n];
    int[] partner = new int[n];
    Arrays.fill(partner, -1);
    for (long key : order) {
      place((int) key, p, basin, parent, area, partner);
    }
    absorbSmall(basin, parent, area, partner);
    for (int i = 0; i < n; i++) {
      basin[i] = root(parent, basin[i]);
    }
    return basin;
  }

  /** A float's bits in an order that falls as the float rises. */
  private static long descending(float value) {
    int bits = Float.floatToIntBits(value);
    return bits < 0 ? bits & Integer.MAX_VALUE : ~bits;
  }

  private void place(int i, Pixels p, int[] basin, int[] parent, int[] area, int[] partner) {
    int best = -1;
    int highest = -1;
    for (int k = 0; k < 9; k++) {
      int j = k == 4 ? -1 : p.at(p.x[i] + k % 3 - 1, p.y[i] + k / 3 - 1);
      if (j >= 0 && basin[j] >= 0) {
        int own = root(parent, basin[j]);
        best = best < 0 || p.sharp[j] > p.sharp[best] ? j : best;
        highest = highest < 0 || isHigher(p, own, highest) ? own : highest;
      }
    }
    if (best < 0) {
      basin[i] = i;
      parent[i] = i;
      area[i] = 1;
      return;
    }
    for (int k = 0; k < 9; k++) {
      int j = k == 4 ? -1 : p.at(p.x[i] + k % 3 - 1, p.y[i] + k / 3 - 1);
      if (j >= 0 && basin[j] >= 0) {
        meet(i, root(parent, basin[j]), root(parent, highest), p, parent, area, partner);
      }
    }
    int own = root(parent, basin[best]);
    basin[i] = own;
    area[own]++;
  }

  private static boolean isHigher(Pixels p, int a, int b) {
    return p.sharp[a] > p.sharp[b] || p.sharp[a] == p.sharp[b] && a < b;
  }

  /** Two basins meet at a pixel: the lower one becomes a part of the higher, unless it stands clear. */
  private static void meet(int saddle, int lower, int higher, Pixels p, int[] parent, int[] area, int[] partner) {
    if (lower == higher || partner[lower] >= 0) {
      return;
    }
    if (!standsClear(p, lower, saddle)) {
      parent[lower] = higher;
      area[higher] += area[lower];
    } else {
      partner[lower] = higher;
    }
  }

  private static boolean standsClear(Pixels p, int peak, int saddle) {
    double rise = p.sharp[peak] - p.sharp[saddle];
    double plain = p.value[peak] - p.value[saddle];
    return p.support[peak] >= SUPPORTED && rise >= PROMINENCE * p.sigma[peak] && rise >= RELATIVE * p.sharp[peak]
        && rise >= 0.01 * p.value[peak]
        || plain >= PLAIN_PROMINENCE * p.sigma[peak] && plain >= PLAIN_RELATIVE * p.value[peak];
  }

  private void absorbSmall(int[] basin, int[] parent, int[] area, int[] partner) {
    for (int i = 0; i < basin.length; i++) {
      if (basin[i] == i && parent[i] == i && area[i] < minArea) {
        int into = partner[i] >= 0 ? root(parent, partner[i]) : largestBeside(i, basin, parent, area, partner);
        if (into != i) {
          parent[i] = into;
          area[into] += area[i];
        }
      }
    }
  }

  /** The highest peak met no higher one: the largest of the basins that met it, or itself when none did. */
  private static int largestBeside(int peak, int[] basin, int[] parent, int[] area, int[] partner) {
    int largest = peak;
    for (int i = 0; i < basin.length; i++) {
      if (basin[i] == i && parent[i] == i && partner[i] >= 0 && root(parent, partner[i]) == peak
          && (largest == peak || area[i] > area[largest])) {
        largest = i;
      }
    }
    return largest;
  }

  private static int root(int[] parent, int i) {
    int root = i;
    while (parent[root] != root) {
      root = parent[root];
    }
    return root;
  }

  private List<Spot> spots(Pixels p, int[] labels, boolean edge) {
    int n = labels.length;
    int[] count = new int[n];
    for (int label : labels) {
      count[label]++;
    }
    List<Spot> spots = new ArrayList<>();
    int[] start = new int[n];
    int total = 0;
    for (int i = 0; i < n; i++) {
      start[i] = total;
      total += count[i];
    }
    int[] members = new int[n];
    int[] filled = new int[n];
    for (int i = 0; i < n; i++) {
      members[start[labels[i]] + filled[labels[i]]++] = i;
    }
    for (int i = 0; i < n; i++) {
      if (count[i] >= minArea) {
        spots.add(spot(p, i, Arrays.copyOfRange(members, start[i], start[i] + count[i]), edge));
      }
    }
    return spots;
  }

  private static Spot spot(Pixels p, int peak, int[] members, boolean edge) {
    int[] x = new int[members.length];
    int[] y = new int[members.length];
    float[] value = new float[members.length];
    float[] raw = new float[members.length];
    for (int i = 0; i < members.length; i++) {
      x[i] = p.x[members[i]];
      y[i] = p.y[members[i]];
      value[i] = p.value[members[i]];
      raw[i] = p.raw[members[i]];
    }
    int brightest = members[0];
    for (int member : members) {
      brightest = p.value[member] > p.value[brightest] ? member : brightest;
    }
    return new Spot(x, y, value, raw, p.value[brightest], p.sigma[peak], edge);
  }
}
