package io.github.exo2micro.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KdTreeTest {

  @Test
  void findsTheSameNearestDistanceAsLookingAtEveryPoint() {
    SplittableRandom random = new SplittableRandom(2);
    int n = 613;
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      // whole numbers give many ties and equal coordinates
      x[i] = random.nextInt(40);
      y[i] = random.nextInt(40);
    }
    KdTree tree = new KdTree(x, y);
    for (int k = 0; k < 500; k++) {
      double px = 60 * random.nextDouble() - 10;
      double py = 60 * random.nextDouble() - 10;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < n; i++) {
        least = Math.min(least, Math.hypot(px - x[i], py - y[i]));
      }
      int found = tree.nearest(px, py);
      assertEquals(least, Math.hypot(px - x[found], py - y[found]), 1e-12);
    }
  }

  @Test
  void refusesToBeEmpty() {
    assertThrows(IllegalArgumentException.class, () -> new KdTree(new double[0], new double[0]));
  }
}
