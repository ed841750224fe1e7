package io.github.exo2micro.image.tissue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.PaddedPlane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.registration.patch.SyntheticTissue;
import java.io.IOException;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

class TissueTest {

  private static Tissue of(SyntheticTissue tissue, double offset) throws IOException {
    FloatImage post = tissue.post(Homography.identity(), 1, offset, 1, 0);
    return Section.of(SyntheticTissue.overview(new PaddedPlane(post, 100, 100, post.size().padded(100)), 4),
        new Tile(100, 100, 600, 500), Optional.empty()).tissue();
  }

  @Test
  void tissueIsFoundOnZeroOnACamerasOffsetAndWhenNineTenthsAreDim() throws IOException {
    double ellipse = Math.PI * 0.44 * 0.44 * 600 * 500;
    for (Tissue tissue : new Tissue[] {of(SyntheticTissue.bright(600, 500, 2), 0),
        of(SyntheticTissue.bright(600, 500, 2), 19), of(SyntheticTissue.dim(600, 500, 2), 0)}) {
      assertFalse(tissue.isWholeFrame());
      assertEquals(ellipse, tissue.area(), 0.06 * ellipse);
      assertEquals(ellipse / 300_000, tissue.share(), 0.05);
      assertTrue(tissue.contains(400, 350));
      assertTrue(tissue.contains(200, 350), "the dim part");
      assertFalse(tissue.contains(50, 50), "padding");
      assertFalse(tissue.contains(110, 110), "background");
      Tile bounds = tissue.bounds();
      assertEquals(100 + 300 - 0.44 * 600, bounds.x(), 12);
      assertEquals(100 + 250 + 0.44 * 500, bounds.bottom(), 12);
      assertEquals(1, tissue.fraction(new Tile(350, 300, 64, 64)));
      assertEquals(0, tissue.fraction(new Tile(0, 0, 120, 120)));
    }
  }

  @Test
  void theLargestDifferenceIsTakenOnTissueOnly() throws IOException {
    Tissue tissue = of(SyntheticTissue.bright(600, 500, 2), 0);
    // One degree about the canvas's middle: at the origin it is 9.3 px, at the tissue's rim 0.44 · 600 px away 4.6 px.
    Homography turned = Homography.similarity(1, 1, 400, 350, 0, 0);
    assertEquals(Math.toRadians(1) * 0.44 * 600, tissue.largestDifference(Homography.identity(), turned), 0.2);
  }

  /** A picture of 400 × 300 px, padded by 50. */
  private static Tissue drawn(IntBinaryOperator brightness) {
    FloatImage image = new FloatImage(500, 400);
    for (int y = 0; y < 300; y++) {
      for (int x = 0; x < 400; x++) {
        image.set(50 + x, 50 + y, brightness.applyAsInt(x, y));
      }
    }
    return Section.of(new Overview(image, 1, image.size()), new Tile(50, 50, 400, 300), Optional.empty()).tissue();
  }

  private static int grain(int x, int y) {
    return 40 + (x / 5 * 31 + y / 5 * 17) % 41;
  }

  @Test
  void theWholeFrameCountsWhereNothingIsOutside() {
    Tissue tissue = drawn(TissueTest::grain);
    assertTrue(tissue.isWholeFrame());
    assertEquals(1, tissue.share());
    assertEquals(new Tile(50, 50, 400, 300), tissue.bounds());
    assertFalse(tissue.contains(20, 20), "padding is never tissue");
    assertFalse(tissue.contains(470, 200), "nor at the other side");
  }

  @Test
  void theWholeFrameCountsWhereTheMaskWouldBeNearlyEverything() {
    assertTrue(drawn((x, y) -> x < 340 ? grain(x, y) : 0).isWholeFrame(), "85 %");
    assertFalse(drawn((x, y) -> x < 280 ? grain(x, y) : 0).isWholeFrame(), "70 %");
  }

  @Test
  void nothingIsCountedOnTheGroundBesideTissueThatFillsNearlyAll() {
    Tissue tissue = drawn((x, y) -> x < 340 ? grain(x, y) : 0);
    assertTrue(tissue.contains(430, 200), "the whole frame counts");
    Tissue counted = tissue.withoutGround();
    assertFalse(counted.contains(430, 200));
    assertTrue(counted.contains(300, 200));
    assertEquals(0.85, counted.share(), 0.03);
    Tissue all = drawn(TissueTest::grain);
    assertEquals(1, all.withoutGround().share(), "nothing is known to be outside");
    Tissue most = drawn((x, y) -> x < 280 ? grain(x, y) : 0);
    assertEquals(most.share(), most.withoutGround().share());
  }

  @Test
  void theWholeFrameCountsWhereTheMaskCrumbles() {
    assertTrue(drawn((x, y) -> Math.hypot(x % 40 - 20, y % 40 - 20) < 9 ? grain(x, y) : 0).isWholeFrame());
  }

  @Test
  void oneSmallPieceOnACleanBackgroundIsTissueAllTheSame() {
    Tissue tissue = drawn((x, y) -> Math.hypot(x - 100, y - 150) < 60 ? grain(x, y) : 0);
    assertFalse(tissue.isWholeFrame());
    assertEquals(Math.PI * 3600 / 120_000, tissue.share(), 0.01);
  }

  @Test
  void anEmptyImageIsAllFrame() {
    assertTrue(drawn((x, y) -> 0).isWholeFrame());
  }

  @Test
  void placesLieOnTissueInFullResolutionPixels() throws IOException {
    Tissue tissue = of(SyntheticTissue.bright(600, 500, 2), 0);
    double[][] places = tissue.places(300);
    assertTrue(places[0].length > 150 && places[0].length <= 400, places[0].length + " places");
    for (int i = 0; i < places[0].length; i++) {
      assertTrue(tissue.contains(places[0][i], places[1][i]));
    }
  }
}
