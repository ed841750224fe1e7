package io.github.exo2micro.registration.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Mask;
import io.github.exo2micro.image.tissue.Masks;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.registration.Verdict;
import io.github.exo2micro.registration.patch.SyntheticTissue;
import io.github.exo2micro.registration.texture.WorkingImage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outlines of discs, what ICP may add, and support for warps that are right and wrong. */
class LimitsAndSupportTest {

  private static final int W = 360;
  private static final int H = 320;
  private static final SyntheticTissue TISSUE = SyntheticTissue.bright(W, H, 6);
  private static final Homography TRUTH = Homography.similarity(2, 1.01, W / 2.0, H / 2.0, 5, -4);
  private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(2);
  private static Section section;
  private static WorkingImage post;
  private static WorkingImage pre;

  @BeforeAll
  static void draw() throws IOException {
    section = SyntheticTissue.section(TISSUE.post(TRUTH, 1.4, 0, 2, 0), 1);
    post = WorkingImage.of(section, 1);
    pre = WorkingImage.of(SyntheticTissue.section(TISSUE.pre(2), 1), 1);
  }

  @AfterAll
  static void close() {
    EXECUTOR.shutdown();
  }

  private static BoundaryParameters limits(double shift, double rotation, double scale, double apart) {
    return new BoundaryParameters(true, 15, 10, true, 20, 1, true, 0.85, 1.15, 0.05, true, 0.3, shift, rotation, scale,
        apart, true, 50, 1e-7);
  }

  private static Verdict judge(BoundaryParameters limits, Homography added) {
    return new IcpLimits(limits, section.tissue()).judge(TRUTH, added.after(TRUTH));
  }

