package io.github.exo2micro.microbes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes a component apart where it has several peaks: the pixels are flooded from the brightest down, and a peak stays
 * a microbe of its own when it stands clear of the saddle to a higher one (a watershed by persistence).
 */
final class SpotSplitter {

  private final int minArea;

  SpotSplitter(int minArea) {
    this.minArea = minArea;
  }

  /** The microbes of a component, brightest first; parts below the smallest area belong to their neighbours. */
  List<Spot> split(Component component) {
    if (component.pixels() < minArea) {
      return List.of();
    }
    ComponentPixels pixels = new ComponentPixels(component);
    boolean edge = component.runs().stream().anyMatch(Run::edge);
    int[] labels = flood(pixels);
    return spots(pixels, labels, edge);
  }

  /** For each pixel the index of its microbe's peak. */
  private int[] flood(ComponentPixels p) {
    int n = p.value.length;
    long[] order = new long[n];
    for (int i = 0; i < n; i++) {
      order[i] = descending(p.sharp[i]) << 32 | i;
    }
    Arrays.sort(order);
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

  private List<Spot> spots(ComponentPixels p, int[] labels, boolean edge) {
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

  private static Spot spot(ComponentPixels p, int peak, int[] members, boolean edge) {
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
