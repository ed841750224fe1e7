package io.github.exo2micro.registration.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.PaddedPlane;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TissueMaskTest {

  private static TissueMask mask(SyntheticTissue tissue, double offset) throws IOException {
    FloatImage post = tissue.post(Homography.identity(), 1, offset, 1, 0);
    return TissueMask.of(SyntheticTissue.overview(
        new PaddedPlane(post, 100, 100, post.size().padded(100)), 8));
  }

  @Test
  void tissueIsFoundOnZeroOnACamerasOffsetAndWhenNineTenthsAreDim() throws IOException {
    double ellipse = Math.PI * 0.44 * 0.44 * 600 * 500;
    for (TissueMask mask : new TissueMask[] {mask(SyntheticTissue.bright(600, 500, 2), 0),
        mask(SyntheticTissue.bright(600, 500, 2), 19), mask(SyntheticTissue.dim(600, 500, 2), 0)}) {
      assertEquals(ellipse, mask.area(), 0.06 * ellipse);
      assertTrue(mask.contains(400, 350));
      assertTrue(mask.contains(200, 350), "the dim part");
      assertFalse(mask.contains(50, 50), "padding");
      assertFalse(mask.contains(110, 110), "background");
      Tile bounds = mask.bounds();
      assertEquals(100 + 300 - 0.44 * 600, bounds.x(), 12);
      assertEquals(100 + 250 + 0.44 * 500, bounds.bottom(), 12);
      assertEquals(1, mask.fraction(new Tile(350, 300, 64, 64)));
      assertEquals(0, mask.fraction(new Tile(0, 0, 120, 120)));
    }
  }

  @Test
  void theLargestDifferenceIsTakenOnTissueOnly() throws IOException {
    TissueMask mask = mask(SyntheticTissue.bright(600, 500, 2), 0);
    // One degree about the canvas's middle: at the origin it is 9.3 px, at the tissue's rim 0.44 · 600 px away 4.6 px.
    Homography turned = Homography.similarity(1, 1, 400, 350, 0, 0);
    assertEquals(Math.toRadians(1) * 0.44 * 600, mask.largestDifference(Homography.identity(), turned), 0.2);
  }

  @Test
  void anEmptyImageHasNoTissue() throws IOException {
    TissueMask mask = TissueMask.of(SyntheticTissue.overview(new FloatImage(100, 80), 4));
    assertEquals(0, mask.area());
    assertTrue(mask.bounds().isEmpty());
  }
}
