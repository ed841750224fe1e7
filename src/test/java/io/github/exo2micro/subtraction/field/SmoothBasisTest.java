package io.github.exo2micro.subtraction.field;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Splines of the smooth part, and the models and patterns built on them. */
class SmoothBasisTest {

  private static SmoothBasis basis(double x0, double y0, double x1, double y1) {
    return new SmoothBasis(List.of(new RegionRatio(x0, y0, 0, 1, 1), new RegionRatio(x1, y1, 0, 1, 1)));
  }

  private static double[] row(SmoothBasis basis, double x, double y) {
    double[] row = new double[basis.size()];
    basis.fill(x, y, row);
    return row;
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 400, 400, 49", "10, 20, 810, 220, 28", "10, 20, 210, 820, 28", "5, 5, 5, 5, 16",
      "0, 7, 400, 7, 28"})
  void squaresOfAQuarterOfTheLongerSideCoverTheRegions(double x0, double y0, double x1, double y1, int splines) {
    assertEquals(splines, basis(x0, y0, x1, y1).size());
  }

  @Test
  void withoutRegionsThereIsOneCell() {
    assertEquals(16, new SmoothBasis(List.of()).size());
    assertEquals(1, Arrays.stream(row(new SmoothBasis(List.of()), 5000, -3)).sum(), 1e-12);
  }

  @Test
  void theSplinesOfAnyPositionAddUpToOneAndNoneIsNegative() {
    SmoothBasis basis = basis(100, 50, 900, 450);
    Random random = new Random(2);
    for (int i = 0; i < 500; i++) {
      double[] row = row(basis, random.nextDouble() * 1200 - 50, random.nextDouble() * 700 - 100);
      assertEquals(1, Arrays.stream(row).sum(), 1e-12);
      assertTrue(Arrays.stream(row).allMatch(v -> v >= 0));
      assertTrue(Arrays.stream(row).filter(v -> v > 0).count() <= 16);
    }
  }

  @Test
  void coefficientsOnALineGiveALineAndCostNothing() {
    SmoothBasis basis = basis(100, 50, 900, 450);
    // 4 x 2 cells of 200 px: knots one cell apart, the first one cell before the box.
    int columns = 7;
    double[] line = new double[basis.size()];
    for (int k = 0; k < line.length; k++) {
      line[k] = 3 + 0.5 * (k % columns) - 0.25 * (k / columns);
    }
    for (double[] at : new double[][] {{100, 50}, {333, 217}, {899, 449}, {512.5, 300.25}}) {
      double expected = 3 + 0.5 * (1 + (at[0] - 100) / 200) - 0.25 * (1 + (at[1] - 50) / 200);
      assertEquals(expected, FieldModel.dot(row(basis, at[0], at[1]), line), 1e-9);
    }
    double[][] penalty = new double[basis.size()][basis.size()];
    basis.smooth(penalty, 2);
    assertEquals(0, energy(penalty, line), 1e-9);
  }

  private static double energy(double[][] matrix, double[] c) {
    double energy = 0;
    for (int i = 0; i < c.length; i++) {
      for (int k = 0; k < c.length; k++) {
        energy += c[i] * matrix[i][k] * c[k];
      }
    }
    return energy;
  }

  /** The sum of the squares of all second differences along rows and columns, straight from the definition. */
  @Test
  void thePenaltyIsTheSumOfSquaresOfSecondDifferences() {
    SmoothBasis basis = basis(0, 0, 800, 400);
    int columns = 7;
    int rows = 5;
    Random random = new Random(4);
    double[] c = random.doubles(basis.size(), -1, 1).toArray();
    double expected = 0;
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        if (i > 0 && i < columns - 1) {
          expected += Math.pow(c[j * columns + i - 1] - 2 * c[j * columns + i] + c[j * columns + i + 1], 2);
        }
        if (j > 0 && j < rows - 1) {
          expected += Math.pow(c[(j - 1) * columns + i] - 2 * c[j * columns + i] + c[(j + 1) * columns + i], 2);
        }
      }
    }
    double[][] penalty = new double[basis.size()][basis.size()];
    basis.smooth(penalty, 0.7);
    assertEquals(0.7 * expected, energy(penalty, c), 1e-9);
  }

  @Test
  void outsideTheRegionsTheValueAtTheEdgeGoesOn() {
    SmoothBasis basis = basis(100, 50, 900, 450);
    assertArrayEquals(row(basis, 100, 200), row(basis, -500, 200), 1e-9);
    assertArrayEquals(row(basis, 900, 450), row(basis, 5000, 900), 1e-6);
  }

  @Test
  void aPatternRepeatsWithEveryTileOfItsImage() {
    TilePattern post = new TilePattern(TilePattern.Side.POST, true, 200, 30);
    assertEquals(-0.5, post.position(30), 1e-12);
    assertEquals(0, post.position(130), 1e-12);
    assertEquals(-0.5, post.position(-170), 1e-12);
    assertEquals(post.position(77), post.position(77 + 5 * 200), 1e-9);
    assertTrue(post.position(229.999) > 0.499 && post.position(29.999) > 0.499);
  }

  /** Over a tile the terms add up to nothing: a pattern changes no mean. */
  @Test
  void theTermsOfAPatternHaveNoMean() {
    double[] sum = new double[TilePattern.TERMS + 1];
    double[] terms = new double[TilePattern.TERMS + 1];
    int n = 20_000;
    for (int i = 0; i < n; i++) {
      TilePattern.terms((i + 0.5) / n - 0.5, terms, 1);
      for (int k = 0; k < terms.length; k++) {
        sum[k] += terms[k] / n;
      }
    }
    assertArrayEquals(new double[sum.length], sum, 1e-7);
    TilePattern.terms(0.5, terms, 0);
    assertArrayEquals(new double[] {1, 2 / 3.0, 1, 0.8}, Arrays.copyOf(terms, 4), 1e-12);
  }

  @Test
  void patternsFollowTheAxesOfTheirOwnImage() {
    List<RegionRatio> regions = Regions.of((x, y) -> 0, 0);
    FieldModel model = Regions.model(regions);
    assertEquals(450, model.coordinate(TilePattern.Side.POST, true, 500, 300), 1e-12);
    assertEquals(230, model.coordinate(TilePattern.Side.POST, false, 500, 300), 1e-12);
    assertEquals(500 + 12 - 40, model.coordinate(TilePattern.Side.PRE, true, 500, 300), 1e-12);
    assertEquals(300 - 8 - 60, model.coordinate(TilePattern.Side.PRE, false, 500, 300), 1e-12);
  }

  @Test
  void aModelGrowsByThePatternsItIsGivenAndLosesThemAgain() {
    List<RegionRatio> regions = Regions.of((x, y) -> 0, 0);
    TilePattern across = new TilePattern(TilePattern.Side.PRE, true, 250, 0);
    TilePattern down = new TilePattern(TilePattern.Side.POST, false, 200, 10);
    FieldModel plain = Regions.model(regions);
    FieldModel both = plain.with(List.of(across)).with(List.of(down));
    assertEquals(plain.size() + 8, both.size());
    double[] row = both.row(500, 300);
    assertEquals(2 * across.position(472), row[plain.size()], 1e-12);
    assertEquals(2 * down.position(230), row[plain.size() + 4], 1e-12);
    assertEquals(List.of(down), both.without(across).patterns());
    assertArrayEquals(plain.row(500, 300), both.without(across).without(down).row(500, 300));
  }
}
