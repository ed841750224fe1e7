package io.github.exo2micro.subtraction.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.PieceMap;
import io.github.exo2micro.image.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Regions of a disc of tissue whose ratio follows a formula, with scatter, faded light, mosaic tiles and stain. */
class LocalScaleEstimateTest {

  private static final int SIDE = 32;
  private static final Tile POST = new Tile(100, 100, 1613, 1427);
  private static final Tile PRE = new Tile(100, 100, 1597, 1451);
  private static final Homography WARP = Homography.of(1.01, -0.04, 31, 0.04, 1.01, -22, 0, 0, 1);
  private static final double NOISE = 0.0015;

  private static double fade(double x, double y) {
    return Math.log10(1.3 * (1 + 0.12 * (x - 900) / 800 - 0.06 * (y - 800) / 700 + 0.015 * Math.sin(x / 250)));
  }

  private static double shade(double coordinate, double period, double depth) {
    double u = (coordinate / period) - Math.floor(coordinate / period) - 0.5;
    return Math.log10(1 - depth * 2 * u * u);
  }

  /** Vignetting of 4 × 4 tiles of post, of other tiles of pre. */
  private static double tiles(double x, double y, double postWidth, double preWidth) {
    double u = WARP.x(x, y) - PRE.x();
    double v = WARP.y(x, y) - PRE.y();
    return shade(x - POST.x(), postWidth, 0.3) + shade(y - POST.y(), postWidth, 0.3) - shade(u, preWidth, 0.3)
        - shade(v, preWidth, 0.3);
  }

  private static List<RegionRatio> regions(DoubleBinaryOperator log, long seed) {
    Random random = new Random(seed);
    List<RegionRatio> regions = new ArrayList<>();
    for (int y = POST.y(); y < POST.bottom(); y += SIDE) {
      for (int x = POST.x(); x < POST.right(); x += SIDE) {
        double cx = x + (SIDE - 1) / 2.0;
        double cy = y + (SIDE - 1) / 2.0;
        double noise = NOISE * random.nextGaussian();
        if (Math.hypot((cx - 900) / 790, (cy - 800) / 690) < 1) {
          regions.add(new RegionRatio(cx, cy, log.applyAsDouble(cx, cy) + noise, NOISE, 900));
        }
      }
    }
    return regions;
  }

  private static LocalScaleEstimate estimate(List<RegionRatio> regions) {
    return LocalScaleEstimate.of(regions, DisplacementField.none(WARP), POST, PRE, SIDE).orElseThrow();
  }

  private static double worst(LocalScaleEstimate e, DoubleBinaryOperator truth) {
    double[] errors = e.regions().stream().mapToDouble(r -> Math.abs(e.field().at(r.x(), r.y())
        / Math.pow(10, truth.applyAsDouble(r.x(), r.y())) - 1)).sorted().toArray();
    return errors[(int) (0.95 * errors.length)];
  }

  @Test
  void followsLightThatFadedUnevenly() {
    LocalScaleEstimate e = estimate(regions(LocalScaleEstimateTest::fade, 1));
    assertTrue(worst(e, LocalScaleEstimateTest::fade) < 0.004, "" + worst(e, LocalScaleEstimateTest::fade));
    assertTrue(e.high() > 1.08 * e.median() && e.low() < 0.92 * e.median());
    assertTrue(e.high() - e.low() > 20 * e.uncertainty());
    assertTrue(e.gain() > 3, "gain " + e.gain());
  }

  @Test
  void findsTheTilesOfBothImagesAndFollowsTheirVignetting() {
    for (double[] widths : new double[][] {{400, 440}, {400, 400}}) {
      DoubleBinaryOperator truth = (x, y) -> fade(x, y) + tiles(x, y, widths[0], widths[1]);
      LocalScaleEstimate e = estimate(regions(truth, 2));
      assertTrue(worst(e, truth) < 0.012, widths[1] + ": " + worst(e, truth) + " " + e.patterns());
      for (TilePattern pattern : e.patterns()) {
        assertEquals(pattern.side() == TilePattern.Side.POST ? widths[0] : widths[1], pattern.period(), 8);
      }
      assertEquals(4, e.patterns().size(), e.patterns().toString());
    }
  }

