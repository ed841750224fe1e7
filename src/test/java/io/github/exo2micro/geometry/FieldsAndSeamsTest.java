package io.github.exo2micro.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Homographies, fields and seams against their definitions. */
class FieldsAndSeamsTest {

  @ParameterizedTest
  @CsvSource({"2", "8", "3.5"})
  void aReducedWarpMapsTheCentresOfReducedPixels(double reduction) {
    Homography full = Homography.of(1.02, 0.03, 40, -0.02, 0.97, -25, 1e-5, -2e-5, 1);
    Homography reduced = full.reduced(reduction);
    for (double[] r : new double[][] {{0, 0}, {17, 3}, {100.25, 250.5}}) {
      double x = (r[0] + 0.5) * reduction - 0.5;
      double y = (r[1] + 0.5) * reduction - 0.5;
      assertEquals((full.x(x, y) + 0.5) / reduction - 0.5, reduced.x(r[0], r[1]), 1e-9);
      assertEquals((full.y(x, y) + 0.5) / reduction - 0.5, reduced.y(r[0], r[1]), 1e-9);
      assertEquals(full.x(x, y), reduced.enlarged(reduction).x(x, y), 1e-8);
    }
  }

  @Test
  void warpsCombineInvertAndTurnAboutTheirCentre() {
    Homography a = Homography.of(1.02, 0.03, 40, -0.02, 0.97, -25, 1e-5, -2e-5, 1);
    Homography b = Homography.similarity(90, 2, 10, 20, 3, 4);
    assertEquals(13, b.x(10, 20), 1e-12);
    assertEquals(24, b.y(10, 20), 1e-12);
    assertEquals(13, b.x(11, 20), 1e-12);
    assertEquals(26, b.y(11, 20), 1e-12, "x turns towards y");
    Homography both = a.after(b);
    assertEquals(a.x(b.x(7, -3), b.y(7, -3)), both.x(7, -3), 1e-9);
    assertEquals(a.y(b.x(7, -3), b.y(7, -3)), both.y(7, -3), 1e-9);
    assertEquals(7, both.inverse().x(both.x(7, -3), both.y(7, -3)), 1e-8);
    assertThrows(ArithmeticException.class, () -> Homography.affine(1, 2, 0, 2, 4, 0).inverse());
  }

  private static final Homography WARP = Homography.affine(1, 0.01, 20, -0.01, 1, -10);
  private static final SeamGrid POST = new SeamGrid(SeamGrid.Frame.POST, new double[] {40}, new double[] {30},
      new float[] {0, 1, 2, 3}, new float[] {0, -1, 0, -2});
  private static final SeamGrid PRE = new SeamGrid(SeamGrid.Frame.PRE, new double[] {60.5}, new double[0],
      new float[] {0.25f, -0.5f}, new float[] {0.125f, 0});

  private static DisplacementField field(SeamGrid... seams) {
    Random random = new Random(3);
    float[] dx = new float[6 * 5];
    float[] dy = new float[6 * 5];
    for (int i = 0; i < 30; i++) {
      dx[i] = (float) random.nextGaussian();
      dy[i] = (float) random.nextGaussian();
    }
    return new DisplacementField(WARP, -5, -3, 16, 6, 5, dx, dy, List.of(seams));
  }

  /** Keys's kernel with a = −1/2. */
  private static double keys(double t) {
    double d = Math.abs(t);
    return d < 1 ? 1.5 * d * d * d - 2.5 * d * d + 1 : d < 2 ? -0.5 * d * d * d + 2.5 * d * d - 4 * d + 2 : 0;
  }

  /** The smooth part from its nodes, which go on beyond the outermost. */
  private static double smooth(float[] nodes, int offset, double x, double y) {
    double u = (x + 5) / 16;
    double v = (y + 3) / 16;
    double sum = 0;
    for (int j = (int) Math.floor(v) - 1; j <= Math.floor(v) + 2; j++) {
      for (int i = (int) Math.floor(u) - 1; i <= Math.floor(u) + 2; i++) {
        int k = Math.max(0, Math.min(4, j)) * 6 + Math.max(0, Math.min(5, i));
        sum += keys(u - i) * keys(v - j) * nodes[offset + k];
      }
    }
    return sum;
  }

  @Test
  void theSmoothPartIsCubicConvolutionOfItsNodesAndGoesOnBeyondThem() {
    DisplacementField field = field();
    float[] nodes = field.nodes();
    for (double[] at : new double[][] {{0, 0}, {33.3, 21.7}, {-5, -3}, {-100, 20}, {500, 500}, {75, 61}, {74.9, -3}}) {
      double[] d = field.at(at[0], at[1]);
      assertEquals(smooth(nodes, 0, at[0], at[1]), d[0], 1e-6);
      assertEquals(smooth(nodes, 30, at[0], at[1]), d[1], 1e-6);
      assertEquals(WARP.x(at[0] + d[0], at[1] + d[1]), field.preX(at[0], at[1]), 1e-9);
      assertEquals(WARP.y(at[0] + d[0], at[1] + d[1]), field.preY(at[0], at[1]), 1e-9);
      assertTrue(Math.hypot(d[0], d[1]) <= field.bound(), "the bound holds");
    }
  }

