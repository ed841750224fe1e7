package io.github.exo2micro.registration.pieces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.adapter.boofcv.BoofSift;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.PieceMap;
import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.registration.interior.InteriorParameters;
import io.github.exo2micro.registration.local.LocalParameters;
import io.github.exo2micro.registration.patch.SyntheticTissue;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class TornAlignmentTest {

  private static final int WIDTH = 1013;
  private static final int HEIGHT = 827;
  private static final SyntheticTissue TISSUE = SyntheticTissue.bright(WIDTH, HEIGHT, 17);
  private static final Homography WARP = Homography.similarity(1.5, 1.01, WIDTH / 2.0, HEIGHT / 2.0, 9, -7);
  private static final FloatImage PRE = TISSUE.pre(1.5);
  private static final int BLOCK = 2;
  private static final int NODES = 24;

  /** Whether a place of the section lay right of where it tore, on a curved line. */
  private static boolean isRight(double x, double y) {
    return x > 560 + 25 * Math.sin(y / 70);
  }

  /** The right part of the section turned and moved away; where it was there is nothing. */
  private static DisplacementField torn(double degrees, double shift) {
    Homography back = Homography.similarity(degrees, 1, 700, 400, shift, 12).inverse();
    return pieces(back, (x, y) -> !isRight(x, y) ? 0 : isRight(back.x(x, y), back.y(x, y)) ? 1 : PieceMap.GAP);
  }

  /** The label of a place. */
  private interface Labels {
    int at(double x, double y);
  }

  private static DisplacementField pieces(Homography back, Labels label) {
    int columns = WIDTH / BLOCK + 1;
    byte[] labels = new byte[columns * (HEIGHT / BLOCK + 1)];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) label.at((i % columns + 0.5) * BLOCK - 0.5, (i / columns + 0.5) * BLOCK - 0.5);
    }
    return DisplacementField.none(WARP).with(new PieceMap(0, 0, BLOCK, columns, HEIGHT / BLOCK + 1, labels,
        List.of(DisplacementField.none(WARP.after(back)))));
  }

  private static TornResult align(FloatImage post, FloatImage pre, int threads) throws IOException {
    return align(post, pre, DisplacementField.none(WARP), true, threads);
  }

  private static TornResult align(FloatImage post, FloatImage pre, DisplacementField first, boolean left, int threads)
      throws IOException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      return new TornAlignment(post, pre, SyntheticTissue.section(post, 2), SyntheticTissue.section(pre, 2),
          new BoofSift(), executor, threads).align(first, left,
              new InteriorParameters(true, 4, 500, 0.1), new LocalParameters(true, 500), Progress.none());
    } finally {
      executor.shutdown();
    }
  }

  /** Distances in pre px of the places of a piece, ascending. */
  private static double[] errors(DisplacementField truth, DisplacementField found, int piece) {
    PieceMap map = truth.pieces().orElseThrow();
    double[] errors = new double[WIDTH * HEIGHT];
    int n = 0;
    for (int y = 1; y < HEIGHT; y += 3) {
      for (int x = 1; x < WIDTH; x += 3) {
        double u = truth.preX(x, y);
        double v = truth.preY(x, y);
        if (map.label(x, y) == piece && TISSUE.at(u, v) > 20) {
          errors[n++] = Math.hypot(found.preX(x, y) - u, found.preY(x, y) - v);
        }
      }
    }
    double[] sorted = Arrays.copyOf(errors, n);
    Arrays.sort(sorted);
    return sorted;
  }

  @Test
  void eachPieceOfATornSectionLiesWhereItBelongsAndTheGapShowsNone() throws IOException {
    DisplacementField truth = torn(2.5, 35);
    TornResult result = align(TISSUE.post(truth, 1.3, 1.5), PRE, 2);
    DisplacementField found = result.local().orElseThrow(() -> new AssertionError(result.reason())).field()
        .orElseThrow();
    for (int piece = 0; piece < 2; piece++) {
      double[] errors = errors(truth, found, piece);
      assertTrue(errors[errors.length / 2] < 0.05, "median " + errors[errors.length / 2]);
      assertTrue(errors[errors.length * 99 / 100] < 0.5, "99 % " + errors[errors.length * 99 / 100]);
    }
    Tear tear = result.tear().orElseThrow();
    assertEquals(2, tear.pieces().size());
    assertEquals(2.5, tear.pieces().get(1).turnDegrees(), 0.05);
    assertEquals(37, tear.pieces().get(1).shiftPx(), 4);
    int gap = 0;
    int right = 0;
    for (int y = 200; y < 600; y++) {
      for (int x = 400; x < 800; x++) {
        boolean there = truth.pieces().orElseThrow().isGap(x, y);
        gap += there ? 1 : 0;
        right += there && found.pieces().orElseThrow().isGap(x, y) ? 1 : 0;
      }
    }
    assertTrue(gap > 5000 && right > 0.9 * gap, right + " of " + gap + " px of the gap");
    double[] reported = {result.local().get().afterPx().getAsDouble(),
        result.local().get().beforeP95Px().getAsDouble()};
    assertTrue(reported[0] < 0.1 && reported[1] > 35, result.local().get().reason());
  }

  @Test
  void anyNumberOfThreadsFindsTheSame() throws IOException {
    FloatImage post = TISSUE.post(torn(-1.5, 60), 1.3, 1.5);
    TornResult one = align(post, PRE, 1);
    assertEquals(one, align(post, PRE, 3));
    assertTrue(one.local().isPresent(), one.reason());
  }

  @Test
  void whereThePieceShowsOtherTissueNothingIsFound() throws IOException {
    DisplacementField truth = torn(0, 0);
    FloatImage post = TISSUE.post(truth, 1.3, 1.5);
    FloatImage other = SyntheticTissue.bright(WIDTH, HEIGHT, 99).post(truth, 1.3, 1.5);
    copy(other, post);
    TornResult result = align(post, PRE, 2);
    assertTrue(result.local().isEmpty(), result.reason());
  }

  /** Puts the right part of one image into another. */
  private static void copy(FloatImage from, FloatImage into) {
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        if (isRight(x, y)) {
          into.set(x, y, from.at(x, y));
        }
      }
    }
  }

  @Test
  void aPartThatIsMissingInPreIsNotLookedForElsewhere() throws IOException {
    FloatImage post = TISSUE.post(torn(0, 0), 1.3, 1.5);
    FloatImage pre = PRE.copy();
    copy(new FloatImage(WIDTH, HEIGHT), pre);
    TornResult result = align(post, pre, 2);
    assertTrue(result.local().isEmpty(), result.reason());
  }

  @Test
  void tissueThatIsShownTwiceIsNoPiece() throws IOException {
    // The right quarter shows once more what lies 250 px left of it.
    DisplacementField twice = pieces(Homography.translation(-250, 10), (x, y) -> x > 640 ? 1 : 0);
    TornResult result = align(TISSUE.post(twice, 1.3, 1.5), PRE, 2);
    assertTrue(result.local().isEmpty(), result.reason());
    assertTrue(result.reason().contains("shown by another piece"), result.reason());
  }

  /** A field on nodes that follows another one as well as a smooth field can. */
  private static DisplacementField smooth(DisplacementField truth, Homography moved) {
    int columns = WIDTH / NODES + 2;
    int rows = HEIGHT / NODES + 2;
    float[] dx = new float[columns * rows];
    float[] dy = new float[columns * rows];
    Homography back = WARP.inverse();
    for (int i = 0; i < dx.length; i++) {
      double x = i % columns * NODES;
      double y = i / columns * NODES;
      double u = truth.preX(x, y);
      double v = truth.preY(x, y);
      if (truth.pieces().orElseThrow().isGap(x, y)) { // half of the way
        u = (WARP.x(x, y) + moved.x(x, y)) / 2;
        v = (WARP.y(x, y) + moved.y(x, y)) / 2;
      }
      dx[i] = (float) (back.x(u, v) - x);
      dy[i] = (float) (back.y(u, v) - y);
    }
    return new DisplacementField(WARP, 0, 0, NODES, columns, rows, dx, dy, List.of());
  }

  @Test
  void aTearThatASmoothFieldFollowsIsFoundThoughAllOfTheTissueIsConfirmed() throws IOException {
    DisplacementField truth = torn(0.4, 12);
    DisplacementField whole = smooth(truth, truth.pieces().orElseThrow().others().get(0).warp());
    TornResult result = align(TISSUE.post(truth, 1.3, 1.5), PRE, whole, false, 2);
    DisplacementField found = result.local().orElseThrow(() -> new AssertionError(result.reason())).field()
        .orElseThrow();
    for (int piece = 0; piece < 2; piece++) {
      double[] errors = errors(truth, found, piece);
      assertTrue(errors[errors.length / 2] < 0.05, "median " + errors[errors.length / 2]);
      assertTrue(errors[errors.length * 99 / 100] < 0.5, "99 % " + errors[errors.length * 99 / 100]);
    }
    assertEquals(17, result.tear().orElseThrow().pieces().get(1).shiftPx(), 2);
    assertEquals(0.4, Math.abs(result.tear().get().pieces().get(1).turnDegrees()), 0.05);
  }

  @Test
  void theSeamsOfAMosaicAreNoTear() throws IOException {
    DisplacementField mosaic = new DisplacementField(WARP, 0, 0, NODES, 1, 1, new float[1], new float[1],
        List.of(new SeamGrid(SeamGrid.Frame.POST, new double[] {350, 690}, new double[] {410},
            new float[] {5, -4, 3, -6, 6, -2}, new float[] {-5, 4, 6, 0, -3, 5})));
    TornResult result = align(TISSUE.post(mosaic, 1.3, 1.5), PRE, mosaic, false, 2);
    assertTrue(result.isNothing(), result.reason());
  }

  @Test
  void aTearThatCutsOffNoPieceThatCanBeMeasuredIsNamedWithItsPlaces() throws IOException {
    Homography shift = Homography.translation(-24, 18);
    DisplacementField crack = pieces(shift, (x, y) -> x > 500 && x < 610 && Math.abs(y - 400) < 50 ? 1 : 0);
    TornResult result = align(TISSUE.post(crack, 1.3, 1.5), PRE, smooth(crack, WARP.after(shift)), false, 2);
    assertTrue(result.local().isEmpty(), result.reason());
    assertTrue(result.along().size() >= 3 && result.alongShare() > 0.002 && result.alongShare() < 0.2,
        result.along().size() + " places, " + result.alongShare());
    assertTrue(result.along().stream().allMatch(t -> t.x() > 380 && t.right() < 740 && t.y() > 255 && t.bottom() < 545),
        result.along().toString());
  }

  @Test
  void aWholeSectionHasNoPieces() throws IOException {
    TornResult result = align(TISSUE.post(WARP, 1.3, 0, 1.5, 300), PRE, 2);
    assertTrue(result.local().isEmpty());
    assertEquals("no region of the tissue is large enough to be a piece that moved", result.reason());
  }
}
