package io.github.exo2micro.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class HomographyTest {

  private static final Homography WARP = Homography.of(new double[] {1.02, -0.05, 40, 0.06, 0.98, -12, 1e-6, -2e-6, 1});

  private static void assertLeads(double x, double y, Homography warp, double fromX, double fromY) {
    assertArrayEquals(new double[] {x, y}, new double[] {warp.x(fromX, fromY), warp.y(fromX, fromY)}, 1e-6);
  }

  @Test
  void aSimilarityTurnsAroundItsCentreAndThenShifts() {
    Homography turn = Homography.similarity(90, 2, 100, 50, 7, -3);
    assertLeads(107, 47, turn, 100, 50);
    assertEquals(20, Math.hypot(turn.x(110, 50) - 107, turn.y(110, 50) - 47), 1e-9, "10 px become 20");
    assertEquals(107, turn.x(110, 50), 1e-9, "a quarter turn leaves nothing of the way along x");
  }

  @Test
  void theInverseLeadsBackFromEverywhere() {
    Homography back = WARP.inverse();
    for (double[] p : new double[][] {{0, 0}, {30_000, 0}, {12_345, 24_999}}) {
      assertLeads(p[0], p[1], back, WARP.x(p[0], p[1]), WARP.y(p[0], p[1]));
      assertEquals(0, WARP.after(back).distance(Homography.identity(), p[0], p[1]), 1e-6);
    }
  }

  @Test
  void oneAfterTheOtherIsInThatOrder() {
    Homography shift = Homography.translation(10, 0);
    Homography twice = Homography.affine(2, 0, 0, 0, 2, 0);
    assertLeads(30, 10, twice.after(shift), 5, 5);
    assertLeads(20, 10, shift.after(twice), 5, 5);
  }

  @Test
  void anEnlargedWarpIsTheSameAtFullResolution() {
    Homography full = WARP.enlarged(8);
    assertEquals(8 * WARP.x(100, 60), full.x(800, 480), 8 * 0.6);
    assertEquals(8 * WARP.y(100, 60), full.y(800, 480), 8 * 0.6);
  }

  @Test
  void whatIsNoWarpIsABug() {
    assertThrows(IllegalArgumentException.class, () -> Homography.of(new double[8]));
  }
}
