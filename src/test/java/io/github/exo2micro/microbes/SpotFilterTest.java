package io.github.exo2micro.microbes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.Tile;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpotFilterTest {

  private static final int M = SpotFilter.MARGIN;

  private static float[] smooth(Tile tile, float[] in) {
    float[] out = new float[tile.area()];
    new SpotFilter().smooth(tile, in, out);
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

  @Test
  void aHoleStaysAHoleAndDoesNotSpread() {
    Tile tile = new Tile(0, 0, 15, 15);
    int wide = 15 + 2 * M;
    float[] in = new float[wide * wide];
    Arrays.fill(in, 1);
    in[(7 + M) * wide + 7 + M] = Float.NaN;
    float[] out = smooth(tile, in);
    int holes = 0;
    for (float value : out) {
      holes += Float.isNaN(value) ? 1 : 0;
    }
    assertEquals(1, holes);
    assertTrue(Float.isNaN(out[7 * 15 + 7]));
    assertTrue(out[7 * 15 + 8] > 0.8 && out[7 * 15 + 8] < 1, "its place counts as 0 for its neighbours");
  }
}
