package io.github.exo2micro.subtraction.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields fitted to regions of which some are stained, and the search for tiles in what they leave. */
class RobustFieldTest {

  private static final double NOISE = 0.0015;

  private static RobustField fit(List<RegionRatio> regions, TilePattern... patterns) {
    return RobustField.fit(regions, Regions.model(regions, patterns), Regions.SIDE);
  }

  private static double slope(double x, double y) {
    return 0.1 + 0.05 * (x - 500) / 500 - 0.03 * (y - 400) / 400;
  }

  private static boolean inDisc(RegionRatio r, double radius) {
    return Math.hypot(r.x() - 480, r.y() - 420) < radius;
  }

  /** The largest error of the field, dex. */
  private static double worst(List<RegionRatio> regions, RobustField field, DoubleBinaryOperator truth) {
    double worst = 0;
    for (int i = 0; i < regions.size(); i++) {
      worst = Math.max(worst,
          Math.abs(field.value(i) - truth.applyAsDouble(regions.get(i).x(), regions.get(i).y())));
    }
    return worst;
  }

  @Test
  void aSlopeIsFollowedBelowTheNoise() {
    List<RegionRatio> regions = Regions.of(RobustFieldTest::slope, NOISE);
    RobustField field = fit(regions);
    assertTrue(worst(regions, field, RobustFieldTest::slope) < NOISE, "" + worst(regions, field,
        RobustFieldTest::slope));
    for (int i = 0; i < regions.size(); i++) {
      assertEquals(regions.get(i).log() - field.value(i), field.residual(i), 1e-12);
      assertEquals(field.residual(i), field.residual(i, field.coefficients()), 1e-12);
    }
  }

  /** A disc of stain over a quarter of the regions: none of it counts, and the field runs on underneath. */
  @ParameterizedTest
  @CsvSource({"0.3", "0.05", "1.5"})
  void brightPatchesHaveNoWeightAndDoNotLiftTheField(double excess) {
    List<RegionRatio> regions = Regions.of((x, y) -> slope(x, y) + (Math.hypot(x - 480, y - 420) < 220 ? excess : 0),
        NOISE);
    RobustField field = fit(regions);
    assertTrue(worst(regions, field, RobustFieldTest::slope) < 0.01,
        "off by " + worst(regions, field, RobustFieldTest::slope));
    int background = 0;
    for (int i = 0; i < regions.size(); i++) {
      if (inDisc(regions.get(i), 220)) {
        assertEquals(0, field.weight(i), regions.get(i).toString());
      } else if (field.weight(i) > 0) {
        background++;
      }
    }
    long outside = regions.stream().filter(r -> !inDisc(r, 220)).count();
    assertTrue(background > 0.95 * outside, background + " of " + outside);
  }

  @Test
  void darkRegionsAreHeldBackAndNotDropped() {
    List<RegionRatio> regions = Regions.of((x, y) -> slope(x, y) - (Math.hypot(x - 480, y - 420) < 60 ? 0.2 : 0),
        NOISE);
    RobustField field = fit(regions);
    assertTrue(worst(regions, field, RobustFieldTest::slope) < 0.004);
    double typical = 0;
    double dark = 0;
    for (int i = 0; i < regions.size(); i++) {
      if (inDisc(regions.get(i), 60)) {
        dark = Math.max(dark, field.weight(i));
        assertTrue(field.weight(i) > 0);
      } else {
        typical = Math.max(typical, field.weight(i));
      }
    }
    assertTrue(dark < 0.01 * typical, dark + " of " + typical);
  }

  @Test
  void solvesForAnyHalfOfTheRegionsAlone() {
    List<RegionRatio> regions = Regions.of(RobustFieldTest::slope, NOISE);
    RobustField field = fit(regions);
    double[] left = field.solve(i -> regions.get(i).x() < 560);
    List<RegionRatio> changed = regions.stream().map(r -> r.x() < 560 ? r
        : new RegionRatio(r.x(), r.y(), r.log() - 0.5, r.sigma(), r.pixels())).toList();
    for (int i = 0; i < changed.size(); i++) {
      if (regions.get(i).x() < 500) {
        assertEquals(slope(regions.get(i).x(), regions.get(i).y()), regions.get(i).log() - field.residual(i, left),
            0.004);
      }
    }
  }

