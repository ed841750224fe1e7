package io.github.exo2micro.registration.local;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the patches around a patch. */
final class NeighbourIndex {

  private final Map<Long, List<LocalPatch>> cells = new HashMap<>();
  private final double cell;

  /** @param spacing about the distance of neighbouring patches, px */
  NeighbourIndex(List<LocalPatch> patches, int spacing) {
    this.cell = 3.0 * spacing;
    for (LocalPatch p : patches) {
      cells.computeIfAbsent(key(p.x(), p.y(), 0, 0), k -> new ArrayList<>()).add(p);
    }
  }

  private long key(double x, double y, int right, int down) {
    return ((long) Math.floor(x / cell) + right << 32) + (long) Math.floor(y / cell) + down;
  }

  /**
   * The nearest other patches, at most {@code count}, none farther than {@code reach} (up to three spacings), nearest
   * first.
   */
  List<LocalPatch> near(LocalPatch p, int count, double reach) {
    List<LocalPatch> near = new ArrayList<>();
    for (int down = -1; down <= 1; down++) {
      for (int right = -1; right <= 1; right++) {
        for (LocalPatch q : cells.getOrDefault(key(p.x(), p.y(), right, down), List.of())) {
          if (q != p && distance(p, q) <= reach) {
            near.add(q);
          }
        }
      }
    }
    near.sort(Comparator.<LocalPatch>comparingDouble(q -> distance(p, q)).thenComparingDouble(LocalPatch::x)
        .thenComparingDouble(LocalPatch::y));
    return near.subList(0, Math.min(count, near.size()));
  }

  private static double distance(LocalPatch a, LocalPatch b) {
    return Math.hypot(a.x() - b.x(), a.y() - b.y());
  }
}
