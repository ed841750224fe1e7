package io.github.exo2micro.registration.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.image.Tile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields fitted to displacements that are a formula. */
class ElasticFitTest {

  private static final Tile BOUNDS = new Tile(0, 0, 768, 576);
  private static final Homography SHIFTED = Homography.affine(1, 0, 100, 0, 1, -50);

  private static ElasticFit fit(SeamGrid... seams) {
    return new ElasticFit(SHIFTED, BOUNDS, 96, List.of(seams));
  }

  private static LocalPatches.Formula bend(double amplitude, double wavelength) {
    return (x, y) -> new double[] {amplitude * Math.sin(2 * Math.PI * x / wavelength),
        amplitude * Math.cos(2 * Math.PI * (x + y) / wavelength)};
  }

  private static double worst(ElasticFit.Solution solution, LocalPatches.Formula truth, int margin) {
    double worst = 0;
    for (int y = margin; y < BOUNDS.height() - margin; y += 17) {
      for (int x = margin; x < BOUNDS.width() - margin; x += 19) {
        double[] expected = truth.at(x, y);
        double[] found = solution.at(x, y);
        worst = Math.max(worst, Math.hypot(found[0] - expected[0], found[1] - expected[1]));
      }
    }
    return worst;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-4, 0.01, 1})
  void aLinearDisplacementCostsNoBendingAndIsFollowedEverywhere(double stiffness) {
    LocalPatches.Formula linear = (x, y) -> new double[] {1 + 0.002 * x - 0.001 * y, -2 + 0.003 * y};
    ElasticFit.Solution solution = fit().solve(LocalPatches.lattice(16, 12, 0, linear), stiffness);
    assertTrue(worst(solution, linear, 0) < 0.02, "off by " + worst(solution, linear, 0));
  }

  @Test
  void aBendIsFollowedByASoftFitAndNotByAStiffOne() {
    LocalPatches.Formula truth = bend(3, 600);
    List<LocalPatch> patches = LocalPatches.lattice(16, 12, 0.02, truth);
    assertTrue(worst(fit().solve(patches, 1e-4), truth, 60) < 0.15, "soft " + worst(fit().solve(patches, 1e-4), truth,
        60));
    assertTrue(worst(fit().solve(patches, 1e4), truth, 60) > 1.5, "stiff");
  }

  @Test
  void theStiffnessIsChosenByWhatThereIsToFollow() {
    double soft = fit().best(LocalPatches.lattice(16, 12, 0.02, bend(3, 500))).stiffness();
    double stiff = fit().best(LocalPatches.lattice(16, 12, 0.3, (x, y) -> new double[2])).stiffness();
    assertTrue(soft <= 0.01 && stiff >= 1, soft + " for a bend and " + stiff + " for noise");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100})
  void theStiffnessIsTheSameFromWhereverTheSearchBegins(double near) {
    List<LocalPatch> bent = LocalPatches.lattice(16, 12, 0.02, bend(3, 500));
    List<LocalPatch> still = LocalPatches.lattice(16, 12, 0.3, (x, y) -> new double[2]);
    assertEquals(fit().best(bent).stiffness(), fit().best(bent, near).stiffness());
    assertEquals(fit().best(still).stiffness(), fit().best(still, near).stiffness());
  }

  @Test
  void whatOneInSixPatchesSaysAgainstAllTheOthersIsNotBelieved() {
    LocalPatches.Formula truth = bend(2, 700);
    List<LocalPatch> patches = new ArrayList<>(LocalPatches.lattice(16, 12, 0.03, truth));
    for (int i = 0; i < patches.size(); i += 6) {
      LocalPatch p = patches.get(i);
      patches.set(i, new LocalPatch(p.position(), p.dx() + 5 + i % 4, p.dy() - 7, 0.9, p.sigma(), Optional.empty()));
    }
    double off = worst(fit().solve(patches, 1e-3), truth, 60);
    assertTrue(off < 0.3, "off by " + off);
  }

  @Test
  void aSharpPatchCountsMoreThanAnUncertainOne() {
    List<LocalPatch> patches = new ArrayList<>();
    for (LocalPatch p : LocalPatches.lattice(16, 12, 0, (x, y) -> new double[2])) {
      patches.add(new LocalPatch(p.position(), 0, 0, 0.9, 0.02, Optional.empty()));
      patches.add(new LocalPatch(p.position(), 0.2, 0.2, 0.9, 0.2, Optional.empty()));
    }
    double[] d = fit().solve(patches, 1).at(400, 300);
    // Weights of 1 / (σ² + 0.03²): 769 to 24.
    assertEquals(0.2 * 24.4 / (769.2 + 24.4), d[0], 0.003);
  }

  /** One jump for each tile, told from a bend at the same time; in post's frame and in pre's under a shift. */
  @ParameterizedTest
  @EnumSource(SeamGrid.Frame.class)
  void jumpsAlongSeamsAreFollowedToTheLine(SeamGrid.Frame frame) {
    boolean post = frame == SeamGrid.Frame.POST;
    SeamGrid lines = SeamGrid.flat(frame, new double[] {post ? 400 : 500}, new double[] {post ? 300 : 250});
    LocalPatches.Formula truth = (x, y) -> {
      double[] d = bend(1, 900).at(x, y);
      d[0] += x >= 400 ? 2 : -1;
      d[1] += y >= 300 ? -1.5 : 0.5;
      return d;
    };
    List<LocalPatch> patches = LocalPatches.lattice(16, 12, 0.02, truth);
    ElasticFit.Solution solution = fit(lines).solve(patches, 0.01);
    double off = worst(solution, truth, 60);
    assertTrue(off < 0.12, "off by " + off);
    double[] before = solution.at(399.99, 200);
    double[] behind = solution.at(400, 200);
    assertEquals(3, behind[0] - before[0], 0.1, "the jump is where the line is");
    assertTrue(worst(fit().solve(patches, 0.01), truth, 60) > 0.8, "without the line nothing follows it");
  }

  @Test
  void aTileWithoutPatchesGetsNoJump() {
    SeamGrid lines = SeamGrid.flat(SeamGrid.Frame.POST, new double[] {400, 700}, new double[0]);
    List<LocalPatch> patches = LocalPatches.lattice(14, 12, 0.02, (x, y) -> new double[] {x >= 400 ? 3 : 0, 0}).stream()
        .filter(p -> p.x() < 690).toList();
    DisplacementField field = fit(lines).solve(patches, 0.01).field(100);
    double[] first = field.jump(300, 100);
    double[] second = field.jump(500, 100);
    double[] third = field.jump(730, 100);
    assertEquals(3, second[0] - first[0], 0.1);
    assertEquals(0, third[0], 1e-6);
    assertEquals(0, third[1], 1e-6);
  }

  @Test
  void theFieldIsTheSolutionAtItsNodesAndJumpsWhereItDoes() {
    SeamGrid lines = SeamGrid.flat(SeamGrid.Frame.PRE, new double[] {500}, new double[] {250});
    LocalPatches.Formula truth = (x, y) -> {
      double[] d = bend(2, 800).at(x, y);
      d[0] += x >= 400 ? 2 : 0;
      return d;
    };
    ElasticFit.Solution solution = fit(lines).solve(LocalPatches.lattice(16, 12, 0.02, truth), 0.01);
    DisplacementField field = solution.field(100);
    assertEquals(48, field.spacing(), "half of the knots'");
    assertEquals(SHIFTED, field.warp());
    for (int k = 0; k < field.columns() * field.rows(); k++) {
      int x = field.originX() + 48 * (k % field.columns());
      int y = field.originY() + 48 * (k / field.columns());
      assertArrayEquals(solution.at(x, y), field.at(x, y), 1e-4, "node " + x + ", " + y);
    }
    // Between them another cubic runs through the same values.
    for (int y = 0; y < BOUNDS.height(); y += 13) {
      for (int x = 0; x < BOUNDS.width(); x += 11) {
        assertArrayEquals(solution.at(x, y), field.at(x, y), 0.06, x + ", " + y);
      }
    }
    // All of the bounds lie between nodes: nothing there is extrapolated.
    assertTrue(field.originX() <= -48 && field.originY() <= -48);
    assertTrue(field.originX() + 48 * (field.columns() - 1) >= BOUNDS.right());
    assertTrue(field.originY() + 48 * (field.rows() - 1) >= BOUNDS.bottom());
  }

  @Test
  void noDisplacementIsLongerThanIsAllowed() {
    ElasticFit.Solution solution = fit().solve(
        LocalPatches.lattice(16, 12, 0.02, (x, y) -> new double[] {0.02 * x, -0.02 * y}), 0.01);
    DisplacementField field = solution.field(4);
    for (float node : field.nodes()) {
      assertTrue(Math.abs(node) <= 4, node + " px");
    }
    assertEquals(2, field.at(100, 100)[0], 0.05, "what is shorter stays as it is");
  }

  @Test
  void fewerKnotsChooseTheStiffnessOfMany() {
    // 3500 of them, at a quarter of the patches' distance.
    ElasticFit many = new ElasticFit(SHIFTED, BOUNDS, 24, List.of());
    List<LocalPatch> bent = LocalPatches.lattice(16, 12, 0.02, bend(3, 500));
    double expected = 4 * 4 * fit().best(bent).stiffness();
    double found = many.best(bent).stiffness();
    assertTrue(found >= expected / 11 && found <= 11 * expected, found + ", expected about " + expected);
    assertTrue(worst(many.best(bent).solution(), bend(3, 500), 60) < 0.3,
        "worst " + worst(many.best(bent).solution(), bend(3, 500), 60));
  }

  @Test
  void crossValidationAsksAFitThatKnowsNothingOfThePatch() {
    List<LocalPatch> patches = LocalPatches.lattice(16, 12, 0.02, bend(3, 500));
    double[] errors = fit().tested(patches).errors();
    // Too little for an outlier, and so much that it would pull any fit that knows it.
    double[] right = fit().tested(moved(patches, 77, 0.25)).errors();
    double[] left = fit().tested(moved(patches, 77, -0.25)).errors();
    // The law of parallelograms: holds where the prediction stays in place.
    double expected = 2 * (errors[77] * errors[77] + 0.25 * 0.25);
    assertEquals(expected, right[77] * right[77] + left[77] * left[77], 0.02 * expected);
    long felt = IntStream.range(0, errors.length).filter(i -> i != 77 && Math.abs(right[i] - errors[i]) > 0.01).count();
    assertTrue(felt > 1, "its neighbours in the other half are predicted by it: " + felt);
  }

  private static List<LocalPatch> moved(List<LocalPatch> patches, int which, double dx) {
    LocalPatch p = patches.get(which);
    List<LocalPatch> moved = new ArrayList<>(patches);
    moved.set(which, new LocalPatch(p.position(), p.dx() + dx, p.dy(), p.ncc(), p.sigma(), Optional.empty()));
    return moved;
  }

  @Test
  void aFitThatChoosesItsStiffnessIsThatOfAllPatchesWithoutOutliers() {
    LocalPatches.Formula truth = bend(2, 600);
    List<LocalPatch> patches = new ArrayList<>(LocalPatches.lattice(16, 12, 0.02, truth));
    for (int i = 5; i < patches.size(); i += 23) {
      LocalPatch p = patches.get(i);
      patches.set(i, new LocalPatch(p.position(), p.dx() + 4, p.dy() - 3, p.ncc(), p.sigma(), Optional.empty()));
    }
    ElasticFit.Solution expected = fit().solve(patches, fit().best(patches).stiffness());
    for (LocalPatch p : patches) {
      assertArrayEquals(expected.at(p.x(), p.y()), fit().tested(patches).solution().at(p.x(), p.y()), 0.02);
      assertArrayEquals(expected.at(p.x(), p.y()), fit().best(patches).solution().at(p.x(), p.y()), 0.02);
    }
  }

  @Test
  void aLongFrameAndATallOneAreFittedAlike() {
    LocalPatches.Formula wide = bend(2, 500);
    LocalPatches.Formula tall = (x, y) -> {
      double[] d = wide.at(y, x);
      return new double[] {d[1], d[0]};
    };
    ElasticFit.Solution a = new ElasticFit(SHIFTED, new Tile(0, 0, 768, 288), 96, List.of())
        .solve(LocalPatches.lattice(16, 6, 0, wide), 0.01);
    ElasticFit.Solution b = new ElasticFit(SHIFTED, new Tile(0, 0, 288, 768), 96, List.of())
        .solve(LocalPatches.lattice(6, 16, 0, tall), 0.01);
    for (int i = 0; i < 20; i++) {
      double[] d = a.at(31 * i, 12 * i);
      double[] turned = b.at(12 * i, 31 * i);
      assertEquals(d[0], turned[1], 1e-6);
      assertEquals(d[1], turned[0], 1e-6);
    }
  }

  @Test
  void onePatchMovesEverythingAndNothingBends() {
    ElasticFit.Solution solution = fit().best(List.of(LocalPatches.patch(300, 300, 2, -1, 0.05))).solution();
    for (double[] at : new double[][] {{0, 0}, {300, 300}, {760, 570}}) {
      assertArrayEquals(new double[] {2, -1}, solution.at(at[0], at[1]), 0.05, Arrays.toString(at));
    }
  }

  @Test
  void theTypicalDeviationIsThatOfOneAxis() {
    assertEquals(0, Median.deviation(new double[0]));
    assertEquals(1, Median.deviation(new double[] {9, 1.1774, 0.1}), 1e-12);
  }
}
