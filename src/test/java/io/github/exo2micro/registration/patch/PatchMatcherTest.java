package io.github.exo2micro.registration.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PatchMatcherTest {

  private static final SyntheticTissue TISSUE = SyntheticTissue.bright(420, 380, 5);
  private static final PatchPosition PATCH = new PatchPosition(150, 130, 128, false);

  private static void assertFinds(double dx, double dy, FloatImage post, double tolerance) throws IOException {
    PatchShift shift = new PatchMatcher(post, TISSUE.pre(1.5), Homography.identity()).search(PATCH, 16);
    assertTrue(shift.found());
    assertEquals(dx, shift.dx(), tolerance);
    assertEquals(dy, shift.dy(), tolerance);
    assertTrue(shift.sigma() < 0.1 && Math.hypot(shift.dx() - dx, shift.dy() - dy) < 5 * shift.sigma(),
        "the uncertainty is honest: " + shift);
  }

  @Test
  void findsAShiftToAFewHundredthsOfAPixelInNoise() throws IOException {
    assertFinds(7.3, -11.6, TISSUE.post(Homography.translation(7.3, -11.6), 1, 0, 1.5, 0), 0.05);
  }

  @Test
  void gainAndOffsetDoNotMatter() throws IOException {
    assertFinds(-14.8, 2.45, TISSUE.post(Homography.translation(-14.8, 2.45), 1.7, 40, 1.5, 0), 0.05);
  }

  @Test
  void brightSpotsThatPreDoesNotHaveDoNotDisplaceIt() throws IOException {
    // 400 spots on 160 000 px: about 40 in the patch.
    assertFinds(3.35, 5.7, TISSUE.post(Homography.translation(3.35, 5.7), 1.3, 0, 1.5, 400), 0.05);
  }

  @Test
  void refinesAKnownShiftOfManyPixelsWithoutSearching() throws IOException {
    FloatImage post = TISSUE.post(Homography.translation(61.4, -55.2), 1, 0, 0, 0);
    PatchShift shift = new PatchMatcher(post, TISSUE.pre(0), Homography.identity()).refine(PATCH, 60.9, -54.6);
    assertEquals(61.4, shift.dx(), 0.02);
    assertEquals(-55.2, shift.dy(), 0.02);
  }

  @Test
  void aPatchThatLiesWhereItIsExpectedIsMeasuredAsIfItHadBeenSearched() throws IOException {
    FloatImage post = TISSUE.post(Homography.translation(0.4, -0.7), 1.3, 10, 1.5, 100);
    PatchMatcher matcher = new PatchMatcher(post, TISSUE.pre(1.5), Homography.identity());
    PatchShift searched = matcher.search(PATCH, 16);
    PatchShift expected = matcher.expected(PATCH, 16);
    assertEquals(searched.dx(), expected.dx(), 0.003);
    assertEquals(searched.dy(), expected.dy(), 0.003);
    assertEquals(searched.ncc(), expected.ncc(), 0.001);
  }

  @Test
  void aPatchThatDoesNotLieWhereItIsExpectedIsSearched() throws IOException {
    FloatImage post = TISSUE.post(Homography.translation(7.3, -11.6), 1, 0, 1.5, 0);
    PatchMatcher matcher = new PatchMatcher(post, TISSUE.pre(1.5), Homography.identity());
    assertEquals(matcher.search(PATCH, 16), matcher.expected(PATCH, 16));
  }

  @Test
  void halfTheResolutionMeasuresWhatTheWholeDoes() throws IOException {
    FloatImage pre = TISSUE.pre(1.5);
    for (double[] shift : new double[][] {{0.06, -0.04, 0.01}, {0.9, 0.45, 0.03}, {-11.35, 6.7, 0.03}}) {
      FloatImage post = TISSUE.post(Homography.translation(shift[0], shift[1]), 1.3, 10, 1.5, 100);
      PatchShift whole = new PatchMatcher(post, pre, Homography.identity()).search(PATCH, 15);
      PatchShift half = PatchMatcher.halved(post, pre).search(PATCH, 15);
      assertEquals(whole.dx(), half.dx(), shift[2]);
      assertEquals(whole.dy(), half.dy(), shift[2]);
      assertEquals(whole.sigma(), half.sigma(), 0.2 * whole.sigma());
    }
  }

  @Test
  void correlationIsHighOnlyUnderTheRightWarp() throws IOException {
    FloatImage post = TISSUE.post(Homography.translation(9, 4), 1.3, 10, 1.5, 100);
    FloatImage pre = TISSUE.pre(1.5);
    assertTrue(new PatchMatcher(post, pre, Homography.translation(9, 4)).ncc(PATCH) > 0.95);
    assertTrue(new PatchMatcher(post, pre, Homography.identity()).ncc(PATCH) < 0.8);
  }

  @Test
  void aFlatPatchIsNotMeasured() throws IOException {
    FloatImage flat = new FloatImage(420, 380);
    assertFalse(new PatchMatcher(flat, TISSUE.pre(0), Homography.identity()).search(PATCH, 16).found());
    assertFalse(new PatchMatcher(TISSUE.pre(0), flat, Homography.identity()).search(PATCH, 16).found());
    assertEquals(0, new PatchMatcher(flat, TISSUE.pre(0), Homography.identity()).ncc(PATCH));
  }
}
