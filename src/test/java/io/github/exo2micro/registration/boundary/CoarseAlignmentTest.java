package io.github.exo2micro.registration.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.adapter.boofcv.BoofSift;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.port.Feature;
import io.github.exo2micro.port.FeatureExtractor;
import io.github.exo2micro.registration.Verdict;
import io.github.exo2micro.registration.boundary.Candidate.Method;
import io.github.exo2micro.registration.boundary.SyntheticSection.Camera;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoarseAlignmentTest {

  private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(3);
  private static final SyntheticSection SECTION = new SyntheticSection(5);
  private static final Overview PRE = SECTION.seen(Homography.identity(), Camera.CLEAN);
  private static final Camera BRIGHTER = new Camera(1.3, 0, 0.5, 0);

  /** An extractor that never finds anything: the outline is on its own. */
  private static final FeatureExtractor BLIND = new FeatureExtractor() {
    @Override
    public String name() {
      return "blind 1";
    }

    @Override
    public List<Feature> extract(FloatImage image) {
      return List.of();
    }
  };

  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());

  @AfterAll
  static void close() {
    EXECUTOR.shutdown();
  }

  private CoarseResult align(Overview post, Overview pre, BoundaryParameters parameters, FeatureExtractor features) {
    return CoarseAlignment.align(section(post), section(pre), parameters, features, EXECUTOR, 3, new Progress() {
      @Override
      public void report(double fraction) {
        assertTrue(fraction >= 0 && fraction <= 1);
      }

      @Override
      public void note(String line) {
        notes.add(line);
      }
    });
  }

  /** All images here but the tiny ones are padded by 40 or 41 px at the overview's scale. */
  private static Section section(Overview overview) {
    int pad = overview.fullSize().width() < 200 ? 0 : 41 * overview.reduction();
    return Section.of(overview, overview.fullSize().whole().grown(-pad), Optional.empty());
  }

  private CoarseResult align(Overview post, Overview pre) {
    return align(post, pre, BoundaryParameters.defaults(), new BoofSift());
  }

  private static BoundaryParameters parameters(boolean edges, boolean rotation, boolean scale, boolean multiscale,
      double maxTranslation, boolean ecc) {
    return new BoundaryParameters(edges, 15, 10, rotation, 20, 1, scale, 0.85, 1.15, 0.05, multiscale, 0.3,
        maxTranslation, 5, 0.2, 0.15, ecc, 500, 1e-6);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 8.3, -5.6", "35, 1.02, -9.4, 4", "-90, 1.08, 3, 3", "120, 0.87, 14, -11"})
  void findsTheWarpAtAnyAngle(double degrees, double scale, double dx, double dy) {
    Homography truth = SECTION.warp(degrees, scale, dx, dy);
    CoarseResult result = align(SECTION.seen(truth, BRIGHTER), PRE);
    assertTrue(result.verdict().isAccepted(), result.verdict().reason());
    // features alone leave about 0.1 px; 1 px is what the next stage needs at the very least
    assertTrue(SECTION.error(result.warp(), truth) < 0.5, "error " + SECTION.error(result.warp(), truth));
    assertTrue(result.support().isConvincing());
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 8.3, -5.6", "7.5, 0.93, 12, 9", "-17.2, 1.1, 5, -7"})
  void findsTheWarpByTheOutlineAlone(double degrees, double scale, double dx, double dy) {
    Homography truth = SECTION.warp(degrees, scale, dx, dy);
    CoarseResult result = align(SECTION.seen(truth, BRIGHTER), PRE, BoundaryParameters.defaults(), BLIND);
    assertEquals(Method.BOUNDARY, result.method(), result.verdict().reason());
    assertTrue(result.icp().isAccepted(), result.icp().reason());
    assertTrue(SECTION.error(result.boundaryOnly(), truth) < 5,
        "before ICP " + SECTION.error(result.boundaryOnly(), truth));
    assertTrue(SECTION.error(result.warp(), truth) < 1, "error " + SECTION.error(result.warp(), truth));
    assertTrue(result.features().isEmpty());
  }

  @Test
  void widensTheSearchWhenTheRangeHoldsNothingAndSaysSo() {
    Homography truth = SECTION.warp(-128, 1.04, 6, -3);
    CoarseResult result = align(SECTION.seen(truth, BRIGHTER), PRE, BoundaryParameters.defaults(), BLIND);
    assertEquals(Method.BOUNDARY, result.method(), result.verdict().reason());
    assertTrue(SECTION.error(result.warp(), truth) < 1, "error " + SECTION.error(result.warp(), truth));
    assertTrue(notes.stream().anyMatch(n -> n.contains("widened to ±180")), notes.toString());
  }

  @Test
  void staysUnturnedAndUnscaledWhenTheSearchIsOff() {
    Homography truth = SECTION.warp(12, 1, 0, 0);
    CoarseResult result = align(SECTION.seen(truth, BRIGHTER), PRE, parameters(true, false, false, true, 200, false),
        BLIND);
    Homography searched = result.boundaryOnly();
    assertEquals(1, searched.at(0, 0), 1e-12);
    assertEquals(0, searched.at(0, 1), 1e-12);
    assertFalse(notes.stream().anyMatch(n -> n.contains("widened")));
  }

  @Test
  void alignsByBrightnessWhenEdgesAreOff() {
    Homography truth = SECTION.warp(9, 0.96, 7, -12);
    CoarseResult result = align(SECTION.seen(truth, BRIGHTER), PRE, parameters(false, true, true, true, 200, false),
        BLIND);
    assertEquals(Method.BOUNDARY, result.method());
    assertTrue(SECTION.error(result.warp(), truth) < 1, "error " + SECTION.error(result.warp(), truth));
  }

  @Test
  void startsIcpFromWhereTheImagesLieWithoutMultiscale() {
    Homography truth = SECTION.warp(2, 1.01, 9, -6);
    CoarseResult result = align(SECTION.seen(truth, BRIGHTER), PRE, parameters(true, true, true, false, 200, false),
        BLIND);
    assertEquals(Homography.identity(), result.boundaryOnly());
    assertTrue(result.icp().isAccepted(), result.icp().reason());
    assertTrue(SECTION.error(result.warp(), truth) < 1, "error " + SECTION.error(result.warp(), truth));
  }

  @Test
  void keepsTheWarpBeforeIcpWhenIcpMovesTheTissueBeyondTheLimit() {
    Homography truth = SECTION.warp(2, 1.01, 9, -6);
    CoarseResult result = align(SECTION.seen(truth, BRIGHTER), PRE, parameters(true, true, true, false, 3, false),
        BLIND);
    Verdict.Rejected icp = (Verdict.Rejected) result.icp();
    assertTrue(icp.reason().contains("beyond the limits"), icp.reason());
    assertEquals(Homography.identity(), result.boundary().orElseThrow().warp());
  }

  @Test
  void takesTheFeaturesWhenThereIsNoOutline() {
    // a section larger than the picture: tissue from edge to edge
    SyntheticSection filled = new SyntheticSection(451, 367, 40, 8, 900);
    Homography truth = filled.warp(14, 1.05, 21, -16);
    CoarseResult result = align(filled.seen(truth, BRIGHTER), filled.seen(Homography.identity(), Camera.CLEAN));
    assertEquals(Method.FEATURES, result.method(), result.verdict().reason());
    assertTrue(
        Math.hypot(result.warp().x(265, 223) - truth.x(265, 223), result.warp().y(265, 223) - truth.y(265, 223)) < 0.5);
    assertEquals(result.warp(), result.boundaryOnly(), "what a picture of the coarse warp shows");
  }

  @Test
  void tissueThatFillsTheFrameIsNotCutOffAtAnyBrightness() {
    SyntheticSection filled = new SyntheticSection(451, 367, 41, 8, 900);
    Homography truth = filled.warp(-4, 0.98, 9, 13);
    Overview post = filled.seen(truth, new Camera(1.3, 60, 1, 0));
    assertTrue(section(post).tissue().isWholeFrame());
    CoarseResult result = align(post, filled.seen(Homography.identity(), new Camera(1, 60, 1, 0)));
    assertTrue(result.verdict().isAccepted(), result.verdict().reason());
    assertTrue(result.features().orElseThrow().agreement().isConvincing(), result.verdict().reason());
    assertTrue(result.boundary().isEmpty());
    assertTrue(notes.stream().anyMatch(n -> n.contains("there is no outline to go by")), notes.toString());
    assertTrue(result.icp().reason().contains("fills its frame"), result.icp().reason());
    for (FloatImage ring : List.of(result.outlines().postRing(), result.outlines().preRing())) {
      for (float v : ring.pixels()) {
        assertEquals(0, v, "the frame's edge is drawn as an outline of the tissue");
      }
    }
    for (double[] place : new double[][] {{266, 224}, {80, 80}, {450, 380}}) {
      double error = Math.hypot(result.warp().x(place[0], place[1]) - truth.x(place[0], place[1]),
          result.warp().y(place[0], place[1]) - truth.y(place[0], place[1]));
      assertTrue(error < 0.7, "error " + error + " at " + place[0] + ", " + place[1]);
    }
  }

  @Test
  void turnsTheTextureOfAllTheTissueWhereFeaturesAndOutlinesFail() {
    SyntheticSection wide = new SyntheticSection(461, 373, 41, 8, 900);
    Homography truth = wide.warp(-31, 1.06, 12, -7);
    Overview post = wide.seen(truth, new Camera(1.3, 0, 3, 0));
    CoarseResult result = align(post, wide.seen(Homography.identity(), Camera.CLEAN), BoundaryParameters.defaults(),
        BLIND);
    assertTrue(result.verdict().isAccepted(), result.verdict().reason());
    assertEquals(Method.TEXTURE, result.method());
    assertTrue(wide.error(result.warp(), truth) < 2, "error " + wide.error(result.warp(), truth));
    CoarseResult other = align(post,
        new SyntheticSection(461, 373, 41, 9, 900).seen(Homography.identity(), Camera.CLEAN),
        BoundaryParameters.defaults(), BLIND);
    assertFalse(other.verdict().isAccepted(), other.verdict().reason());
  }

  @Test
  void faintTissueThatDidNotMoveIsTakenAsItLies() {
    Camera faint = new Camera(1.3, 400, 78, 0);
    SyntheticSection small = new SyntheticSection(181, 173, 41, 8, 900);
    Overview pre = small.seen(Homography.identity(), new Camera(1, 400, 60, 0));
    CoarseResult result = align(small.seen(Homography.identity(), faint), pre, BoundaryParameters.defaults(), BLIND);
    assertFalse(result.support().isConvincing(), "too clear for this test: " + result.support());
    assertTrue(result.verdict().isAccepted(), result.verdict().reason());
    assertEquals(Method.NONE, result.method());
    assertEquals(Homography.identity(), result.warp());
    Overview other = new SyntheticSection(181, 173, 41, 9, 900).seen(Homography.identity(), faint);
    assertFalse(align(other, pre, BoundaryParameters.defaults(), BLIND).verdict().isAccepted(), "other tissue");
  }

  @Test
  void rejectsInvertedAndOtherTissueThatFillsTheFrame() {
    SyntheticSection filled = new SyntheticSection(451, 367, 41, 8, 900);
    Overview pre = filled.seen(Homography.identity(), new Camera(1, 60, 1, 0));
    FloatImage inverted = pre.image().copy();
    for (int y = 41; y < 408; y++) {
      for (int x = 41; x < 492; x++) {
        inverted.set(x, y, 250 - inverted.at(x, y));
      }
    }
    assertFalse(align(new Overview(inverted, 1, inverted.size()), pre).verdict().isAccepted(), "inverted");
    Overview other = new SyntheticSection(451, 367, 41, 9, 900).seen(Homography.identity(), new Camera(1.3, 60, 1, 0));
    assertFalse(align(other, pre).verdict().isAccepted(), "other tissue");
    Homography mirror = Homography.affine(-1, 0, 2 * filled.cx(), 0, 1, 0);
    assertFalse(align(filled.seen(mirror, new Camera(1, 60, 1, 0)), pre).verdict().isAccepted(), "mirror image");
  }

  /** Finds 120 places of which every third moved with the sample; the others are where they were, as dust is. */
  private static final class DustAndSample implements FeatureExtractor {
    private final Homography truth;
    private final FloatImage post;
    private final FloatImage pre;
    private final int left;

    DustAndSample(Homography truth, FloatImage post, FloatImage pre, int left) {
      this.truth = truth;
      this.post = post;
      this.pre = pre;
      this.left = left;
    }

    /** Threads ask for both images in any order, so what an image is of is seen from what it looks like. */
    private double likeness(FloatImage part, FloatImage whole) {
      double[] sums = new double[5];
      for (int y = 0; y < part.height(); y++) {
        for (int x = 0; x < part.width(); x++) {
          double a = part.at(x, y);
          double b = Math.log1p(whole.at(x + left, y + left));
          double[] terms = {a, b, a * a, b * b, a * b};
          Arrays.setAll(sums, i -> sums[i] + terms[i]);
        }
      }
      double n = (double) part.width() * part.height();
      return (sums[4] - sums[0] * sums[1] / n)
          / Math.sqrt((sums[2] - sums[0] * sums[0] / n) * (sums[3] - sums[1] * sums[1] / n));
    }

    @Override
    public String name() {
      return "dust 1";
    }

    @Override
    public List<Feature> extract(FloatImage image) {
      double likePost = likeness(image, post);
      double likePre = likeness(image, pre);
      boolean ofPost = likePost > likePre;
      assertTrue(Math.abs(likePost - likePre) > 0.05, likePost + " " + likePre);
      Random random = new Random(3);
      List<Feature> found = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        double x = 90 + 360 * random.nextDouble();
        double y = 90 + 270 * random.nextDouble();
        short[] descriptor = new short[128];
        for (int k = 0; k < descriptor.length; k++) {
          descriptor[k] = (short) random.nextInt(200);
        }
        boolean moved = i % 3 == 0 && !ofPost;
        found.add(
            new Feature((moved ? truth.x(x, y) : x) - left, (moved ? truth.y(x, y) : y) - left, 2, 0, 1, descriptor));
      }
      return found;
    }
  }

  @Test
  void aSampleUnderAPatternFixedToTheCameraWinsAndThePatternIsSaid() {
    SyntheticSection filled = new SyntheticSection(461, 373, 41, 8, 900);
    Homography truth = filled.warp(5, 1, 20, -15);
    Overview post = filled.seen(truth, BRIGHTER);
    Overview pre = filled.seen(Homography.identity(), Camera.CLEAN);
    CoarseResult result = align(post, pre, BoundaryParameters.defaults(),
        new DustAndSample(truth, post.image(), pre.image(), 41 - 32));
    assertTrue(result.verdict().isAccepted(), result.verdict().reason());
    assertTrue(result.contradiction().orElse("none").contains("the one that moved was taken"),
        result.verdict().reason());
    for (double[] place : new double[][] {{271, 227}, {90, 90}, {450, 360}}) {
      double error = Math.hypot(result.warp().x(place[0], place[1]) - truth.x(place[0], place[1]),
          result.warp().y(place[0], place[1]) - truth.y(place[0], place[1]));
      assertTrue(error < 1, "error " + error + " at " + place[0] + ", " + place[1]);
    }
  }

  @Test
  void aPieceThatMovedIsNoSampleUnderAPattern() {
    Overview still = SECTION.seen(Homography.identity(), BRIGHTER);
    Overview moved = SECTION.seen(SECTION.warp(0, 1, 25, 10), BRIGHTER);
    FloatImage torn = still.image().copy();
    for (int y = 0; y < torn.height(); y++) {
      for (int x = 300; x < torn.width(); x++) {
        torn.set(x, y, moved.image().at(x, y));
      }
    }
    CoarseResult result = align(new Overview(torn, 1, torn.size()), PRE);
    assertFalse(result.contradiction().filter(c -> c.contains("the one that moved was taken")).isPresent());
  }

  @Test
  void aSampleThatDidNotMoveIsNoContradiction() {
    CoarseResult result = align(SECTION.seen(Homography.identity(), BRIGHTER), PRE);
    assertTrue(result.verdict().isAccepted());
    assertTrue(result.contradiction().isEmpty(), result.contradiction().toString());
  }

  @Test
  void rejectsTwoDifferentSamples() {
    for (long other : new long[] {6, 7}) {
      CoarseResult result = align(new SyntheticSection(other).seen(SECTION.warp(3, 1, 5, 5), BRIGHTER), PRE);
      Verdict.Rejected verdict = (Verdict.Rejected) result.verdict();
      assertTrue(verdict.reason().startsWith("pre and post do not match"), verdict.reason());
      assertEquals(Homography.identity(), result.warp());
      assertEquals(Method.NONE, result.method());
    }
  }

  @Test
  void rejectsAMirrorImage() {
    Homography mirror = Homography.affine(-1, 0, 2 * SECTION.cx(), 0, 1, 0);
    CoarseResult result = align(SECTION.seen(mirror, BRIGHTER), PRE);
    assertFalse(result.verdict().isAccepted(), result.verdict().reason());
  }

  @Test
  void rejectsTwoDifferentInteriorsOfOneOutline() {
    FloatImage shuffled = PRE.image().copy();
    SyntheticSection other = new SyntheticSection(461, 373, 41, 77, 900);
    FloatImage texture = other.seen(Homography.identity(), BRIGHTER).image();
    for (int i = 0; i < shuffled.pixels().length; i++) {
      shuffled.pixels()[i] = PRE.image().pixels()[i] > 5 ? texture.pixels()[i] : 0;
    }
    CoarseResult result = align(new Overview(shuffled, 1, shuffled.size()), PRE);
    assertFalse(result.verdict().isAccepted(), result.verdict().reason());
  }

  @Test
  void copesWithACameraOffsetAndReportsIt() {
    Homography truth = SECTION.warp(-8, 1.03, 10, 4);
    Overview post = SECTION.seen(truth, new Camera(0.8, 19, 1, 0));
    Overview pre = SECTION.seen(Homography.identity(), new Camera(1, 12, 1, 0));
    CoarseResult result = align(post, pre, BoundaryParameters.defaults(), BLIND);
    assertTrue(result.verdict().isAccepted(), result.verdict().reason());
    assertTrue(SECTION.error(result.warp(), truth) < 1, "error " + SECTION.error(result.warp(), truth));
    assertEquals(19, section(post).offset().level(), 0.5);
    assertEquals(12, section(pre).offset().level(), 0.5);
  }

  @Test
  void copesWithAFaintBackground() {
    Homography truth = SECTION.warp(-8, 1.03, 10, 4);
    Overview post = SECTION.seen(truth, new Camera(1.3, 0, 0.5, 0.005));
    CoarseResult result = align(post,
        SECTION.seen(Homography.identity(), new Camera(1, 0, 0.5, 0.005)), BoundaryParameters.defaults(), BLIND);
    assertTrue(result.verdict().isAccepted(), result.verdict().reason());
    assertTrue(SECTION.error(result.warp(), truth) < 1, "error " + SECTION.error(result.warp(), truth));
    assertEquals(0, section(post).offset().level(), 1e-9);
  }

  @Test
  void eccImprovesTheWarpAtDownScale() {
    Homography truth = SECTION.warp(0.4, 1.003, 2.4, -1.7);
    // neither search nor ICP may do anything here, so that ECC has something to improve
    CoarseResult fine = align(SECTION.seen(truth, BRIGHTER), PRE, parameters(true, true, true, false, 0.01, true),
        BLIND);
    assertFalse(fine.icp().isAccepted());
    assertTrue(fine.ecc().orElseThrow().isAccepted(), fine.ecc().orElseThrow().reason());
    double before = SECTION.error(fine.boundaryOnly(), truth);
    double after = SECTION.error(fine.warp(), truth);
    // a down scale of 0.3 is 3 px here: 0.4 px are an eighth of a pixel of what ECC sees
    assertTrue(before > 2 && after < 0.4, before + " → " + after);
  }

  @Test
  void givesTheSameWarpWithAnyNumberOfThreads() {
    Overview post = SECTION.seen(SECTION.warp(7, 1.02, 4, -9), BRIGHTER);
    BoundaryParameters parameters = parameters(true, true, true, true, 200, true);
    ExecutorService single = Executors.newSingleThreadExecutor();
    try {
      CoarseResult one = CoarseAlignment.align(section(post), section(PRE), parameters, new BoofSift(), single, 1,
          Progress.none());
      CoarseResult three = align(post, PRE, parameters, new BoofSift());
      assertEquals(one.warp(), three.warp());
      assertEquals(one.verdict(), three.verdict());
      assertEquals(one.boundary(), three.boundary());
      assertEquals(one.features(), three.features());
    } finally {
      single.shutdown();
    }
  }

  @Test
  void rejectsEmptyImagesWithoutFailing() {
    Overview empty = new Overview(new FloatImage(613, 227), 1, new FloatImage(613, 227).size());
    assertFalse(align(empty, empty).verdict().isAccepted());
    Overview tiny = new Overview(new FloatImage(5, 3, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6}), 1,
        new FloatImage(5, 3).size());
    assertFalse(align(tiny, tiny).verdict().isAccepted());
  }

  @Test
  void worksOnAReducedOverviewInFullResolutionPixels() {
    Homography truth = SECTION.warp(11, 1.01, 5, 8);
    Overview post = SECTION.seen(truth, BRIGHTER);
    // the same pictures, declared as every fourth pixel's worth of a larger frame
    Overview postOfLarge = new Overview(post.image(), 4,
        new io.github.exo2micro.image.ImageSize(543 * 4 - 1, 455 * 4 - 2));
    Overview preOfLarge = new Overview(PRE.image(), 4, postOfLarge.fullSize());
    CoarseResult result = align(postOfLarge, preOfLarge);
    assertTrue(result.verdict().isAccepted(), result.verdict().reason());
    assertTrue(SECTION.error(result.warp().reduced(4), truth) < 0.5);
  }

  @Test
  void refusesOverviewsOfDifferentFrames() {
    Overview other = new SyntheticSection(460, 373, 41, 5, 130).seen(Homography.identity(), Camera.CLEAN);
    assertThrows(IllegalArgumentException.class, () -> align(other, PRE));
  }

  @Test
  void stopsWhenCancelled() {
    Progress cancelled = new Progress() {
      @Override
      public void report(double fraction) {
        throw new CancellationException();
      }

      @Override
      public void note(String line) {}
    };
    assertThrows(CancellationException.class,
        () -> CoarseAlignment.align(section(PRE), section(PRE), BoundaryParameters.defaults(), BLIND,
            EXECUTOR, 2, cancelled));
  }
}
