package io.github.exo2micro.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Fields of torn sections: which piece a place belongs to, and where that piece was. */
class PieceMapTest {

  private static final Homography FIRST = Homography.similarity(2, 1.01, 200, 150, 4, -3);
  private static final Homography SECOND = FIRST.after(Homography.similarity(-3, 1, 250, 150, -70, 12));

  /** The second piece right of a slanting line, a gap of one block before it. */
  private static PieceMap map() {
    byte[] labels = new byte[50 * 40];
    for (int i = 0; i < labels.length; i++) {
      int before = 20 + i / 50 / 2 - i % 50;
      labels[i] = (byte) (before > 0 ? 0 : before == 0 ? 1 + PieceMap.GAP : 1);
    }
    return new PieceMap(3, 5, 8, 50, 40, labels, List.of(DisplacementField.none(SECOND)));
  }

  @Test
  void eachPieceLeadsToPreByItsOwnHomography() {
    DisplacementField torn = DisplacementField.none(FIRST).with(map());
    assertEquals(FIRST.x(40, 60), torn.preX(40, 60), 1e-9);
    assertEquals(SECOND.x(380, 60), torn.preX(380, 60), 1e-9);
    assertEquals(SECOND.y(380, 60), torn.preY(380, 60), 1e-9);
    DisplacementField other = torn.towards(0.5, 10, -20);
    assertEquals(0.5 * SECOND.x(380, 60) + 10, other.preX(380, 60), 1e-9);
    assertEquals(0.5 * SECOND.y(380, 60) - 20, other.preY(380, 60), 1e-9);
    assertEquals(torn, torn.stored());
  }

  @Test
  void aRowSaysWhichPieceAndThatAGapIsNowhere() {
    DisplacementField torn = DisplacementField.none(FIRST).with(map());
    DisplacementField.Row row = torn.new Row(120, 0, 400);
    double[] d = new double[2];
    int first = row.at(40, d);
    assertEquals(0, d[0]);
    int second = row.at(380, d);
    assertTrue(first >= 0 && second >= 0 && first != second);
    assertEquals(torn.at(380, 120)[0], d[0]);
    int gaps = 0;
    for (int x = 0; x < 400; x++) {
      boolean gap = row.at(x, d) == DisplacementField.NOWHERE;
      assertEquals(torn.pieces().orElseThrow().isGap(x, 120), gap);
      gaps += gap ? 1 : 0;
    }
    assertEquals(8, gaps, 2, "a block of 8 px, slanting");
  }

  @Test
  void noDisplacementIsOutsideTheBoundsThatARectangleGives() {
    DisplacementField torn = DisplacementField.none(FIRST).with(map());
    for (int[] r : new int[][] {{0, 0, 60, 60}, {100, 40, 150, 90}, {330, 200, 64, 64}, {0, 0, 400, 320}}) {
      double[] range = torn.range(r[0], r[1], r[2], r[3]);
      for (int y = r[1]; y < r[1] + r[3]; y += 7) {
        for (int x = r[0]; x < r[0] + r[2]; x += 7) {
          double[] d = torn.at(x, y);
          assertTrue(d[0] >= range[0] && d[0] <= range[1] && d[1] >= range[2] && d[1] <= range[3], x + " " + y);
          assertTrue(Math.hypot(d[0], d[1]) <= torn.bound());
        }
      }
    }
    assertArrayEquals(new double[4], torn.range(0, 0, 60, 60), 1e-12, "far from the second piece");
  }

  @Test
  void aSlantingEdgeIsALineAndNoStaircase() {
    PieceMap map = map();
    double worst = 0;
    for (int y = 40; y < 300; y++) {
      int x = 0;
      while (map.label(x, y) % PieceMap.GAP == 0) {
        x++;
      }
      worst = Math.max(worst, Math.abs(x - (3 + 160 - 4 + 4 + (y - 5) / 2.0 - 2)));
    }
    assertTrue(worst <= 4.5, "off by " + worst + " px; blocks alone are off by 4 and more");
  }

  @Test
  void itsEdgesAreLinesAndInAGapThereAreNone() {
    byte[] labels = {0, 0, PieceMap.GAP, PieceMap.GAP + 1, 1, 1};
    PieceMap map = new PieceMap(10, 20, 4, 6, 1, labels, List.of(DisplacementField.none(SECOND)));
    assertEquals(2, map.edges().size());
    assertArrayEquals(new double[] {17.5, 19.5, 17.5, 23.5}, map.edges().get(0));
    assertArrayEquals(new double[] {25.5, 19.5, 25.5, 23.5}, map.edges().get(1));
  }

  @Test
  void labelsWithoutAPieceAndPiecesOfPiecesAreRefused() {
    List<DisplacementField> one = List.of(DisplacementField.none(SECOND));
    assertThrows(IllegalArgumentException.class, () -> new PieceMap(0, 0, 4, 2, 1, new byte[] {0, 2}, one));
    assertThrows(IllegalArgumentException.class, () -> new PieceMap(0, 0, 4, 2, 1, new byte[3], one));
    List<DisplacementField> torn = List.of(DisplacementField.none(FIRST).with(map()));
    assertThrows(IllegalArgumentException.class, () -> new PieceMap(0, 0, 4, 2, 1, new byte[2], torn));
    assertFalse(map().isGap(0, 0));
  }
}