  @Test
  void tilesOfBothMosaicsJumpAtTheirLinesAndAddUp() {
    DisplacementField smooth = field();
    DisplacementField field = field(POST, PRE);
    double[][] expected = {{39.9, 29.9, 0, 0}, {40, 29.9, 1, -1}, {39.9, 30, 2, 0}, {40, 30, 3, -2}};
    for (double[] e : expected) {
      boolean right = WARP.x(e[0], e[1]) >= 60.5;
      double[] jump = field.jump(e[0], e[1]);
      assertEquals(e[2] + (right ? -0.5 : 0.25), jump[0], 1e-6);
      assertEquals(e[3] + (right ? 0 : 0.125), jump[1], 1e-6);
      assertEquals(smooth.at(e[0], e[1])[0] + jump[0], field.at(e[0], e[1])[0], 1e-6);
    }
    assertEquals(3, field.seamLines());
    assertEquals(0.1, field.distanceToSeam(39.9, 0), 1e-9);
    assertEquals(Math.abs(WARP.x(41, 0) - 60.5), field.distanceToSeam(41, 0), 1e-9);
    assertEquals(Double.POSITIVE_INFINITY, smooth.distanceToSeam(0, 0));
  }

  @Test
  void aPieceOfARowGivesTheSameAsSinglePointsAndNamesTheirTiles() {
    DisplacementField field = field(POST, PRE);
    DisplacementField.Row row = field.new Row(29.4, -20, 90);
    double[] out = new double[2];
    int before = -1;
    for (double x = -20; x <= 90; x += 0.7) {
      int tile = row.at(x, out);
      assertArrayEquals(field.at(x, 29.4), out, 1e-12);
      boolean crossed = before >= 0 && !java.util.Arrays.equals(field.jump(x - 0.7, 29.4), field.jump(x, 29.4));
      assertEquals(crossed, before >= 0 && tile != before, "at " + x);
      before = tile;
    }
  }

  @Test
  void whatIsStoredAtTheNodesGivesTheSameFieldAgain() {
    DisplacementField field = field(POST, PRE);
    DisplacementField again = DisplacementField.ofNodes(WARP, -5, -3, 16, 6, 5, field.nodes(), List.of(POST, PRE));
    for (double[] at : new double[][] {{0, 0}, {33.3, 21.7}, {60, 50}}) {
      assertArrayEquals(field.at(at[0], at[1]), again.at(at[0], at[1]), 1e-5);
    }
    assertEquals(field.stored(), again);
    assertEquals(again.stored(), again, "stored twice is stored once");
    assertNotEquals(field(POST), field(PRE));
  }

  @Test
  void withoutItsSeamsATileGoesOn() {
    DisplacementField field = field(POST).without(2, 0);
    assertEquals(field().at(10, 50)[0] + 2, field.at(10, 50)[0], 1e-6);
    assertEquals(field().at(60, 50)[0] + 2, field.at(60, 50)[0], 1e-6);
    assertEquals(0, field.seamLines());
  }

  @Test
  void towardsAnImageOfOtherPixelsItLeadsToTheSamePlace() {
    DisplacementField field = field(POST, PRE);
    DisplacementField half = field.towards(0.5, 7, -3);
    for (double[] at : new double[][] {{0, 0}, {39.9, 21}, {41, 21}, {60, 50}}) {
      assertEquals(0.5 * field.preX(at[0], at[1]) + 7, half.preX(at[0], at[1]), 1e-9);
      assertEquals(0.5 * field.preY(at[0], at[1]) - 3, half.preY(at[0], at[1]), 1e-9);
    }
  }

  @Test
  void theJacobianTellsAFold() {
    float[] dx = new float[9];
    assertEquals(1, new DisplacementField(WARP, 0, 0, 10, 3, 3, dx, new float[9], List.of()).smallestJacobian(), 1e-9);
    dx[4] = 6;
    // Towards its right neighbour the node moves by 6 of 10 px: 1 − 0.6 is left.
    assertEquals(0.4, new DisplacementField(WARP, 0, 0, 10, 3, 3, dx, new float[9], List.of()).smallestJacobian(),
        1e-6);
    dx[4] = 12;
    assertTrue(new DisplacementField(WARP, 0, 0, 10, 3, 3, dx, new float[9], List.of()).smallestJacobian() < 0);
  }

  @Test
  void tablesThatDoNotFitAreRefused() {
    assertThrows(IllegalArgumentException.class,
        () -> new DisplacementField(WARP, 0, 0, 0, 1, 1, new float[1], new float[1], List.of()));
    assertThrows(IllegalArgumentException.class,
        () -> new DisplacementField(WARP, 0, 0, 1, 2, 1, new float[1], new float[1], List.of()));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> new DisplacementField(WARP, 0, 0, 1, 2, 1,
        new float[2], new float[] {0, Float.NaN}, List.of())).getMessage().startsWith("node 1 is 0.0, NaN"));
    assertThrows(IllegalArgumentException.class, () -> new SeamGrid(SeamGrid.Frame.POST, new double[1], new double[1],
        new float[4], new float[3]));
  }

  @Test
  void seamsCutThePlaneIntoTilesThatBeginAtTheirLines() {
    SeamGrid grid = SeamGrid.flat(SeamGrid.Frame.POST, new double[] {10, 20}, new double[] {5});
    assertEquals(6, grid.tiles());
    assertEquals(0, grid.tile(-100, -100));
    assertEquals(0, grid.tile(9.999, 4.999));
    assertEquals(1, grid.tile(10, 4.999));
    assertEquals(2, grid.tile(20, 0));
    assertEquals(5, grid.tile(1e9, 1e9));
    assertEquals(2, grid.distance(12, 50), 1e-12);
    assertEquals(1, grid.distance(15, 6), 1e-12);
    SeamGrid none = SeamGrid.flat(SeamGrid.Frame.POST, new double[0], new double[0]);
    assertEquals(1, none.tiles());
    assertEquals(Double.POSITIVE_INFINITY, none.distance(0, 0));
  }
}
