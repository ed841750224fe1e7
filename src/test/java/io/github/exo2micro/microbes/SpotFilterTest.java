package io.github.exo2micro.microbes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.Tile;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpotFilterTest {

  private static final int M = SpotFilter.MARGIN;

  private static float[] smooth(Tile tile, float[] in) {
    float[] out = new float[tile.area()];
    SpotFilter filter = new SpotFilter();
    float[][] rows = new float[SpotFilter.ROWS][tile.width()];
    for (int row = 0; row < tile.height(); row += SpotFilter.ROWS) {
      int count = Math.min(SpotFilter.ROWS, tile.height() - row);
      filter.smooth(in, tile.width() + 2 * M, row, count, rows);
      for (int i = 0; i < count; i++) {
        System.arraycopy(rows[i], 0, out, (row + i) * tile.width(), tile.width());
      }
    }
    return out;
  }

  @Test
  void aFlatTileStaysFlatUpToItsEdges() {
    Tile tile = new Tile(100, 50, 13, 7);
    float[] in = new float[(13 + 2 * M) * (7 + 2 * M)];
    Arrays.fill(in, 5);
    for (float value : smooth(tile, in)) {
      assertEquals(5, value, 1e-5);
    }
  }

  @Test
  void whiteNoiseOfOneComesOutAsItSays() {
    Tile tile = new Tile(0, 0, 21, 21);
    int wide = 21 + 2 * M;
    float[] in = new float[wide * wide];
    in[(10 + M) * wide + 10 + M] = 1;
    double squares = 0;
    for (float value : smooth(tile, in)) {
      squares += value * value;
    }
    assertEquals(Math.sqrt(squares), SpotFilter.WHITE_NOISE, 1e-6);
  }

  @Test
  void aPointBecomesAGaussianOfTheSameLight() {
    Tile tile = new Tile(0, 0, 21, 21);
    int wide = 21 + 2 * M;
    float[] in = new float[wide * wide];
    in[(10 + M) * wide + 10 + M] = 100;
    float[] out = smooth(tile, in);
    double sum = 0;
    for (float value : out) {
      sum += value;
    }
    assertEquals(100, sum, 1e-3);
    double peak = out[10 * 21 + 10];
    double beside = out[10 * 21 + 12];
    assertEquals(Math.exp(-0.5 * 4 / (SpotFilter.SIGMA * SpotFilter.SIGMA)), beside / peak, 1e-5);
    assertEquals(out[10 * 21 + 12], out[12 * 21 + 10], 1e-6, "the same in both directions");
  }

  /** Tiles are filtered apart; a seam between them would be seen as a row of spots. */
  @Test
  void twoTilesGiveWhatOneWould() {
    Random random = new Random(5);
    int w = 40 + 2 * M;
    float[] all = new float[w * (9 + 2 * M)];
    for (int i = 0; i < all.length; i++) {
      all[i] = random.nextFloat();
    }
    float[] whole = smooth(new Tile(0, 0, 40, 9), all.clone());
    for (int half = 0; half < 2; half++) {
      float[] in = new float[(20 + 2 * M) * (9 + 2 * M)];
      for (int row = 0; row < 9 + 2 * M; row++) {
        System.arraycopy(all, row * w + 20 * half, in, row * (20 + 2 * M), 20 + 2 * M);
      }
      float[] out = smooth(new Tile(20 * half, 0, 20, 9), in);
      for (int row = 0; row < 9; row++) {
        for (int x = 0; x < 20; x++) {
          assertEquals(whole[row * 40 + 20 * half + x], out[row * 20 + x]);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 7, 40})
  void rowsAndPixelsThatAreTakenTogetherAreThoseTakenOneByOneToTheBit(int width) {
    Random random = new Random(6);
    int wide = width + 2 * M;
    float[] in = new float[wide * (SpotFilter.ROWS + 2 * M)];
    for (int i = 0; i < in.length; i++) {
      in[i] = (float) (1000 * random.nextGaussian());
    }
    float[][] together = new float[SpotFilter.ROWS][width];
    assertTrue(new SpotFilter().smooth(in, wide, 0, SpotFilter.ROWS, together));
    for (int row = 0; row < SpotFilter.ROWS; row++) {
      float[][] alone = new float[1][width];
      new SpotFilter().smooth(in, wide, row, 1, alone);
      assertArrayEquals(alone[0], together[row]);
      for (int x = 0; x < width; x++) {
        float[] square = new float[(1 + 2 * M) * (1 + 2 * M)];
        for (int y = 0; y <= 2 * M; y++) {
          System.arraycopy(in, (row + y) * wide + x, square, y * (1 + 2 * M), 1 + 2 * M);
        }
        new SpotFilter().smooth(square, 1 + 2 * M, 0, 1, alone);
        assertEquals(alone[0][0], together[row][x], row + ", " + x);
      }
    }
  }

  @Test
  void whatIsNoNumberIsToldAndReplacedForGood() {
    int wide = 15 + 2 * M;
    float[] in = new float[wide * (1 + 2 * M)];
    Arrays.fill(in, 1);
    SpotFilter filter = new SpotFilter();
    float[][] out = new float[1][15];
    assertTrue(filter.smooth(in, wide, 0, 1, out));
    assertFalse(filter.fillHoles(in, in.length));
    int hole = wide * 8 + 3;
    in[hole] = Float.NaN;
    assertFalse(filter.smooth(in, wide, 0, 1, out), "also in the corner of the margin");
    assertTrue(filter.fillHoles(in, in.length));
    assertTrue(filter.isHole(hole) && !filter.isHole(hole + 1));
    assertTrue(filter.smooth(in, wide, 0, 1, out));
    assertTrue(out[0][0] < 1 && out[0][0] > 0.99, "its place counts as 0 for its neighbours");
  }
}
