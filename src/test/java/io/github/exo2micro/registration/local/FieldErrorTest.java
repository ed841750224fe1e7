package io.github.exo2micro.registration.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.Quantile;
import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.registration.patch.PatchPosition;
import io.github.exo2micro.registration.patch.RemainingError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fields fitted to made-up displacements whose truth is known everywhere. */
class FieldErrorTest {

  private static final Tile BOUNDS = new Tile(300, 200, 1900, 1700);
  private static final int SPACING = 48;

  /** A displacement along x as a function of the place; along y it is half of that. */
  private interface Bend {
    double at(double x, double y);
  }

  /** What came of a fit: its error as it is reported, and as it is, ascending. */
  private record Judged(RemainingError reported, double[] lengths) {

    double actual(double share) {
      return Quantile.of(lengths, share);
    }
  }

  private final Random random = new Random(5);

  /**
   * @param noise of each patch along an axis, px
   * @param sigma what the patches say about themselves
   * @param empty where nothing can be measured
   */
  private Judged judge(Bend bend, double noise, double sigma, List<SeamGrid> seams, Tile empty, double stiffness) {
    List<LocalPatch> fitted = new ArrayList<>();
    List<LocalPatch> heldOut = new ArrayList<>();
    for (int row = 0; (row + 1) * SPACING <= BOUNDS.height(); row++) {
      for (int column = 0; (column + 1) * SPACING <= BOUNDS.width(); column++) {
        boolean out = Math.floorMod(column + 2 * row, 4) == 0;
        PatchPosition p = new PatchPosition(BOUNDS.x() + column * SPACING, BOUNDS.y() + row * SPACING, SPACING, out);
        double d = mean(bend, p.x(), p.y(), SPACING);
        if (empty.intersect(p.tile()).isEmpty()) {
          (out ? heldOut : fitted).add(new LocalPatch(p, d + noise * random.nextGaussian(),
              d / 2 + noise * random.nextGaussian(), 0.9, sigma, Optional.empty()));
        }
      }
    }
    ElasticFit fit = new ElasticFit(Homography.identity(), BOUNDS, SPACING, seams);
    ElasticFit.Solution solution = fit.solve(fitted, stiffness > 0 ? stiffness : fit.best(fitted).stiffness());
    List<LocalResidual> residuals = new ArrayList<>();
    double[] atPatches = new double[heldOut.size()];
    for (int i = 0; i < atPatches.length; i++) {
      LocalPatch p = heldOut.get(i);
      double[] d = solution.at(p.x(), p.y());
      residuals.add(new LocalResidual(p.x(), p.y(), p.dx(), p.dy(), p.dx() - d[0], p.dy() - d[1], sigma));
      atPatches[i] = solution.variance(p.x(), p.y(), SPACING);
    }
    List<Double> variances = new ArrayList<>();
    List<Double> lengths = new ArrayList<>();
    int side = LocalAlignment.PLACE_PX;
    for (int y = BOUNDS.y() + side; y < BOUNDS.bottom() - side; y += 61) {
      for (int x = BOUNDS.x() + side; x < BOUNDS.right() - side; x += 61) {
        double dx = mean((u, v) -> solution.at(u, v)[0] - bend.at(u, v), x, y, side);
        double dy = mean((u, v) -> solution.at(u, v)[1] - bend.at(u, v) / 2, x, y, side);
        lengths.add(Math.hypot(dx, dy));
        variances.add(solution.variance(x, y, side));
      }
    }
    return new Judged(RemainingError.of(residuals.stream().mapToDouble(LocalResidual::after).toArray(),
        residuals.stream().mapToDouble(LocalResidual::sigma).toArray(), atPatches,
        variances.stream().mapToDouble(v -> v).toArray(),
        ElasticFit::patchVariance),
        lengths.stream().mapToDouble(v -> v).sorted().toArray());
  }

  private static double mean(Bend bend, double x, double y, int side) {
    double sum = 0;
    for (int i = 0; i < 64; i++) {
      sum += bend.at(x + ((i % 8 + 0.5) / 8 - 0.5) * side, y + ((i / 8 + 0.5) / 8 - 0.5) * side);
    }
    return sum / 64;
  }

