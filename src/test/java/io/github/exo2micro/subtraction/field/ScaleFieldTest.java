package io.github.exo2micro.subtraction.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.Coverage;
import io.github.exo2micro.image.Tile;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scales pixel by pixel from coefficients that are given, and the difference they make. */
class ScaleFieldTest {

  private static final List<RegionRatio> REGIONS = Regions.of((x, y) -> 0, 0);
  private static final TilePattern PATTERN = new TilePattern(TilePattern.Side.PRE, true, 200, 25.3);

  /** A smooth part of that logarithm everywhere, and the first term of the pattern. */
  private static ScaleField field(double log, double term, double low, double high) {
    FieldModel model = Regions.model(REGIONS, PATTERN);
    double[] coefficients = new double[model.size()];
    Arrays.fill(coefficients, 0, model.smooth().size(), log);
    coefficients[model.smooth().size()] = term;
    return new ScaleField(model, coefficients, low, high);
  }

  private static float[] row(ScaleField field, int x, int y, int count) {
    float[] into = new float[count];
    field.row(x, y, count, into);
    return into;
  }

  @Test
  void aPatternMultipliesTheSmoothScaleWithItsOwnImagesTiles() {
    ScaleField field = field(0.1, 0.05, -1, 1);
    // Also left of where the first tile begins.
    float[] row = row(field, 20, 300, 900);
    for (int i = 0; i < row.length; i++) {
      int x = 20 + i;
      // Pre's column of post's pixel, without pre's margin.
      double u = PATTERN.position(x + 12 - 40);
      double expected = Math.pow(10, 0.1 + 0.05 * 2 * u);
      assertEquals(expected, field.at(x, 300), 1e-9 * expected, "at " + x);
      assertEquals(expected, row[i], 2e-4 * expected, "column " + x);
    }
  }

  @Test
  void noScaleLeavesItsRange() {
    ScaleField field = field(0.1, 0.2, 0.05, 0.15);
    for (float scale : row(field, 60, 300, 900)) {
      assertTrue(scale >= (float) Math.pow(10, 0.05) * 0.99999f && scale <= (float) Math.pow(10, 0.15) * 1.00001f);
    }
    assertEquals(Math.pow(10, 0.15), row(field, 60, 300, 900)[200 - 12 + 40 + 25 - 60 - 2], 1e-5);
  }

  @Test
  void aConstantIsTheSameEverywhereToTheLastBit() {
    ScaleField field = ScaleField.constant(1.37);
    for (float scale : row(field, 0, 0, 100)) {
      assertEquals(1.37f, scale, 1e-6f);
    }
    assertEquals(row(field, 0, 0, 1)[0], row(field, 30_000, 25_000, 1)[0]);
    assertEquals(1.37, field.at(-5, 1e6), 1e-9);
  }

  @Test
  void anEmptyPieceOfARowTakesNothing() {
    float[] into = {5};
    field(0.1, 0.05, -1, 1).row(17, 3, 0, into);
    assertEquals(5, into[0]);
  }

  @Test
  void theDifferenceIsPostWithoutItsOffsetLessScaledPreWithoutItsOwn() {
    ScaleField field = field(0.1, 0.05, -1, 1);
    Tile tile = new Tile(301, 402, 37, 3);
    float[] post = new float[tile.area()];
    float[] pre = new float[tile.area()];
    for (int i = 0; i < post.length; i++) {
      post[i] = 500 + 3 * i;
      pre[i] = 200 + i;
    }
    float[] out = new float[tile.area()];
    new LocalDifferenceFunction(field, 100, 50, false).compute(tile, new float[][] {post, pre}, out);
    for (int i = 0; i < out.length; i++) {
      double scale = field.at(tile.x() + i % 37, tile.y() + i / 37);
      assertEquals(post[i] - 100 - scale * (pre[i] - 50), out[i], 0.1, "pixel " + i);
    }
  }

  @Test
  void whatAnImageDoesNotCoverHasNoDifference() {
    Tile tile = new Tile(301, 402, 4, 2);
    float[] post = new float[8];
    float[] coverage = new float[8];
    Arrays.fill(coverage, Coverage.WHOLE);
    coverage[2] = Coverage.WHOLE / 2;
    coverage[7] = 0;
    float[] out = new float[8];
    LocalDifferenceFunction masked = new LocalDifferenceFunction(ScaleField.constant(2), 0, 0, true);
    masked.compute(tile, new float[][] {post, post, coverage}, out);
    for (int i = 0; i < 8; i++) {
      assertEquals(i == 2 || i == 7, Float.isNaN(out[i]), "pixel " + i);
    }
    Arrays.fill(coverage, 0);
    masked.compute(tile, new float[][] {post, post, coverage}, out);
    for (float v : out) {
      assertTrue(Float.isNaN(v), "nothing is covered");
    }
  }

  @Test
  void aPixelWithoutAValueSpoilsNoOther() {
    float[] post = {1, Float.NaN, 3};
    float[] pre = {1, 1, 1};
    float[] out = new float[3];
    new LocalDifferenceFunction(ScaleField.constant(1), 0, 0, false).compute(new Tile(0, 0, 3, 1),
        new float[][] {post, pre}, out);
    assertTrue(Float.isNaN(out[1]));
    assertFalse(Float.isNaN(out[0]) || Float.isNaN(out[2]));
  }
}