  /** The inverse, times the weighted normal matrix of the same regions, is nearly one: a little smoothness is added. */
  @Test
  void theInverseIsThatOfTheWeightedNormalMatrix() {
    List<RegionRatio> regions = Regions.of(RobustFieldTest::slope, NOISE);
    RobustField field = fit(regions);
    int[] chosen = java.util.stream.IntStream.range(0, regions.size()).toArray();
    int n = field.model().size();
    RealMatrix normal = new Array2DRowRealMatrix(n, n);
    double total = 0;
    for (int i : chosen) {
      double[] row = field.model().row(regions.get(i).x(), regions.get(i).y());
      total += field.weight(i);
      for (int a = 0; a < n; a++) {
        for (int b = 0; b < n; b++) {
          normal.addToEntry(a, b, field.weight(i) * row[a] * row[b]);
        }
      }
    }
    double[][] smooth = new double[n][n];
    field.model().smooth().smooth(smooth, 0.02 * total / field.model().smooth().size());
    RealMatrix product = normal.add(new Array2DRowRealMatrix(smooth))
        .multiply(new Array2DRowRealMatrix(field.inverse(chosen)));
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        assertEquals(a == b ? 1 : 0, product.getEntry(a, b), 1e-4, a + ", " + b);
      }
    }
  }

  /** Dark corners of tiles: 250 px wide in post, beginning at the image's edge. */
  private static double tiles(double x) {
    double u = (x - Regions.POST.x()) / 250 - Math.floor((x - Regions.POST.x()) / 250) - 0.5;
    return -0.08 * 4 * u * u;
  }

  @Test
  void aPatternThatIsKnownIsFittedTogetherWithTheSlope() {
    DoubleBinaryOperator truth = (x, y) -> slope(x, y) + tiles(x);
    List<RegionRatio> regions = Regions.of(truth, NOISE);
    TilePattern pattern = new TilePattern(TilePattern.Side.POST, true, 250, 0);
    assertTrue(worst(regions, fit(regions, pattern), truth) < 0.003);
    assertTrue(worst(regions, fit(regions), truth) > 0.03, "without it nothing follows the tiles");
    RobustField later = fit(regions).refitted(Regions.model(regions, pattern));
    assertTrue(worst(regions, later, truth) < 0.006, "off by " + worst(regions, later, truth));
  }

  @Test
  void theSearchFindsTheWidthOfTheTilesAndTheImageThatHasThem() {
    List<RegionRatio> regions = Regions.of((x, y) -> slope(x, y) + tiles(x), NOISE);
    RobustField field = fit(regions);
    List<TilePattern> found = new PatternSearch(regions, field, Regions.SIDE).strongest();
    assertEquals(1, found.size(), found.toString());
    assertTrue(found.get(0).horizontal());
    assertEquals(250, found.get(0).period(), 4);
    Optional<TilePattern> along = new PatternSearch(regions, field, Regions.SIDE).along(TilePattern.Side.POST, true);
    assertEquals(250, along.orElseThrow().period(), 4);
    assertEquals(0, along.get().phase(), 1e-9, "tiles begin at the image's edge where that explains them");
    assertEquals(Optional.empty(), new PatternSearch(regions, field, Regions.SIDE).along(TilePattern.Side.POST, false));
  }

  /** A cropped mosaic: nine tenths of what the tiles do must be explained wherever they are said to begin. */
  @Test
  void tilesThatDoNotBeginAtTheEdgeAreFollowed() {
    DoubleBinaryOperator truth = (x, y) -> slope(x, y) + tiles(x - 110);
    List<RegionRatio> regions = Regions.of(truth, NOISE);
    RobustField field = fit(regions);
    TilePattern found = new PatternSearch(regions, field, Regions.SIDE).along(TilePattern.Side.POST, true)
        .orElseThrow();
    assertEquals(250, found.period(), 8);
    RobustField with = field.refitted(Regions.model(regions, found));
    double before = 0;
    double after = 0;
    for (int i = 0; i < regions.size(); i++) {
      double expected = truth.applyAsDouble(regions.get(i).x(), regions.get(i).y());
      before += Math.pow(field.value(i) - expected, 2);
      after += Math.pow(with.value(i) - expected, 2);
    }
    assertTrue(after < 0.15 * before, after / before + " is left");
  }

  @Test
  void noiseAndASlopeHaveNoTiles() {
    List<RegionRatio> regions = Regions.of(RobustFieldTest::slope, 0.01);
    assertEquals(List.of(), new PatternSearch(regions, fit(regions), Regions.SIDE).strongest());
  }
}
