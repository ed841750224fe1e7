package io.github.exo2micro.image.tissue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MaskTest {

  private static Mask random(int width, int height, double density) {
    SplittableRandom random = new SplittableRandom(4);
    boolean[] set = new boolean[width * height];
    for (int i = 0; i < set.length; i++) {
      set[i] = random.nextDouble() < density;
    }
    return new Mask(width, height, set);
  }

  private static Mask of(String... rows) {
    boolean[] set = new boolean[rows.length * rows[0].length()];
    for (int i = 0; i < set.length; i++) {
      set[i] = rows[i / rows[0].length()].charAt(i % rows[0].length()) == '#';
    }
    return new Mask(rows[0].length(), rows.length, set);
  }

  @Test
  void dilatesAndErodesByRoundDistance() {
    Mask mask = random(61, 37, 0.02);
    for (double radius : new double[] {0, 1, 4.5, 5}) {
      assertGrownBy(radius, mask);
    }
    Mask dense = random(61, 37, 0.97);
    boolean[] unset = new boolean[dense.width() * dense.height()];
    for (int i = 0; i < unset.length; i++) {
      unset[i] = !dense.at(i);
    }
    float[] grown = new Mask(61, 37, unset).dilated(2.2).toFloats();
    for (int i = 0; i < grown.length; i++) {
      grown[i] = 1 - grown[i];
    }
    assertArrayEquals(grown, dense.eroded(2.2).toFloats());
  }

  private static void assertGrownBy(double radius, Mask mask) {
    Mask dilated = mask.dilated(radius);
    for (int y = 0; y < 37; y++) {
      for (int x = 0; x < 61; x++) {
        boolean near = false;
        for (int v = 0; v < 37; v++) {
          for (int u = 0; u < 61; u++) {
            near |= mask.at(u, v) && Math.hypot(u - x, v - y) <= radius;
          }
        }
        assertEquals(near, dilated.at(x, y), radius + " at " + x + ", " + y);
      }
    }
  }

  @Test
  void closesGapsButDoesNotGrowAtTheImageEdge() {
    Mask mask = of("###..####", "###..####", ".........", "#########");
    Mask closed = mask.closed(2);
    assertTrue(closed.at(4, 2));
    Mask corner = of("#....", ".....", ".....");
    assertArrayEquals(corner.toFloats(), corner.closed(3).toFloats());
  }

  @Test
  void fillsHolesAndKeepsLargePieces() {
    Mask mask = of(
        "####..#.",
        "#..#....",
        "####..##",
        "......##");
    assertTrue(mask.filled().at(1, 1) && mask.filled().at(2, 1));
    assertFalse(mask.filled().at(5, 1));
    assertEquals(10, mask.piecesAtLeast(1).count());
    assertEquals(14, mask.piecesAtLeast(0.3).count());
    assertEquals(15, mask.piecesAtLeast(0).count());
  }

  @Test
  void staysEmptyWhenItIsEmpty() {
    Mask empty = of("...", "...");
    assertEquals(0, empty.closed(2).piecesAtLeast(1).filled().dilated(3).count());
    assertEquals(0, empty.eroded(1).count());
  }
}
