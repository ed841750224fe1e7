package io.github.exo2micro.registration.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeighbourIndexTest {

  private static List<LocalPatch> scattered(int count, int from, int to) {
    Random random = new Random(3);
    List<LocalPatch> patches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      patches.add(LocalPatches.patch(from + random.nextInt(to - from), from + random.nextInt(to - from), 0, 0, 0.1));
    }
    return patches;
  }

  /** From the definition: all of them, sorted. */
  private static List<LocalPatch> near(List<LocalPatch> all, LocalPatch p, int count, double reach) {
    return all.stream().filter(q -> q != p && Math.hypot(q.x() - p.x(), q.y() - p.y()) <= reach)
        .sorted(Comparator.<LocalPatch>comparingDouble(q -> Math.hypot(q.x() - p.x(), q.y() - p.y()))
            .thenComparingDouble(LocalPatch::x).thenComparingDouble(LocalPatch::y))
        .limit(count).toList();
  }

  @Test
  void findsWhatACompleteSearchFindsOnEitherSideOfTheOrigin() {
    List<LocalPatch> all = scattered(600, -700, 900);
    NeighbourIndex index = new NeighbourIndex(all, 50);
    for (LocalPatch p : all) {
      assertEquals(near(all, p, 8, 150), index.near(p, 8, 150), p.toString());
      assertEquals(near(all, p, 100, 61.3), index.near(p, 100, 61.3), p.toString());
    }
  }

  @Test
  void aPatchIsNoNeighbourOfItselfButOneOnTopOfItIs() {
    LocalPatch p = LocalPatches.patch(10, 10, 1, 2, 0.1);
    LocalPatch twin = LocalPatches.patch(10, 10, 3, 4, 0.1);
    NeighbourIndex index = new NeighbourIndex(List.of(p, twin), 10);
    assertEquals(List.of(twin), index.near(p, 5, 0));
    assertTrue(new NeighbourIndex(List.of(p), 10).near(p, 5, 30).isEmpty());
    assertTrue(index.near(p, 0, 30).isEmpty(), "none is wanted");
  }
}