  /** About the tissue's middle, in pre's frame. */
  private static Homography about(double degrees, double scale) {
    return Homography.similarity(degrees, scale, W / 2.0 + 5, H / 2.0 - 4, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({"10, true", "9.9, false"})
  void theShiftIsMeasuredWhereTheTissueIs(double limit, boolean accepted) {
    assertEquals(accepted, judge(limits(limit, 5, 0.2, 0.15), Homography.translation(6, 8)).isAccepted()
        || judge(limits(limit + 1e-6, 5, 0.2, 0.15), Homography.translation(6, 8)).isAccepted());
  }

  @Test
  void aTurnAboutTheTissueIsNoShiftOfTheCanvas() {
    // 3 degrees move the tissue's rim, 150 px from the middle, by 8 px; the origin, 240 px away, by 13.
    Verdict verdict = judge(limits(9, 5, 0.2, 0.15), about(3, 1));
    assertTrue(verdict.isAccepted(), verdict.reason());
    assertTrue(verdict.reason().contains(", 3.00 degrees (limit 5.000), scale 1.0000"), verdict.reason());
    assertFalse(judge(limits(9, 2.9, 0.2, 0.15), about(3, 1)).isAccepted());
    assertTrue(judge(limits(9, 3.1, 0.2, 0.15), about(-3, 1)).isAccepted());
    assertFalse(judge(limits(9, 2.9, 0.2, 0.15), about(-3, 1)).isAccepted(), "either way round");
  }

  @Test
  void scalesAreLimitedAsAWholeAndAlongTheAxes() {
    assertTrue(judge(limits(500, 5, 0.051, 0.01), about(0, 1.05)).isAccepted());
    Verdict larger = judge(limits(500, 5, 0.049, 0.01), about(0, 1.05));
    assertFalse(larger.isAccepted());
    assertTrue(larger.reason().endsWith(": beyond the limits") && larger.reason().contains("scale 1.0500"),
        larger.reason());
    assertFalse(judge(limits(500, 5, 0.049, 0.01), about(0, 0.95)).isAccepted());
    Homography stretched = Homography.affine(1.04, 0, 0, 0, 0.96, 0);
    assertFalse(judge(limits(500, 5, 0.2, 0.07), stretched).isAccepted());
    assertTrue(judge(limits(500, 5, 0.2, 0.09), stretched).isAccepted());
  }

  private static TissueOutline disc(double cx, double cy, double r, Tile data, int width) {
    Mask mask = Masks.of(200, 180, (x, y) -> data.x() <= x && x < data.right() && data.y() <= y && y < data.bottom()
        && Math.hypot(x - cx, y - cy) < r);
    return TissueOutline.of(new WorkingImage(new FloatImage(200, 180), mask, data, 1, false), width, 1);
  }

  private static final Tile ALL = new Tile(0, 0, 200, 180);

  @Test
  void theEdgeOfADiscIsItsCircleToAFractionOfAPixel() {
    TissueOutline outline = disc(100, 90, 60, ALL, 8);
    assertTrue(outline.isUsable());
    double sum = 0;
    for (int i = 0; i < outline.edgeX().length; i++) {
      double r = Math.hypot(outline.edgeX()[i] - 100, outline.edgeY()[i] - 90);
      assertEquals(60, r, 0.9);
      sum += r;
    }
    // The softened edge of a mask of whole pixels lies half a pixel inside the circle's pixels' far sides.
    assertEquals(59.7, sum / outline.edgeX().length, 0.35);
  }

  @Test
  void theRingLiesAlongTheInsideOfTheEdge() {
    TissueOutline outline = disc(100, 90, 60, ALL, 8);
    for (int x = 0; x < 200; x++) {
      double r = Math.abs(x - 100);
      double ring = outline.ring().at(x, 90);
      assertTrue(r > 64 || r < 47 ? ring < 0.02 : r < 58 && r > 54 ? ring > 0.9 : ring >= 0, "at " + x + ": " + ring);
    }
    assertTrue(outline.body().at(100, 90));
  }

  @Test
  void whereTheImageWasCutOffThereIsNoEdge() {
    Tile data = new Tile(20, 10, 100, 150);
    TissueOutline outline = disc(100, 90, 60, data, 8);
    for (int i = 0; i < outline.edgeX().length; i++) {
      assertTrue(outline.edgeX()[i] <= data.right() - 1 - 2.5, "the cut at column 120 is no edge of the tissue");
      assertEquals(60, Math.hypot(outline.edgeX()[i] - 100, outline.edgeY()[i] - 90), 2.5);
    }
  }

  @Test
  void holesAndSmallPiecesAreNoOutline() {
    Mask mask = Masks.of(200, 180, (x, y) -> Math.hypot(x - 100, y - 90) < 60 && Math.hypot(x - 90, y - 90) > 12
        || Math.hypot(x - 15, y - 15) < 9);
    TissueOutline outline = TissueOutline.of(new WorkingImage(new FloatImage(200, 180), mask, ALL, 1, false), 8, 1);
    for (int i = 0; i < outline.edgeX().length; i++) {
      assertEquals(60, Math.hypot(outline.edgeX()[i] - 100, outline.edgeY()[i] - 90), 1);
    }
    assertTrue(outline.body().at(90, 90) && !outline.body().at(15, 15));
  }

  @Test
  void withoutTissueOrWithADotThereIsNothingToWorkWith() {
    assertFalse(disc(100, 90, 0, ALL, 8).isUsable());
    assertFalse(disc(100, 90, 5, ALL, 8).isUsable());
    assertFalse(disc(100, 90, 500, ALL, 8).isUsable(), "tissue fills the frame: every edge is a cut");
  }

  @Test
  void theRightWarpIsSupportedAndWrongOnesAreNot() {
    SupportMeasure measure = new SupportMeasure(post, pre, EXECUTOR);
    Support right = measure.of(TRUTH);
    assertTrue(right.isConvincing() && right.correlation() > 0.5, right.toString());
    assertTrue(right.overlap() > 0.9 && right.overlap() <= 1, right.toString());
    for (Homography wrong : List.of(TRUTH.after(Homography.translation(25, 0)),
        TRUTH.after(Homography.similarity(30, 1, W / 2.0, H / 2.0, 0, 0)),
        Homography.affine(-1, 0, W, 0, 1, 0))) {
      Support support = measure.of(wrong);
      assertFalse(support.isConvincing(), support.toString());
      assertTrue(Math.abs(support.correlation()) < 0.3, support.toString());
    }
    assertEquals(Support.NONE, measure.of(Homography.translation(10_000, 0)));
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.05, 0.9, true", "0.5, 0.07, 0.9, false", "0.11, 0.01, 0.9, false", "0.65, 0.12, 0.9, true",
      "0.65, 0.14, 0.9, false", "0.5, 0.05, 0.24, false", "0.5, 0.05, 0.25, true"})
  void supportConvincesBySignificanceCorrelationAndOverlap(double correlation, double spread, double overlap,
      boolean convincing) {
    assertEquals(convincing, new Support(correlation, 0, spread, overlap).isConvincing());
  }

  @Test
  void supportCountsFromChanceAndSaysItsFigures() {
    Support support = new Support(0.5, 0.1, 0.04, 0.876);
    assertEquals(10, support.significance(), 1e-9);
    assertEquals("correlation 0.500, 10.0 sigma above chance, overlap 0.88", support.toString());
    assertTrue(Double.isFinite(new Support(0.5, 0, 0, 1).significance()), "no spread at all");
    assertFalse(Support.NONE.isConvincing());
  }

  @Test
  void eccImprovesAWarpThatIsNearAndKeepsOneThatItCannot() {
    EccRefinement ecc = new EccRefinement(limits(200, 5, 0.2, 0.15), EXECUTOR);
    Homography near = TRUTH.after(Homography.translation(1.5, -1));
    EccRefinement.Outcome better = ecc.refine(List.of(post, pre), near);
    assertTrue(better.verdict().isAccepted(), better.verdict().reason());
    assertTrue(TISSUE.difference(better.warp(), TRUTH) < 0.5,
        "off by " + TISSUE.difference(better.warp(), TRUTH) + " px");
    assertTrue(better.verdict().reason().startsWith("ECC at 1/1 scale: correlation "), better.verdict().reason());
    Homography beside = Homography.translation(10_000, 0);
    EccRefinement.Outcome kept = ecc.refine(List.of(post, pre), beside);
    assertEquals(beside, kept.warp());
    assertTrue(kept.verdict().reason().endsWith(": no gain, the earlier warp is kept"), kept.verdict().reason());
  }
}
