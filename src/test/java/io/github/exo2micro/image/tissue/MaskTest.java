package io.github.exo2micro.image.tissue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
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

  @Test
  void findsThePiecesAndHolesThatAFloodFinds() {
    for (double density : new double[] {0.1, 0.35, 0.5, 0.6, 0.9}) {
      Mask mask = random(61, 37, density);
      for (double fraction : new double[] {0, 0.05, 0.5, 1}) {
        assertArrayEquals(flooded(mask, fraction), mask.piecesAtLeast(fraction).toFloats(), density + ", " + fraction);
      }
      float[] open = new float[61 * 37];
      for (int i = 0; i < open.length; i++) {
        boolean edge = i % 61 == 0 || i % 61 == 60 || i / 61 == 0 || i / 61 == 36;
        if (edge && !mask.at(i) && open[i] == 0) {
          flood(mask, false, false, i, 1, open);
        }
      }
      float[] filled = mask.filled().toFloats();
      for (int i = 0; i < open.length; i++) {
        assertEquals(1 - open[i], filled[i], "pixel " + i + " at density " + density);
      }
    }
  }

  private static float[] flooded(Mask mask, double fraction) {
    float[] label = new float[mask.width() * mask.height()];
    List<Integer> sizes = new ArrayList<>(List.of(0));
    for (int i = 0; i < label.length; i++) {
      if (mask.at(i) && label[i] == 0) {
        sizes.add(flood(mask, true, true, i, sizes.size(), label));
      }
    }
    int largest = Collections.max(sizes);
    for (int i = 0; i < label.length; i++) {
      int size = sizes.get((int) label[i]);
      boolean kept = size >= Math.max(1, fraction * largest) && (fraction < 1 || label[i] == sizes.indexOf(largest));
      label[i] = kept ? 1 : 0;
    }
    return label;
  }

  private static int flood(Mask mask, boolean wanted, boolean diagonal, int start, int value, float[] label) {
    Deque<Integer> front = new ArrayDeque<>(List.of(start));
    label[start] = value;
    int size = 0;
    while (!front.isEmpty()) {
      int i = front.remove();
      size++;
      for (int step = 0; step < 9; step++) {
        int x = i % mask.width() + step % 3 - 1;
        int y = i / mask.width() + step / 3 - 1;
        boolean inside = x >= 0 && y >= 0 && x < mask.width() && y < mask.height();
        if (inside && (diagonal || step % 2 == 1) && mask.at(x, y) == wanted && label[y * mask.width() + x] == 0) {
          label[y * mask.width() + x] = value;
          front.add(y * mask.width() + x);
        }
      }
    }
    return size;
  }
}