  @Test
  void theTilesOfPreLieInEachPieceOfATornSectionAsItMoved() {
    Homography moved = WARP.after(Homography.similarity(3, 1, 1300, 800, 90, 70).inverse());
    byte[] labels = new byte[200];
    java.util.Arrays.fill(labels, 100, 200, (byte) 1);
    DisplacementField torn = DisplacementField.none(WARP).with(new PieceMap(0, 0, 9, 200, 1, labels,
        List.of(DisplacementField.none(moved))));
    DoubleBinaryOperator truth = (x, y) -> {
      Homography warp = x < 900 ? WARP : moved;
      return fade(x, y) - shade(warp.x(x, y) - PRE.x(), 410, 0.3) - shade(warp.y(x, y) - PRE.y(), 410, 0.3);
    };
    List<RegionRatio> regions = regions(truth, 7);
    LocalScaleEstimate whole = estimate(regions);
    LocalScaleEstimate pieces = LocalScaleEstimate.of(regions, torn, POST, PRE, SIDE).orElseThrow();
    assertTrue(worst(pieces, truth) < 0.015, worst(pieces, truth) + " " + pieces.patterns());
    assertTrue(worst(whole, truth) > 3 * worst(pieces, truth), worst(whole, truth) + " without pieces");
    float[] row = new float[60];
    pieces.field().row(1200, 800, 60, row);
    assertEquals(pieces.field().at(1230, 800), row[30], 0.002);
  }

  /** Discs of stain over 30 % of the tissue, strong and weak, on light that faded, and with mosaic tiles (0: none). */
  @ParameterizedTest
  @CsvSource({"0, 0.6", "0, 0.25", "400, 0.6", "400, 0.25", "250, 0.4"})
  void doesNotEatStain(double tile, double strength) {
    DoubleBinaryOperator excess = (x, y) -> strength * stain(x, y);
    DoubleBinaryOperator truth = (x, y) -> fade(x, y) + (tile > 0 ? tiles(x, y, tile, 1.1 * tile) : 0);
    LocalScaleEstimate e = estimate(regions((x, y) -> truth.applyAsDouble(x, y)
        + Math.log10(1 + excess.applyAsDouble(x, y)), 3));
    double wanted = 0;
    double kept = 0;
    int stained = 0;
    for (RegionRatio r : e.regions()) {
      double background = Math.pow(10, truth.applyAsDouble(r.x(), r.y()));
      double added = background * excess.applyAsDouble(r.x(), r.y());
      if (added > 0.05 * background) {
        stained++;
        wanted += added;
        kept += background + added - e.field().at(r.x(), r.y());
      }
    }
    assertEquals(0.3, stained / (double) e.regions().size(), 0.08);
    assertEquals(1, kept / wanted, 0.05);
    assertEquals(tile > 0 ? 4 : 0, e.patterns().size(), e.patterns().toString());
  }

  private static double stain(double x, double y) {
    for (double[] disc : new double[][] {{500, 600, 190}, {900, 1050, 230}, {1250, 650, 210}, {850, 450, 140},
        {1300, 1050, 130}}) {
      if (Math.hypot(x - disc[0], y - disc[1]) < disc[2]) {
        return 1;
      }
    }
    return 0;
  }

  @Test
  void findsNothingWhereOneScaleFits() {
    LocalScaleEstimate e = estimate(regions((x, y) -> Math.log10(1.3), 4));
    assertEquals(List.of(), e.patterns());
    assertEquals(1.3, e.median(), 0.003);
    assertTrue(e.high() < 1.01 * e.median() && e.low() > 0.99 * e.median());
    assertTrue(e.gain() < 1.25, "gain " + e.gain());
  }

  /** The uncertainty of the spread is about what the spread scatters by from one noise to another. */
  @Test
  void theUncertaintyOfTheSpreadHolds() {
    double sum = 0;
    double squares = 0;
    double told = 0;
    int n = 12;
    for (int seed = 0; seed < n; seed++) {
      LocalScaleEstimate e = estimate(regions(LocalScaleEstimateTest::fade, 100 + seed));
      double spread = e.high() - e.low();
      sum += spread;
      squares += spread * spread;
      told += e.uncertainty() / n;
    }
    double scatter = Math.sqrt((squares - sum * sum / n) / (n - 1));
    assertTrue(told > scatter / 3 && told < 3 * scatter, told + " told, " + scatter + " found");
  }

  @Test
  void aPixelHasTheSameScaleInWhateverPieceOfARowItIsAsked() {
    LocalScaleEstimate e = estimate(regions((x, y) -> fade(x, y) + tiles(x, y, 400, 440), 5));
    float[] whole = new float[1700];
    e.field().row(20, 700, whole.length, whole);
    for (int from = 0; from < whole.length; from += 233) {
      float[] part = new float[Math.min(233, whole.length - from)];
      e.field().row(20 + from, 700, part.length, part);
      for (int i = 0; i < part.length; i++) {
        assertEquals(whole[from + i], part[i]);
        assertEquals(e.field().at(20 + from + i, 700), part[i], 2e-3 * part[i]);
      }
    }
  }
}
