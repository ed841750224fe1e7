package io.github.exo2micro.geometry;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a field says that its displacements are between, rectangle by rectangle. */
class DisplacementRangeTest {

  private static final Homography WARP = Homography.of(new double[] {1.01, 0.05, 12, -0.04, 0.99, -7, 1e-5, -2e-5, 1});

  /** Bends at random, with the seams of both mosaics. */
  private static DisplacementField bent() {
    Random random = new Random(3);
    float[] dx = new float[11 * 9];
    float[] dy = new float[dx.length];
    for (int i = 0; i < dx.length; i++) {
      dx[i] = random.nextFloat() * 12 - 3;
      dy[i] = random.nextFloat() * 9 - 8;
    }
    return new DisplacementField(WARP, 20, -10, 48, 11, 9, dx, dy,
        List.of(
            new SeamGrid(SeamGrid.Frame.POST, new double[] {130, 320}, new double[] {200},
                new float[] {0, 4, -2, 7, 1, 3},
                new float[] {1, 0, -9, 2, 2, 0}),
            new SeamGrid(SeamGrid.Frame.PRE, new double[] {210}, new double[] {90, 280},
                new float[] {0, 6, 1, -5, 2, 0},
                new float[] {3, 0, -1, 2, -4, 0})));
  }

  private static void assertHolds(DisplacementField field, int[] r) {
    double[] range = field.range(r[0], r[1], r[2], r[3]);
    for (double y = r[1]; y <= r[1] + r[3]; y += 1.7) {
      for (double x = r[0]; x <= r[0] + r[2]; x += 1.7) {
        double[] d = field.at(x, y);
        assertTrue(d[0] >= range[0] && d[0] <= range[1] && d[1] >= range[2] && d[1] <= range[3],
            x + " " + y + ": " + Arrays.toString(d) + " in " + Arrays.toString(range));
      }
    }
  }

  @Test
  void noDisplacementLiesOutside() {
    int[][] rectangles = {{-60, -50, 90, 70}, {0, 0, 40, 40}, {100, 170, 74, 74}, {300, 80, 16, 200}, {190, 190, 1, 1},
        {-100, -100, 800, 700}};
    byte[] halves = new byte[10 * 8];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = (byte) (i % 10 > 4 ? 1 : 0);
    }
    DisplacementField torn = bent().with(new PieceMap(0, 0, 50, 10, 8, halves,
        List.of(new DisplacementField(Homography.of(new double[] {0.99, 0.12, 40, -0.12, 0.99, 33, 0, 0, 1}), 0, 0, 500,
            1, 1, new float[] {2}, new float[] {-3}, List.of()))));
    for (int[] r : rectangles) {
      assertHolds(bent(), r);
      assertHolds(torn, r);
    }
  }

  @Test
  void aTearThatTheFieldFollowsDoesNotWidenPlacesFarFromIt() {
    float[] dx = new float[40];
    for (int i = 0; i < dx.length; i++) {
      dx[i] = i < 20 ? 1 : 80;
    }
    DisplacementField field = new DisplacementField(Homography.identity(), 0, 0, 50, 40, 1, dx, new float[40],
        List.of());
    double[] far = field.range(300, 0, 64, 64);
    double[] at = field.range(960, 0, 64, 64);
    assertTrue(far[1] - far[0] < 0.1, Arrays.toString(far));
    assertTrue(at[0] <= 1 && at[1] >= 80, Arrays.toString(at));
  }
}
