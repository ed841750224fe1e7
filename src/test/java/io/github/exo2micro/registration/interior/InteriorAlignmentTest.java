package io.github.exo2micro.registration.interior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.adapter.boofcv.BoofSift;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.Quantile;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.port.FeatureExtractor;
import io.github.exo2micro.registration.patch.PatchResidual;
import io.github.exo2micro.registration.patch.SyntheticTissue;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class InteriorAlignmentTest {

  private static final int WIDTH = 1013;
  private static final int HEIGHT = 827;
  private static final SyntheticTissue TISSUE = SyntheticTissue.bright(WIDTH, HEIGHT, 17);
  private static final Homography TRUTH = Homography.of(1.012, -0.031, 9.2, 0.029, 1.008, -17.4, 2e-6, -3e-6, 1);
  /** What a boundary stage may leave: half a degree and some ten pixels. */
  private static final Homography EARLIER = TRUTH
      .after(Homography.similarity(0.5, 1.003, WIDTH / 2.0, HEIGHT / 2.0, 9, -12));
  private static final FloatImage PRE = TISSUE.pre(1.5);
  private static final FloatImage POST = TISSUE.post(TRUTH, 1.3, 0, 1.5, 800);

  /** Finds nothing, as an extractor does on an interior without texture at its scale. */
  private static final class Blind implements FeatureExtractor {
    @Override
    public String name() {
      return "blind";
    }

    @Override
    public List<io.github.exo2micro.port.Feature> extract(FloatImage image) {
      return List.of();
    }
  }

  private static InteriorResult align(FloatImage post, FloatImage pre, Homography earlier,
      InteriorParameters parameters, FeatureExtractor extractor, int threads) throws IOException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      return new InteriorAlignment(post, pre, SyntheticTissue.section(post, 2), SyntheticTissue.section(pre, 2),
          extractor, executor, threads).align(earlier, parameters, Progress.none());
    } finally {
      executor.shutdown();
    }
  }

  private static InteriorResult align(InteriorParameters parameters) throws IOException {
    return align(POST, PRE, EARLIER, parameters, new BoofSift(), 2);
  }

  @Test
  void findsTheWarpToAFewHundredthsOfAPixel() throws IOException {
    InteriorResult result = align(InteriorParameters.defaults());
    assertTrue(result.accepted(), result.reason());
    double error = TISSUE.difference(TRUTH, result.warp());
    assertTrue(error < 0.05, "error " + error);
    assertTrue(result.accuracyPx().getAsDouble() > 0 && result.accuracyPx().getAsDouble() < 0.08, result.reason());
    assertTrue(result.accuracyP95Px().getAsDouble() >= result.accuracyPx().getAsDouble());
    double[] heldOut = result.residuals().stream().filter(PatchResidual::heldOut).mapToDouble(PatchResidual::length)
        .toArray();
    assertTrue(result.accuracyPx().getAsDouble() < 0.6 * Quantile.of(heldOut, 0.5),
        "the warp errs by less than a patch does: " + result.reason());
    assertTrue(result.inlierRatio().getAsDouble() > 0.5 && result.matches() > 100, result.reason());
    assertEquals(TISSUE.difference(TRUTH, EARLIER), result.correctionPx().getAsDouble(), 3);
    assertTrue(result.residuals().size() > 50);
    assertTrue(result.method().startsWith("SIFT on tiles + "), result.method());
  }

  @Test
  void isTheSameForAnyNumberOfThreads() throws IOException {
    InteriorResult one = align(POST, PRE, EARLIER, InteriorParameters.defaults(), new BoofSift(), 1);
    assertEquals(one, align(POST, PRE, EARLIER, InteriorParameters.defaults(), new BoofSift(), 3));
  }

  @Test
  void aDimInteriorIsAlignedToo() throws IOException {
    SyntheticTissue dim = SyntheticTissue.dim(WIDTH, HEIGHT, 4);
    InteriorResult result = align(dim.post(TRUTH, 1.3, 0, 1.2, 800), dim.pre(1.2), EARLIER,
        InteriorParameters.defaults(), new BoofSift(), 2);
    assertTrue(result.accepted(), result.reason());
    double error = dim.difference(TRUTH, result.warp());
    // Contrast is a tenth: the figure of the specification for such a pair is 0.5 px.
    assertTrue(error < 0.3, "error " + error);
  }

  @Test
  void differentTissueIsRejectedAndTheEarlierWarpStays() throws IOException {
    FloatImage other = SyntheticTissue.bright(WIDTH, HEIGHT, 99).post(TRUTH, 1.3, 0, 1.5, 800);
    InteriorResult result = align(other, PRE, EARLIER, InteriorParameters.defaults(), new BoofSift(), 2);
    assertFalse(result.accepted(), result.reason());
    assertSame(EARLIER, result.warp());
    assertTrue(result.reason().contains("no common displacement") || result.reason().contains("below"),
        result.reason());
  }

  @Test
  void whatLiesWhereItLayUnderASampleThatMovedMisleads() throws IOException {
    // two degrees: some 30 px at the image's end, more than a coarse alignment errs by
    Homography moved = Homography.similarity(2, 1, WIDTH / 2.0, HEIGHT / 2.0, 14, -9);
    InteriorResult result = align(TISSUE.post(Homography.identity(), 1.3, 0, 1.5, 800), PRE, moved,
        InteriorParameters.defaults(), new BoofSift(), 2);
    assertFalse(result.accepted(), result.reason());
    assertTrue(result.misled() && result.reason().contains("fixed to the camera"), result.reason());
    assertSame(moved, result.warp());
    assertFalse(align(InteriorParameters.defaults()).misled());
  }

  @Test
  void noisyTissueOfWhichNoPlaceCanBeMeasuredIsAlignedAsAWhole() throws IOException {
    Homography near = TRUTH.after(Homography.similarity(0.2, 1.002, WIDTH / 2.0, HEIGHT / 2.0, 2.5, -3));
    InteriorResult result = align(drowned(TISSUE.post(TRUTH, 1.3, 0, 0, 0), 7), drowned(TISSUE.pre(0), 8), near,
        InteriorParameters.defaults(), new Blind(), 2);
    assertTrue(result.accepted(), result.reason());
    assertTrue(result.reason().contains("texture of all the tissue"), result.reason());
    double error = TISSUE.difference(TRUTH, result.warp());
    // the largest, at the rim: noise as large as the tissue allows no better
    assertTrue(error < 2 && error < 0.35 * TISSUE.difference(TRUTH, near), "error " + error);
    FloatImage wrong = SyntheticTissue.bright(WIDTH, HEIGHT, 99).post(TRUTH, 1.3, 0, 0, 0);
    InteriorResult other = align(drowned(wrong, 7), drowned(TISSUE.pre(0), 8), near, InteriorParameters.defaults(),
        new Blind(), 2);
    assertFalse(other.accepted(), other.reason());
    assertSame(near, other.warp());
  }

  @Test
  void noisyTissueThatIsNearlyRightIsNotBent() throws IOException {
    Homography near = TRUTH.after(Homography.translation(0.9, -0.7));
    InteriorResult result = align(drowned(TISSUE.post(TRUTH, 1.3, 0, 0, 0), 7), drowned(TISSUE.pre(0), 8), near,
        InteriorParameters.defaults(), new Blind(), 2);
    assertTrue(result.accepted(), result.reason());
    double error = TISSUE.difference(TRUTH, result.warp());
    // free to bend, it would be off by 1.2 px at the rim
    assertTrue(error < 0.6, "error " + error + ": " + result.reason());
  }

  /** In noise as large as all that the tissue shows. */
  private static FloatImage drowned(FloatImage image, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] += (float) (500 + 120 * random.nextGaussian());
    }
    return image;
  }

  @Test
  void aCorrectionBeyondTheLimitIsRejectedWithItsFigures() throws IOException {
    InteriorResult result = align(new InteriorParameters(true, 8, 14, 0.4));
    double needed = TISSUE.difference(TRUTH, EARLIER);
    assertTrue(needed > 15, "the test needs a correction above the limit: " + needed);
    assertFalse(result.accepted(), result.reason());
    assertSame(EARLIER, result.warp());
    assertTrue(result.reason().contains("larger than 14 px"), result.reason());
    assertTrue(result.correctionPx().getAsDouble() > 14);
    assertTrue(result.accuracyPx().getAsDouble() >= 0);
  }

  @Test
  void anInlierRatioBelowTheLimitIsRejected() throws IOException {
    InteriorResult result = align(new InteriorParameters(true, 8, 500, 0.999));
    assertFalse(result.accepted(), result.reason());
    assertSame(EARLIER, result.warp());
    assertTrue(result.reason().contains("below 1.00"), result.reason());
    assertTrue(result.inlierRatio().getAsDouble() > 0.3 && result.inlierRatio().getAsDouble() < 0.999);
  }

  @Test
  void patchesAloneSufficeWhereThereAreNoFeatures() throws IOException {
    Homography near = TRUTH.after(Homography.similarity(0.2, 1, WIDTH / 2.0, HEIGHT / 2.0, 11, -14));
    InteriorResult result = align(POST, PRE, near, InteriorParameters.defaults(), new Blind(), 2);
    assertTrue(result.accepted(), result.reason());
    assertTrue(TISSUE.difference(TRUTH, result.warp()) < 0.05);
    assertFalse(result.method().contains("SIFT"), result.method());
  }

  @Test
  void anAlignmentThatIsRightAlreadyIsKeptAndAccepted() throws IOException {
    InteriorResult result = align(POST, PRE, TRUTH, InteriorParameters.defaults(), new BoofSift(), 2);
    assertTrue(result.accepted(), result.reason());
    assertTrue(result.correctionPx().getAsDouble() < 0.05, result.reason());
  }

  @Test
  void switchedOffItLeavesTheEarlierWarp() throws IOException {
    InteriorResult result = align(new InteriorParameters(false, 8, 500, 0.4));
    assertFalse(result.accepted());
    assertSame(EARLIER, result.warp());
    assertTrue(result.reason().contains("switched off"));
  }

  @Test
  void emptyImagesAreRejectedNotAFailure() throws IOException {
    FloatImage empty = new FloatImage(300, 200);
    assertFalse(
        align(empty, empty, Homography.identity(), InteriorParameters.defaults(), new BoofSift(), 1).accepted());
    assertFalse(align(POST, new FloatImage(WIDTH, HEIGHT), TRUTH, InteriorParameters.defaults(), new BoofSift(), 1)
        .accepted());
  }

  @Test
  void cancellingEndsIt() {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    Progress cancelled = new Progress() {
      @Override
      public void report(double fraction) {
        throw new CancellationException("cancelled");
      }

      @Override
      public void note(String line) {}
    };
    try {
      Assertions.assertThrows(CancellationException.class,
          () -> new InteriorAlignment(POST, PRE, SyntheticTissue.section(POST, 2), SyntheticTissue.section(PRE, 2),
              new BoofSift(), executor, 2).align(EARLIER, InteriorParameters.defaults(), cancelled));
    } finally {
      executor.shutdown();
    }
  }
}
