package io.github.exo2micro.microbes;

import java.util.Arrays;

/**
 * The basins of a component while it is flooded. A basin is named by its peak's index; {@code parent} leads to the
 * basin that it has become a part of, {@code partner} to the higher one that it stands clear of.
 */
final class ComponentBasins {

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

  private final ComponentPixels p;
  private final int[] basin;
  private final int[] area;
  private final int[] parent;
  private final int[] partner;
  private final int[] around = new int[8];

  ComponentBasins(ComponentPixels pixels) {
    p = pixels;
    int n = pixels.value.length;
    basin = new int[n];
    area = new int[n];
    parent = new int[n];
    partner = new int[n];
    Arrays.fill(basin, -1);
    Arrays.fill(partner, -1);
  }

  /** Floods one pixel; all that are higher were flooded before. */
  void place(int i) {
    int count = p.around(i, around);
    int best = -1;
    int highest = -1;
    for (int k = 0; k < count; k++) {
      int j = around[k];
      if (basin[j] >= 0) {
        int own = root(basin[j]);
        best = best < 0 || p.sharp[j] > p.sharp[best] ? j : best;
        highest = highest < 0 || isHigher(own, highest) ? own : highest;
      }
    }
    if (best < 0) {
      basin[i] = i;
      parent[i] = i;
      area[i] = p.whole[i] ? 1 : 0;
      return;
    }
    for (int k = 0; k < count; k++) {
      if (basin[around[k]] >= 0) {
        meet(i, root(basin[around[k]]), root(highest));
      }
    }
    int own = root(basin[best]);
    basin[i] = own;
    area[own] += p.whole[i] ? 1 : 0;
  }

  private boolean isHigher(int a, int b) {
    return p.sharp[a] > p.sharp[b] || p.sharp[a] == p.sharp[b] && a < b;
  }

  /** Two basins meet at a pixel: the lower one becomes a part of the higher, unless it stands clear. */
  private void meet(int saddle, int lower, int higher) {
    if (lower == higher || partner[lower] >= 0) {
      return;
    }
    if (!standsClear(lower, saddle)) {
      parent[lower] = higher;
      area[higher] += area[lower];
    } else {
      partner[lower] = higher;
    }
  }

  private boolean standsClear(int peak, int saddle) {
    double rise = p.sharp[peak] - p.sharp[saddle];
    double plain = p.value[peak] - p.value[saddle];
    return p.whole[saddle] && p.support[peak] >= SUPPORTED && rise >= PROMINENCE * p.sigma[peak]
        && rise >= RELATIVE * p.sharp[peak]
        && rise >= 0.01 * p.value[peak]
        || plain >= PLAIN_PROMINENCE * p.sigma[peak] && plain >= PLAIN_RELATIVE * p.value[peak];
  }

  /** Basins that are too small become a part of a neighbour. */
  void absorbSmall(int minArea) {
    for (int i = 0; i < basin.length; i++) {
      if (isRoot(i) && area[i] < minArea) {
        int into = partner[i] >= 0 ? root(partner[i]) : largestBeside(i);
        if (into != i) {
          parent[i] = into;
          area[into] += area[i];
        }
      }
    }
  }

  /** The highest peak met no higher one: the largest of the basins that met it, or itself when none did. */
  private int largestBeside(int peak) {
    int largest = peak;
    for (int i = 0; i < basin.length; i++) {
      if (isRoot(i) && partner[i] >= 0 && root(partner[i]) == peak && (largest == peak || area[i] > area[largest])) {
        largest = i;
      }
    }
    return largest;
  }

  private boolean isRoot(int i) {
    return basin[i] == i && parent[i] == i;
  }

  private int root(int i) {
    int root = i;
    while (parent[root] != root) {
      root = parent[root];
    }
    return root;
  }

  /** For each pixel the index of its basin's peak. */
  int[] labels() {
    int[] labels = new int[basin.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = root(basin[i]);
    }
    return labels;
  }
}