  private static double smooth(double x, double y) {
    return 4 * Math.sin(2 * Math.PI * (0.8 * x + 0.6 * y) / 900) + 3 * Math.cos(2 * Math.PI * y / 1500 + 1);
  }

  private static final Tile NOTHING = new Tile(0, 0, 0, 0);

  @Test
  void theReportedErrorIsTheFieldsNotThePatchesNoise() {
    for (double noise : new double[] {0.04, 0.08, 0.25}) {
      Judged judged = judge(FieldErrorTest::smooth, noise, noise, List.of(), NOTHING, 0);
      assertTrue(judged.actual(0.5) < noise, "the field is no better than a patch");
      assertEquals(judged.actual(0.5), judged.reported().median(), 0.2 * judged.actual(0.5), "noise " + noise);
      assertEquals(judged.actual(0.95), judged.reported().p95(), 0.25 * judged.actual(0.95), "noise " + noise);
    }
  }

  @Test
  void patchesThatAreWrongAboutTheirNoiseChangeLittle() {
    double sure = judge(FieldErrorTest::smooth, 0.08, 0.06, List.of(), NOTHING, 0.01).reported().median();
    double unsure = judge(FieldErrorTest::smooth, 0.08, 0.11, List.of(), NOTHING, 0.01).reported().median();
    assertEquals(sure, unsure, 0.15 * sure);
  }

  @Test
  void bendsThatTheFieldCannotFollowAreReported() {
    Bend ripples = (x, y) -> smooth(x, y) + 0.6 * Math.sin(2 * Math.PI * x / 170) * Math.sin(2 * Math.PI * y / 190);
    Judged judged = judge(ripples, 0.03, 0.03, List.of(), NOTHING, 10);
    assertTrue(judged.actual(0.5) > 0.1, "it follows them: " + judged.actual(0.5));
    assertTrue(judged.reported().median() > 0.8 * judged.actual(0.5), judged.reported() + " " + judged.actual(0.5));
    assertTrue(judged.reported().p95() > 0.8 * judged.actual(0.95), judged.reported() + " " + judged.actual(0.95));
  }

  @Test
  void whereNothingWasMeasuredTheErrorIsLarger() {
    Judged all = judge(FieldErrorTest::smooth, 0.05, 0.05, List.of(), NOTHING, 0.01);
    Judged some = judge(FieldErrorTest::smooth, 0.05, 0.05, List.of(), new Tile(1500, 1200, 700, 700), 0.01);
    assertTrue(some.reported().p95() > 2 * all.reported().p95(), some.reported() + " after " + all.reported());
    assertEquals(all.reported().median(), some.reported().median(), 0.35 * all.reported().median());
  }

  @Test
  void aTileThatNoPatchSaysAnythingAboutIsAsUnsureAsJumpsAre() {
    SeamGrid seams = new SeamGrid(SeamGrid.Frame.POST, new double[] {900, 1700}, new double[] {1000}, new float[6],
        new float[6]);
    ElasticFit fit = new ElasticFit(Homography.identity(), BOUNDS, SPACING, List.of(seams));
    List<LocalPatch> patches = new ArrayList<>();
    for (int y = BOUNDS.y(); y < BOUNDS.bottom(); y += SPACING) {
      for (int x = BOUNDS.x(); x < BOUNDS.right() - SPACING; x += SPACING) {
        if (x < 1700 - SPACING || y > 1000) {
          patches.add(new LocalPatch(new PatchPosition(x, y, SPACING, false), 0, 0, 0.9, 0.05, Optional.empty()));
        }
      }
    }
    ElasticFit.Solution solution = fit.solve(patches, 0.01);
    double unseen = Math.sqrt(solution.variance(1900, 500, LocalAlignment.PLACE_PX));
    double seen = Math.sqrt(solution.variance(1300, 500, LocalAlignment.PLACE_PX));
    assertTrue(unseen > 5 && seen < 0.05, unseen + " " + seen + " " + Arrays.toString(solution.at(1900, 500)));
  }
}
