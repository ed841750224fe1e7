package io.github.exo2micro.registration.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.registration.patch.PatchFit;
import io.github.exo2micro.registration.patch.PatchRefinement;
import io.github.exo2micro.registration.patch.SyntheticTissue;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class LocalAlignmentTest {

  private static final int WIDTH = 1213;
  private static final int HEIGHT = 1027;
  private static final SyntheticTissue TISSUE = SyntheticTissue.bright(WIDTH, HEIGHT, 17);
  private static final Homography WARP = Homography.similarity(1.5, 1.01, WIDTH / 2.0, HEIGHT / 2.0, 9, -7);
  private static final FloatImage PRE = TISSUE.pre(1.5);

  /** A smooth bend of up to {@code amplitude} px with a wavelength of 800 px, and jumps along the given lines. */
  private static DisplacementField truth(double amplitude, List<SeamGrid> seams) {
    int columns = 80;
    int rows = 68;
    float[] dx = new float[columns * rows];
    float[] dy = new float[columns * rows];
    for (int i = 0; i < dx.length; i++) {
      double x = 16.0 * (i % columns);
      double y = 16.0 * (i / columns);
      dx[i] = (float) (amplitude * Math.sin(2 * Math.PI * (0.8 * x + 0.6 * y) / 800));
      dy[i] = (float) (amplitude * Math.cos(2 * Math.PI * (0.6 * x - 0.8 * y) / 800 + 1));
    }
    return new DisplacementField(WARP, 0, 0, 16, columns, rows, dx, dy, seams);
  }

  private static SeamGrid seams(SeamGrid.Frame frame) {
    return new SeamGrid(frame, new double[] {317, 611, 905}, new double[] {341, 690},
        new float[] {0, 2, -1, 0.5f, 1.5f, -1.5f, 2, 0, -2, 1, 0.5f, -1},
        new float[] {1, -1, 0, 2, -2, 1, -0.5f, 1.5f, 0, -1.5f, 2, 0});
  }

  private static LocalResult align(DisplacementField truth, int threads, LocalParameters parameters)
      throws IOException {
    return align(TISSUE.post(truth, 1.3, 1.5), threads, parameters);
  }

  private static LocalResult align(FloatImage post, int threads, LocalParameters parameters) throws IOException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      ParallelLoop loop = new ParallelLoop(executor, threads);
      Section small = SyntheticTissue.section(post, 2);
      Section smallPre = SyntheticTissue.section(PRE, 2);
      PatchFit fit = new PatchRefinement(post, PRE, small, smallPre, WARP, loop).refine(WARP, 16, Progress.none())
          .orElseThrow();
      return new LocalAlignment(post, PRE, small, smallPre, loop).align(fit.warp(), fit.residuals(), parameters,
          Progress.none());
    } finally {
      executor.shutdown();
    }
  }

  /** How often each region of an image was read. */
  private record Counted(Plane image, Map<Tile, Integer> reads) implements Plane {

    @Override
    public ImageSize size() {
      return image.size();
    }

    @Override
    public void read(Tile region, float[] into) throws IOException {
      reads.merge(region, 1, Integer::sum);
      image.read(region, into);
    }

    /** Of regions as large as this. */
    int readsOf(int side) {
      return reads.entrySet().stream().filter(e -> e.getKey().width() == side && e.getKey().height() == side)
          .mapToInt(Map.Entry::getValue).sum();
    }

    int regionsOf(int side) {
      return (int) reads.keySet().stream().filter(t -> t.width() == side && t.height() == side).count();
    }
  }

  /** What was read of post for a bend, after the interior step. */
  private static Counted counted(LocalResult[] result) throws IOException {
    FloatImage post = TISSUE.post(truth(3, List.of()), 1.3, 1.5);
    Counted counted = new Counted(post, new ConcurrentHashMap<>());
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      ParallelLoop loop = new ParallelLoop(executor, 2);
      Section small = SyntheticTissue.section(post, 2);
      Section smallPre = SyntheticTissue.section(PRE, 2);
      PatchFit fit = new PatchRefinement(post, PRE, small, smallPre, WARP, loop).refine(WARP, 16, Progress.none())
          .orElseThrow();
      result[0] = new LocalAlignment(counted, PRE, small, smallPre, loop).align(fit.warp(), fit.residuals(),
          new LocalParameters(true, 500), Progress.none());
      return counted;
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void placesThatJudgeTheFieldAreMeasuredOnceAndPixelsAskedOnceWhereItNoLongerMoves() throws IOException {
    LocalResult[] result = new LocalResult[1];
    Counted counted = counted(result);
    assertTrue(result[0].field().isPresent(), result[0].reason());
    for (LocalResidual r : result[0].residuals()) {
      int reads = counted.reads().entrySet().stream()
          .filter(e -> e.getKey().width() == 48 && Math.abs(e.getKey().x() + 24 - r.x()) < 1
              && Math.abs(e.getKey().y() + 24 - r.y()) < 1)
          .mapToInt(Map.Entry::getValue).sum();
      assertEquals(1, reads, r.toString());
    }
    int cell = PixelBlocks.CELL + 10;
    int twice = counted.readsOf(cell) - counted.regionsOf(cell);
    assertTrue(twice < counted.regionsOf(cell) / 2, twice + " of " + counted.regionsOf(cell) + " squares asked again");
  }

  private static LocalResult align(DisplacementField truth) throws IOException {
    return align(truth, 2, new LocalParameters(true, 500));
  }

  /** Errors in pre px over the middle of the tissue, ascending. */
  private static double[] errors(DisplacementField truth, DisplacementField found, double farFromSeams) {
    double[] errors = new double[WIDTH * HEIGHT / 100];
    int n = 0;
    for (int y = 200; y < HEIGHT - 200; y += 13) {
      for (int x = 200; x < WIDTH - 200; x += 13) {
        if (truth.distanceToSeam(x, y) > farFromSeams) {
          errors[n++] = Math.hypot(found.preX(x, y) - truth.preX(x, y), found.preY(x, y) - truth.preY(x, y));
        }
      }
    }
    double[] sorted = Arrays.copyOf(errors, n);
    Arrays.sort(sorted);
    return sorted;
  }

  @Test
  void followsABendToAFewHundredthsOfAPixel() throws IOException {
    DisplacementField truth = truth(4, List.of());
    LocalResult result = align(truth);
    double[] errors = errors(truth, result.field().orElseThrow(), 0);
    assertTrue(errors[errors.length / 2] < 0.03, "median " + errors[errors.length / 2]);
    assertTrue(errors[errors.length * 95 / 100] < 0.06, "95 % " + errors[errors.length * 95 / 100]);
    assertEquals(0, result.seamLines(), result.reason());
    assertTrue(result.beforePx().getAsDouble() > 1 && result.afterPx().getAsDouble() < 0.15, result.reason());
    assertTrue(result.field().get().smallestJacobian() > 0.2);
  }

  @Test
  void findsTheSeamsOfPostToAFewPixelsAndFollowsTheTiles() throws IOException {
    DisplacementField truth = truth(1.5, List.of(seams(SeamGrid.Frame.POST)));
    LocalResult result = align(truth);
    SeamGrid found = result.field().orElseThrow().seams().get(0);
    assertEquals(SeamGrid.Frame.POST, found.frame());
    assertArrayNear(new double[] {317, 611, 905}, found.xs());
    assertArrayNear(new double[] {341, 690}, found.ys());
    double[] errors = errors(truth, result.field().get(), 4);
    assertTrue(errors[errors.length / 2] < 0.12, "median " + errors[errors.length / 2]);
    assertTrue(errors[errors.length * 95 / 100] < 0.4, "95 % " + errors[errors.length * 95 / 100]);
  }

  @Test
  void seamsOfPreAreFoundUnderTheWarp() throws IOException {
    // Turned far enough that the frames cannot be mistaken for each other.
    DisplacementField truth = truth(0, List.of(seams(SeamGrid.Frame.PRE)));
    LocalResult result = align(truth);
    double[] errors = errors(truth, result.field().orElseThrow(), 6);
    assertTrue(errors[errors.length / 2] < 0.12, "median " + errors[errors.length / 2] + " " + result.reason());
    assertTrue(result.seamLines() >= 4, result.reason());
  }

  private static void assertArrayNear(double[] expected, double[] found) {
    assertEquals(expected.length, found.length, Arrays.toString(found));
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[i], 3, Arrays.toString(found));
    }
  }

  @Test
  void aRigidPairKeepsItsHomography() throws IOException {
    LocalResult result = align(truth(0, List.of()));
    assertTrue(result.field().isEmpty(), result.reason());
    assertTrue(result.reason().contains("no field could"), result.reason());
  }

  @Test
  void offMeansOff() throws IOException {
    assertTrue(align(truth(4, List.of()), 1, new LocalParameters(false, 500)).field().isEmpty());
  }

  @Test
  void aDisplacementBeyondTheLargestCorrectionIsRefused() throws IOException {
    LocalResult result = align(truth(4, List.of()), 2, new LocalParameters(true, 1));
    assertTrue(result.field().isEmpty());
    assertTrue(result.measured(), "but it says what it would have gained");
  }

  @Test
  void isTheSameWithAnyNumberOfThreads() throws IOException {
    DisplacementField truth = truth(2, List.of(seams(SeamGrid.Frame.POST)));
    LocalResult one = align(truth, 1, new LocalParameters(true, 500));
    assertEquals(one, align(truth, 3, new LocalParameters(true, 500)));
  }

  @Test
  void patchesThatAreHeldOutHaveNoInfluenceOnTheField() throws IOException {
    FloatImage post = TISSUE.post(truth(3, List.of()), 1.3, 1.5);
    LocalResult result = align(post, 2, new LocalParameters(true, 500));
    FloatImage spoilt = post.copy();
    for (LocalResidual r : result.residuals()) {
      for (int y = -20; y <= 20; y++) {
        for (int x = -20; x <= 20; x++) {
          int column = (int) r.x() + x;
          int row = (int) r.y() + y;
          spoilt.set(column, row, post.at(column, row + 2));
        }
      }
    }
    // The homography is fitted on patches of its own, which may have been spoilt: it is given.
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      ParallelLoop loop = new ParallelLoop(executor, 2);
      Section small = SyntheticTissue.section(post, 2);
      Section smallPre = SyntheticTissue.section(PRE, 2);
      PatchFit fit = new PatchRefinement(post, PRE, small, smallPre, WARP, loop).refine(WARP, 16, Progress.none())
          .orElseThrow();
      LocalResult other = new LocalAlignment(spoilt, PRE, small, smallPre, loop).align(fit.warp(), fit.residuals(),
          new LocalParameters(true, 500), Progress.none());
      assertEquals(result.field(), other.field());
      assertNotEquals(result.residuals(), other.residuals());
    } finally {
      executor.shutdown();
    }
  }
}
