package io.github.exo2micro.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DisplacementFieldRowTest {

  private static final int COLUMNS = 9;
  private static final int ROWS = 6;

  private static DisplacementField field(List<SeamGrid> seams) {
    Random random = new Random(4);
    float[] dx = new float[COLUMNS * ROWS];
    float[] dy = new float[COLUMNS * ROWS];
    for (int i = 0; i < dx.length; i++) {
      dx[i] = random.nextFloat() - 0.5f;
      dy[i] = random.nextFloat() - 0.5f;
    }
    return new DisplacementField(Homography.similarity(3, 1.01, 100, 80, 4, -2), 30, 20, 37, COLUMNS, ROWS, dx, dy,
        seams);
  }

  private static void assertRunSaysTheSame(DisplacementField field) {
    // From beyond the first node, whose columns count backwards, to beyond the last.
    int from = -64;
    int count = 60;
    DisplacementField.Row row = field.new Row(77, from, from + 8 * count);
    double[] dx = new double[count];
    double[] dy = new double[count];
    int[] tiles = new int[count];
    row.run(from, 8, count, dx, dy, tiles);
    double[] expected = new double[2];
    for (int i = 0; i < count; i++) {
      assertEquals(row.at(from + 8 * i, expected), tiles[i], "tile of column " + (from + 8 * i));
      assertEquals(expected[0], dx[i], 1e-12, "dx of column " + (from + 8 * i));
      assertEquals(expected[1], dy[i], 1e-12, "dy of column " + (from + 8 * i));
    }
  }

  @Test
  void manyColumnsAtOnceAreDisplacedAsEachAlone() {
    assertRunSaysTheSame(field(List.of()));
  }

  @Test
  void manyColumnsAtOnceLieInTheTilesOfEachAlone() {
    assertRunSaysTheSame(field(List.of(new SeamGrid(SeamGrid.Frame.POST, new double[] {120, 250}, new double[] {60},
        new float[] {0, 1, 2, 0.5f, -1, 0}, new float[] {0, -1, 0, 1, 2, -2}))));
  }
}
