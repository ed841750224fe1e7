package io.github.exo2micro.registration.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Section;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatchRefinementTest {

  private static final int WIDTH = 1013;
  private static final int HEIGHT = 827;
  private static final SyntheticTissue TISSUE = SyntheticTissue.bright(WIDTH, HEIGHT, 17);
  /** With a perspective term that moves corners by about 2 px. */
  private static final Homography TRUTH = Homography.of(1.012, -0.031, 9.2, 0.029, 1.008, -17.4, 2e-6, -3e-6, 1);
  private static final FloatImage PRE = TISSUE.pre(1.5);
  private static final FloatImage POST = TISSUE.post(TRUTH, 1.3, 5, 1.5, 800);

  private static PatchRefinement refinement(FloatImage post, ExecutorService executor, int threads) throws IOException {
    // The sections are those of the unchanged pair, so that patches stay where they are when pixels are changed.
    Section small = SyntheticTissue.section(POST, 2);
    return new PatchRefinement(post, PRE, small, SyntheticTissue.section(PRE, 2), TRUTH,
        new ParallelLoop(executor, threads));
  }

  private static Optional<PatchFit> refine(FloatImage post, Homography start, int threads) throws IOException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      return refinement(post, executor, threads).refine(start, 16, Progress.none());
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void findsAHomographyToAFewHundredthsOfAPixelAndReportsThatAccuracy() throws IOException {
    Homography start = TRUTH.after(Homography.similarity(0.4, 1.002, WIDTH / 2.0, HEIGHT / 2.0, 6, -7));
    PatchFit fit = refine(POST, start, 2).orElseThrow();
    double error = TISSUE.difference(TRUTH, fit.warp());
    assertTrue(error < 0.05, "error " + error);
    assertTrue(fit.heldOut() >= fit.measured() / 5, fit.heldOut() + " of " + fit.measured());
    // A single patch is less sure than the fit through all: some hundredths of a pixel.
    assertTrue(fit.heldOutError(0.5).getAsDouble() > 0 && fit.heldOutError(0.5).getAsDouble() < 0.08,
        "reported " + fit.heldOutError(0.5).getAsDouble());
    assertTrue(fit.inlierRatio() > 0.9);
    assertTrue(Math.abs(fit.neighbourCorrelation()) < 0.4, "noise is not smooth: " + fit.neighbourCorrelation());
  }

  @Test
  void heldOutPatchesHaveNoInfluenceOnTheWarp() throws IOException {
    PatchFit fit = refine(POST, TRUTH, 2).orElseThrow();
    FloatImage spoilt = POST.copy();
    List<PatchPosition> patches;
    ExecutorService executor = Executors.newFixedThreadPool(1);
    try {
      patches = refinement(POST, executor, 1).patches();
    } finally {
      executor.shutdown();
    }
    for (PatchPosition p : patches) {
      if (p.heldOut()) {
        for (int y = 0; y < p.side(); y++) {
          for (int x = 0; x < p.side(); x++) {
            // A displaced copy: a patch like any other, but a wrong one.
            spoilt.set(p.left() + x, p.top() + y, POST.at(p.left() + x, (p.top() + y + 5) % HEIGHT));
          }
        }
      }
    }
    PatchFit same = refine(spoilt, TRUTH, 2).orElseThrow();
    assertEquals(fit.warp(), same.warp());
    assertTrue(same.heldOutError(0.5).getAsDouble() > 3,
        "the reported accuracy sees them: " + same.heldOutError(0.5).getAsDouble());
    assertTrue(same.error().orElseThrow().median() > 3, "and takes no noise off them that is none: " + same.error());
    assertTrue(fit.error().orElseThrow().median() < 0.6 * fit.heldOutError(0.5).getAsDouble(), fit.error().toString());
    assertNotEquals(fit.heldOutError(0.5).getAsDouble(), same.heldOutError(0.5).getAsDouble());
  }

  /** An image that is to be fetched before it is read. */
  private record Fetched(FloatImage image, AtomicInteger fetches, AtomicInteger reads) implements Plane {

    @Override
    public ImageSize size() {
      return image.size();
    }

    @Override
    public void read(Tile region, float[] into) throws IOException {
      reads.incrementAndGet();
      image.read(region, into);
    }

    @Override
    public Plane fetched(List<Tile> regions, ParallelLoop loop) {
      fetches.incrementAndGet();
      return image;
    }
  }

  @Test
  void whatIsMeasuredAgainIsFetchedFirst() throws IOException {
    Fetched post = new Fetched(POST, new AtomicInteger(), new AtomicInteger());
    Fetched pre = new Fetched(PRE, new AtomicInteger(), new AtomicInteger());
    ExecutorService executor = Executors.newFixedThreadPool(1);
    try {
      PatchRefinement refinement = new PatchRefinement(post, pre, SyntheticTissue.section(POST, 2),
          SyntheticTissue.section(PRE, 2), TRUTH, new ParallelLoop(executor, 1));
      // Far enough for a second round.
      assertTrue(refinement.refine(Homography.translation(2, -2).after(TRUTH), 16, Progress.none()).isPresent());
    } finally {
      executor.shutdown();
    }
    assertTrue(post.fetches().get() > 1, post.fetches() + " fetches");
    assertEquals(0, post.reads().get(), "of post");
    assertEquals(0, pre.reads().get(), "of pre");
  }

  @Test
  void isTheSameForAnyNumberOfThreads() throws IOException {
    PatchFit one = refine(POST, Homography.translation(2, 2).after(TRUTH), 1).orElseThrow();
    assertEquals(one, refine(POST, Homography.translation(2, 2).after(TRUTH), 4).orElseThrow());
  }

  @Test
  void unrelatedTissueGivesNoWarpOrOneThatItsHeldOutPatchesContradict() throws IOException {
    FloatImage other = SyntheticTissue.bright(WIDTH, HEIGHT, 99).post(TRUTH, 1.3, 5, 1.5, 800);
    double error = refine(other, TRUTH, 2).map(f -> f.heldOutError(0.5).getAsDouble()).orElse(Double.POSITIVE_INFINITY);
    assertTrue(error > 0.4 * 16, "held-out error " + error);
  }

  @Test
  void patchesNeverOverlapAndEveryFourthIsHeldOut() throws IOException {
    ExecutorService executor = Executors.newFixedThreadPool(1);
    try {
      List<PatchPosition> patches = refinement(POST, executor, 1).patches();
      assertTrue(patches.size() > 60, patches.size() + " patches");
      for (PatchPosition a : patches) {
        assertTrue(POST.size().whole().contains(a.tile()));
        for (PatchPosition b : patches) {
          assertTrue(a == b || a.tile().intersect(b.tile()).isEmpty(), a + " and " + b);
        }
      }
      long heldOut = patches.stream().filter(PatchPosition::heldOut).count();
      assertEquals(0.25, (double) heldOut / patches.size(), 0.05);
    } finally {
      executor.shutdown();
    }
  }
}
