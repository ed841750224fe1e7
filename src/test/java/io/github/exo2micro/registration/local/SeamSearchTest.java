package io.github.exo2micro.registration.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.SeamGrid;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines found in displacements that are a formula with noise. */
class SeamSearchTest {

  private static final int SPACING = 48;
  private static final double NOISE = 0.05;
  /** So far that a line of one frame is none of the other. */
  private static final Homography TURNED = Homography.similarity(7, 1, 700, 600, 30, -20);

  private static List<SeamLine> lines(List<LocalPatch> patches, Homography warp) {
    SeamSearch search = new SeamSearch(patches, SPACING, warp);
    return search.lines(search.profiles());
  }

  /** A bend of 2 px, which must not be taken for a seam. */
  private static double[] bend(double x, double y) {
    return new double[] {2 * Math.sin(2 * Math.PI * x / 1300), 2 * Math.cos(2 * Math.PI * y / 1100)};
  }

  private static LocalPatches.Formula jumps(double atX, double atY, double by) {
    return (x, y) -> {
      double[] d = bend(x, y);
      d[0] += x >= atX ? by : 0;
      d[1] += y >= atY ? -by : 0;
      return d;
    };
  }

  @Test
  void aBendAloneHasNoLines() {
    assertEquals(List.of(), lines(LocalPatches.lattice(30, 26, NOISE, SeamSearchTest::bend), Homography.identity()));
  }

  @Test
  void bothLinesOfACrossAreFoundOnceAndToAQuarterOfTheSpacing() {
    List<SeamLine> found = lines(LocalPatches.lattice(30, 26, NOISE, jumps(700, 520, 1)), TURNED);
    assertEquals(2, found.size(), found.toString());
    for (SeamLine line : found) {
      assertEquals(SeamGrid.Frame.POST, line.frame());
      assertEquals(line.upright() ? 700 : 520, line.at(), SPACING / 2.0 + 1, found.toString());
    }
    assertTrue(found.get(0).upright() != found.get(1).upright());
  }

  @Test
  void theClearerLineComesFirst() {
    List<LocalPatch> patches = LocalPatches.lattice(30, 26, NOISE, (x, y) -> new double[] {
        (x >= 500 ? 0.4 : 0) + (x >= 1000 ? 2.5 : 0), 0});
    List<SeamLine> found = lines(patches, Homography.identity());
    assertEquals(2, found.size(), found.toString());
    assertEquals(1000, found.get(0).at(), 25);
    assertEquals(500, found.get(1).at(), 25);
    assertTrue(found.get(0).evidence() > found.get(1).evidence());
  }

  @Test
  void aTurnedMosaicOfPreIsFoundInItsOwnFrame() {
    List<LocalPatch> patches = LocalPatches.lattice(30, 26, NOISE,
        (x, y) -> new double[] {TURNED.x(x, y) >= 760 ? 1.5 : 0, TURNED.x(x, y) >= 760 ? -1 : 0});
    List<SeamLine> found = lines(patches, TURNED);
    assertEquals(1, found.size(), found.toString());
    assertEquals(SeamGrid.Frame.PRE, found.get(0).frame());
    assertTrue(found.get(0).upright());
    assertEquals(760, found.get(0).at(), 25);
  }

  @Test
  void jumpsBelowTheNoiseAreNotSeen() {
    assertEquals(List.of(), lines(LocalPatches.lattice(30, 26, 0.5, jumps(700, 520, 0.2)), Homography.identity()));
  }

  @Test
  void tooFewPatchesAcrossOrAlongALineTellNothing() {
    SeamSearch narrow = new SeamSearch(LocalPatches.lattice(3, 26, NOISE, jumps(70, 5000, 2)), SPACING,
        Homography.identity());
    for (SeamSearch.Profile profile : narrow.profiles()) {
      if (profile.upright()) {
        for (double evidence : profile.evidence()) {
          assertEquals(0, evidence);
        }
      }
    }
    assertEquals(List.of(), lines(LocalPatches.lattice(30, 5, NOISE, jumps(700, 5000, 2)), Homography.identity()),
        "two bands of rows are chance");
    assertEquals(List.of(), lines(List.of(), Homography.identity()));
  }

  private static SeamSearch.Profile profile(double... evidence) {
    return new SeamSearch.Profile(SeamGrid.Frame.PRE, false, 100, 12, evidence);
  }

  @Test
  void whatStandsOutIsMeasuredByWhatBendsGiveAnywhere() {
    assertEquals(3, profile(0, 0, 0.1, 0.2, 0.3).threshold(), 1e-12, "nothing less is evidence");
    // Of 5, 6, 7, 8, 30 the median is 7 and the typical distance from it 1; places without a value do not count.
    assertEquals(7 + 4 * 1.4826, profile(0, 5, 6, 7, 8, 30, 0).threshold(), 1e-12);
    assertEquals(7, profile(0, 5, 6, 7, 8, 30, 0).typical());
    assertEquals(0, profile(0, 0).typical());
  }

  @Test
  void theBestPlaceWithinADistanceIsTheClearestAndElseThePlaceItself() {
    SeamSearch.Profile profile = profile(1, 4, 2, 9, 0, 0);
    assertEquals(new SeamLine(SeamGrid.Frame.PRE, false, 112, 4), profile.best(110, 20));
    assertEquals(new SeamLine(SeamGrid.Frame.PRE, false, 136, 9), profile.best(110, 26));
    assertEquals(new SeamLine(SeamGrid.Frame.PRE, false, 160, 0), profile.best(160, 5), "nothing speaks for any");
  }

  @Test
  void linesOfOneAxisCountAsNear() {
    SeamLine line = new SeamLine(SeamGrid.Frame.POST, true, 100, 5);
    assertTrue(line.isNear(line.at(109), 10));
    assertTrue(!line.isNear(line.at(110), 10));
    assertTrue(!line.isNear(new SeamLine(SeamGrid.Frame.POST, false, 100, 5), 10), "they cross");
    assertTrue(!line.isNear(new SeamLine(SeamGrid.Frame.PRE, true, 100, 5), 10), "in another frame");
  }

  @Test
  void gridsHoldTheLinesOfTheirFrameInOrderAndEachOnce() {
    List<SeamGrid> grids = SeamGrids.of(List.of(new SeamLine(SeamGrid.Frame.PRE, true, 500, 1),
        new SeamLine(SeamGrid.Frame.PRE, true, 100, 1), new SeamLine(SeamGrid.Frame.PRE, true, 500, 2),
        new SeamLine(SeamGrid.Frame.PRE, false, 70, 1)));
    assertEquals(List.of(SeamGrid.flat(SeamGrid.Frame.PRE, new double[] {100, 500}, new double[] {70})), grids);
    assertEquals(6, grids.get(0).tiles());
    assertEquals(List.of(), SeamGrids.of(List.of()));
    assertEquals(List.of(SeamGrid.Frame.POST, SeamGrid.Frame.PRE), SeamGrids.of(List.of(
        new SeamLine(SeamGrid.Frame.PRE, true, 1, 1), new SeamLine(SeamGrid.Frame.POST, false, 2, 1))).stream()
        .map(SeamGrid::frame).toList());
  }
}
