package io.github.exo2micro.registration.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.registration.patch.PatchPosition;
import io.github.exo2micro.registration.patch.SyntheticTissue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Displacements and places of seams measured on images whose truth is a formula. */
class LocalMeasurementTest {

  private static final int WIDTH = 420;
  private static final int HEIGHT = 360;
  private static final SyntheticTissue TISSUE = SyntheticTissue.bright(WIDTH, HEIGHT, 5);
  private static final Homography WARP = Homography.affine(1, 0, 3.5, 0, 1, -2.25);
  private static final FloatImage PRE = TISSUE.pre(1);
  private static ExecutorService threads;
  private static ParallelLoop loop;

  @BeforeAll
  static void start() {
    threads = Executors.newFixedThreadPool(2);
    loop = new ParallelLoop(threads, 2);
  }

  @AfterAll
  static void stop() {
    threads.shutdown();
  }

  private static DisplacementField field(double dx, double dy, List<SeamGrid> seams) {
    return new DisplacementField(WARP, 0, 0, 100, 1, 1, new float[] {(float) dx}, new float[] {(float) dy}, seams);
  }

  private static LocalMeasurement measurement(FloatImage post) {
    return new LocalMeasurement(post, PRE, WARP, true, loop);
  }

  private static List<PatchPosition> middle() {
    List<PatchPosition> positions = new ArrayList<>();
    for (int y = 120; y < 240; y += 56) {
      for (int x = 130; x < 290; x += 56) {
        positions.add(new PatchPosition(x, y, 48, false));
      }
    }
    return positions;
  }

  @Test
  void aShiftBelowAPixelIsMeasuredAgainstTheHomography() throws IOException {
    FloatImage post = TISSUE.post(field(0.4, -0.7, List.of()), 1.4, 1);
    List<LocalPatch> found = measurement(post).measure(middle(), Optional.empty(), 0, Progress.none());
    assertEquals(middle(), found.stream().map(LocalPatch::position).toList(), "in their order");
    for (LocalPatch p : found) {
      assertEquals(0.4, p.dx(), 0.1, p.toString());
      assertEquals(-0.7, p.dy(), 0.1, p.toString());
      assertTrue(p.sigma() < 0.1 && p.ncc() > 0.8, p.toString());
    }
  }

  @Test
  void aShiftOfManyPixelsIsFoundThroughAFieldThatKnowsMostOfIt() throws IOException {
    FloatImage post = TISSUE.post(field(-9.3, 6.6, List.of()), 1.4, 1);
    Optional<DisplacementField> known = Optional.of(field(-7, 4, List.of()));
    List<LocalPatch> found = measurement(post).measure(middle(), known, 4, Progress.none());
    assertEquals(middle().size(), found.size());
    for (LocalPatch p : found) {
      assertEquals(-9.3, p.dx(), 0.1, p.toString());
      assertEquals(6.6, p.dy(), 0.1, p.toString());
    }
  }

  @Test
  void emptyGroundIsNotTrusted() throws IOException {
    FloatImage post = TISSUE.post(field(0, 0, List.of()), 1, 3);
    List<PatchPosition> corner = List.of(new PatchPosition(2, 2, 48, false), middle().get(0),
        new PatchPosition(370, 310, 48, false));
    assertEquals(List.of(middle().get(0)), measurement(post).measure(corner, Optional.empty(), 0, Progress.none())
        .stream().map(LocalPatch::position).toList());
  }

  @Test
  void anOutlierAmongItsNeighboursIsLeftOutAndACommonBendIsNot() {
    List<LocalPatch> patches = new ArrayList<>(LocalPatches.lattice(8, 8, 0.02,
        (x, y) -> new double[] {0.01 * x, 0.00005 * y * y}));
    assertEquals(patches, LocalMeasurement.withoutOutliers(patches, 48));
    LocalPatch good = patches.get(27);
    LocalPatch wrong = new LocalPatch(good.position(), good.dx() + 4, good.dy(), 0.9, 0.02, Optional.empty());
    patches.set(27, wrong);
    List<LocalPatch> kept = LocalMeasurement.withoutOutliers(patches, 48);
    assertEquals(63, kept.size());
    assertTrue(!kept.contains(wrong));
    // As uncertain as it says it is, it may lie so far off.
    patches.set(27, new LocalPatch(good.position(), good.dx() + 4, good.dy(), 0.9, 1.2, Optional.empty()));
    assertEquals(64, LocalMeasurement.withoutOutliers(patches, 48).size());
  }

  @Test
  void aPatchWithFewerThanThreeNeighboursIsLeftOut() {
    List<LocalPatch> row = LocalPatches.lattice(3, 1, 0, (x, y) -> new double[2]);
    assertEquals(List.of(), LocalMeasurement.withoutOutliers(row, 48));
    assertEquals(4, LocalMeasurement.withoutOutliers(LocalPatches.lattice(2, 2, 0, (x, y) -> new double[2]), 48)
        .size());
  }

  @Test
  void theMedianIsOneOfTheValues() {
    assertEquals(3, Median.of(new double[] {9, 3, 1}));
    assertEquals(3, Median.of(new double[] {9, 3, 1, 2}));
    assertEquals(0, Median.of(new double[0]));
  }

  private static Optional<Double> place(DisplacementField truth, SeamLine line, int within) throws IOException {
    FloatImage post = TISSUE.post(truth, 1.4, 1);
    Section section = SyntheticTissue.section(post, 2);
    // What a first fit knows: the jumps, and the lines about where they are.
    SeamGrid grid = truth.seams().get(0);
    double[] xs = line.upright() ? new double[] {line.at()} : grid.xs();
    double[] ys = line.upright() ? grid.ys() : new double[] {line.at()};
    DisplacementField first = new DisplacementField(WARP, 0, 0, 100, 1, 1, new float[1], new float[1],
        List.of(new SeamGrid(grid.frame(), xs, ys, grid.dx(), grid.dy())));
    return new SeamPlacement(measurement(post), first, section.tissue(), new Tile(60, 60, 300, 240), loop)
        .place(line, within);
  }

  @Test
  void aSeamIsPlacedToThePixelWhereTheTilesChange() throws IOException {
    for (SeamGrid.Frame frame : SeamGrid.Frame.values()) {
      DisplacementField upright = field(0, 0, List.of(new SeamGrid(frame, new double[] {213}, new double[0],
          new float[] {0, 2.5f}, new float[] {0, -1})));
      assertEquals(213, place(upright, new SeamLine(frame, true, 224, 5), 24).orElseThrow(), 1.01, frame + " upright");
      DisplacementField level = field(0, 0, List.of(new SeamGrid(frame, new double[0], new double[] {187},
          new float[] {-1, 1}, new float[] {0, 2})));
      assertEquals(187, place(level, new SeamLine(frame, false, 180, 5), 24).orElseThrow(), 1.01, frame + " level");
    }
  }

  @Test
  void whereBothSidesLookAlikeNoPlaceIsTold() throws IOException {
    DisplacementField none = field(0, 0, List.of(new SeamGrid(SeamGrid.Frame.POST, new double[] {213}, new double[0],
        new float[] {0, 0.2f}, new float[2])));
    assertEquals(Optional.empty(), place(none, new SeamLine(SeamGrid.Frame.POST, true, 213, 5), 24));
  }
}
