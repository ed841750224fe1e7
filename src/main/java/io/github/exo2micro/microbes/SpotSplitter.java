package io.github.exo2micro.microbes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes a component apart where it has several peaks: the pixels are flooded from the brightest down, and a peak stays
 * a microbe of its own when it stands clear of the saddle to a higher one (a watershed by persistence). What has no
 * peak of its own is looked for last ({@link HiddenNeighbour}).
 *
 * <p>Pixels that stand out by less than the whole threshold only join what they connect: a faint, wide microbe whose
 * middle the noise has torn stays one.
 */
final class SpotSplitter {

  private final int minArea;
  private final double threshold;

  SpotSplitter(DetectionSettings settings) {
    this.minArea = settings.minArea();
    this.threshold = settings.sigma();
  }

  /** The microbes of a component; parts below the smallest area belong to their neighbours. */
  List<Spot> split(Component component) {
    if (component.pixels() < minArea || !component.hasAtLeast(minArea, threshold)) {
      return List.of();
    }
    ComponentPixels pixels = new ComponentPixels(component, threshold);
    boolean edge = component.runs().stream().anyMatch(Run::edge);
    int[][] parts = parts(pixels, flood(pixels));
    HiddenNeighbour hidden = new HiddenNeighbour(pixels, threshold);
    List<Spot> spots = new ArrayList<>();
    int[] owner = owners(parts, pixels.value.length);
    for (int i = 0; i < parts.length; i++) {
      int[] rest = parts[i];
      if (rest.length >= minArea) {
        int[] found = hidden.of(rest, beside(pixels, parts, owner, i), minArea);
        if (found.length > 0) {
          spots.add(spot(pixels, found, edge));
          rest = without(rest, found);
        }
        spots.add(spot(pixels, rest, edge));
      }
    }
    return spots;
  }

  /** For each pixel the index of its microbe's peak. */
  private int[] flood(ComponentPixels p) {
    int n = p.value.length;
    long[] order = new long[n];
    int whole = 0;
    int faint = n;
    for (int i = 0; i < n; i++) {
      if (p.whole[i]) {
        order[whole++] = descending(p.sharp[i]) << 32 | i;
      } else {
        order[--faint] = descending(p.value[i]) << 32 | i;
      }
    }
    Arrays.sort(order, 0, whole);
    Arrays.sort(order, whole, n);
    ComponentBasins basins = new ComponentBasins(p);
    for (long key : order) {
      basins.place((int) key);
    }
    basins.absorbSmall(minArea);
    return basins.labels();
  }

  /** A float's bits in an order that falls as the float rises. */
  private static long descending(float value) {
    int bits = Float.floatToIntBits(value);
    return bits < 0 ? bits & Integer.MAX_VALUE : ~bits;
  }

  /** The pixels of each label, rising, of those that stand out by the whole threshold; by the index of the label. */
  private static int[][] parts(ComponentPixels p, int[] labels) {
    int n = labels.length;
    int[] count = new int[n];
    int parts = 0;
    for (int i = 0; i < n; i++) {
      if (p.whole[i] && count[labels[i]]++ == 0) {
        parts++;
      }
    }
    int[][] result = new int[parts][];
    int[] place = new int[n];
    int next = 0;
    for (int i = 0; i < n; i++) {
      if (count[i] > 0) {
        place[i] = next;
        result[next++] = new int[count[i]];
        count[i] = 0;
      }
    }
    for (int i = 0; i < n; i++) {
      if (p.whole[i]) {
        result[place[labels[i]]][count[labels[i]]++] = i;
      }
    }
    return result;
  }

  /** For each pixel its part, or −1. */
  private static int[] owners(int[][] parts, int pixels) {
    int[] owner = new int[pixels];
    Arrays.fill(owner, -1);
    for (int part = 0; part < parts.length; part++) {
      for (int i : parts[part]) {
        owner[i] = part;
      }
    }
    return owner;
  }

  /** The parts that touch one. */
  private static List<int[]> beside(ComponentPixels p, int[][] parts, int[] owner, int part) {
    List<int[]> result = new ArrayList<>();
    if (parts.length == 1) {
      return result;
    }
    int[] around = new int[8];
    for (int i : parts[part]) {
      int count = p.around(i, around);
      for (int k = 0; k < count; k++) {
        int other = owner[around[k]];
        if (other >= 0 && other != part && !result.contains(parts[other])) {
          result.add(parts[other]);
        }
      }
    }
    return result;
  }

  /** Both rise. */
  private static int[] without(int[] members, int[] some) {
    return Arrays.stream(members).filter(i -> Arrays.binarySearch(some, i) < 0).toArray();
  }

  private static Spot spot(ComponentPixels p, int[] members, boolean edge) {
    int[] x = new int[members.length];
    int[] y = new int[members.length];
    float[] value = new float[members.length];
    float[] raw = new float[members.length];
    int brightest = members[0];
    for (int i = 0; i < members.length; i++) {
      x[i] = p.x[members[i]];
      y[i] = p.y[members[i]];
      value[i] = p.value[members[i]];
      raw[i] = p.raw[members[i]];
      brightest = p.value[members[i]] > p.value[brightest] ? members[i] : brightest;
    }
    return new Spot(x, y, value, raw, p.value[brightest], p.sigma[brightest], edge);
  }
}
