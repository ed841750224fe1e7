package io.github.exo2micro.registration.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.GaussianBlur;
import io.github.exo2micro.image.tissue.Section;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shifts of patches that are cut out of tissue drawn by a formula: the truth is where they were cut. */
class ShiftSearchTest {

  private static final SyntheticTissue TISSUE = SyntheticTissue.bright(600, 600, 3);

  /** A square of tissue whose first pixel is at that place of pre. */
  private static FloatImage cut(double x, double y, int side, double gain, double offset, double noise) {
    Random random = new Random((long) (31 * x + y));
    FloatImage image = new FloatImage(side, side);
    for (int i = 0; i < side * side; i++) {
      image.pixels()[i] = (float) (gain * TISSUE.at(x + i % side, y + i / side) + offset
          + noise * random.nextGaussian());
    }
    return image;
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 16, 64", "5, -3, 16, 64", "-16, 16, 16, 64", "37, -41, 64, 128", "-3, 2, 4, 48", "1, 1, 2, 32"})
  void findsAShiftToTwoPixelsWhereverItLiesInTheWindow(int dx, int dy, int reach, int side) {
    FloatImage template = cut(260, 270, side, 1.5, 20, 3);
    FloatImage window = cut(260 - dx - reach, 270 - dy - reach, side + 2 * reach, 1, 0, 3);
    ShiftSearch.Shift found = ShiftSearch.search(template, window, reach);
    // Post's pixel is seen in the window at the shift that the patch was cut with.
    assertEquals(dx, found.dx(), 2, found.toString());
    assertEquals(dy, found.dy(), 2, found.toString());
    assertTrue(found.ncc() > 0.6, found.toString());
  }

  @Test
  void otherTissueCorrelatesLittleWhereverItIsLookedFor() {
    FloatImage window = new FloatImage(128, 128);
    SyntheticTissue other = SyntheticTissue.bright(600, 600, 77);
    for (int i = 0; i < 128 * 128; i++) {
      window.pixels()[i] = (float) other.at(230 + i % 128, 240 + i / 128);
    }
    assertTrue(ShiftSearch.search(cut(260, 270, 64, 1, 0, 3), window, 32).ncc() < 0.5);
  }

  @Test
  void glaringSpotsOfOneImageDoNotDecide() {
    FloatImage template = cut(260, 270, 64, 1, 0, 2);
    FloatImage window = cut(260 - 9 - 16, 270 + 4 - 16, 96, 1, 0, 2);
    for (int i = 0; i < 5; i++) {
      template.set(10 + 9 * i, 12 + 5 * i, 5000);
      template.set(11 + 9 * i, 12 + 5 * i, 5000);
      window.set(70 - 7 * i, 20 + 11 * i, 9000);
    }
    ShiftSearch.Shift found = ShiftSearch.search(template, window, 16);
    assertEquals(9, found.dx(), 2);
    assertEquals(-4, found.dy(), 2);
  }

  @Test
  void flatImagesHaveNoCorrelation() {
    assertTrue(ShiftSearch.search(new FloatImage(64, 64), cut(200, 200, 96, 1, 0, 0), 16).ncc() <= 0);
    assertTrue(ShiftSearch.search(cut(200, 200, 64, 1, 0, 0), new FloatImage(96, 96), 16).ncc() <= 0);
  }

  @Test
  void theSurfaceIsHighestWhereThePatchWasCut() {
    int reach = 12;
    float[] surface = ShiftSearch.surface(cut(260, 270, 64, 1.4, 5, 2), cut(260 - 6 - reach, 270 + 4 - reach,
        64 + 2 * reach, 1, 0, 2), reach);
    assertEquals(13 * 13, surface.length);
    int best = 0;
    for (int i = 0; i < surface.length; i++) {
      assertTrue(surface[i] >= -1 && surface[i] <= 1);
      best = surface[i] > surface[best] ? i : best;
    }
    assertEquals(6, 2 * (best % 13) - reach);
    assertEquals(-4, 2 * (best / 13) - reach);
    assertArrayEquals(new float[169], ShiftSearch.surface(new FloatImage(64, 64), new FloatImage(88, 88), reach));
  }

  private static PatchShift refine(double dx, double dy, double noise, double startX, double startY) {
    FloatImage post = GaussianBlur.blur(cut(260, 270, 64, 1.5, 20, noise), 1.5);
    FloatImage window = GaussianBlur.blur(cut(260 - dx - 6, 270 - dy - 6, 76, 1, 0, noise), 1.5);
    return new SubPixelShift(post, window, 6, 1.5).from(startX, startY);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.5, -0.5", "0.3, 0.9", "-1.4, 1.2", "2.2, -1.7"})
  void aFractionOfAPixelIsFoundFromAWholeOne(double dx, double dy) {
    PatchShift found = refine(dx, dy, 1, Math.rint(dx), Math.rint(dy));
    assertEquals(dx, found.dx(), 0.04, found.toString());
    assertEquals(dy, found.dy(), 0.04, found.toString());
    assertTrue(found.ncc() > 0.98 && found.sigma() < 0.05, found.toString());
  }

  @Test
  void theUncertaintyIsAboutTheErrorThatNoiseMakes() {
    double squares = 0;
    double reported = 0;
    int n = 30;
    for (int i = 0; i < n; i++) {
      double dx = -0.5 + i / 30.0;
      PatchShift found = refine(dx, 0.2, 12, 0, 0);
      squares += ((found.dx() - dx) * (found.dx() - dx) + (found.dy() - 0.2) * (found.dy() - 0.2)) / (2 * n);
      reported += found.sigma() / n;
    }
    assertTrue(reported > 0.4 * Math.sqrt(squares) && reported < 3 * Math.sqrt(squares),
        reported + " reported, " + Math.sqrt(squares) + " found");
  }

  @Test
  void aStartThatIsTooFarOffOrALeftWindowGivesNothing() {
    assertEquals(PatchShift.none(), refine(0, 0, 1, 30, 0), "outside the window");
    PatchShift far = refine(4.5, 0, 1, 0, 0);
    assertTrue(!far.found() || far.ncc() < 0.9, "3 px are the most that is believed: " + far);
  }

  @Test
  void whatOneImageAloneShowsHasNoPart() {
    FloatImage post = cut(260, 270, 64, 1.5, 20, 1);
    for (int i = 0; i < 400; i++) {
      post.set(20 + i % 20, 30 + i / 20, 900);
    }
    FloatImage window = GaussianBlur.blur(cut(260 - 0.6 - 6, 270 - 6, 76, 1, 0, 1), 1.5);
    PatchShift found = new SubPixelShift(GaussianBlur.blur(post, 1.5), window, 6, 1.5).from(0, 0);
    assertEquals(0.6, found.dx(), 0.06, found.toString());
    assertEquals(0, found.dy(), 0.06, found.toString());
    assertTrue(found.ncc() > 0.95, "and does not lower the correlation: " + found);
  }

  @Test
  void flatPatchesAndInvertedOnesAreNotFound() {
    FloatImage window = GaussianBlur.blur(cut(254, 264, 76, 1, 0, 0), 1.5);
    assertFalse(new SubPixelShift(new FloatImage(64, 64), window, 6, 1.5).from(0, 0).found());
    FloatImage negative = GaussianBlur.blur(cut(260, 270, 64, -1, 200, 0), 1.5);
    assertFalse(new SubPixelShift(negative, window, 6, 1.5).from(0, 0).found(), "what is bright there is dark here");
  }

  @Test
  void theCorrelationAtAShiftIsHighestAtTheRightOne() {
    FloatImage post = GaussianBlur.blur(cut(260, 270, 64, 1.5, 20, 1), 1.5);
    FloatImage window = GaussianBlur.blur(cut(260 - 1.5 - 6, 270 + 2 - 6, 76, 1, 0, 1), 1.5);
    SubPixelShift sub = new SubPixelShift(post, window, 6, 1.5);
    double right = sub.nccAt(1.5, -2);
    assertTrue(right > 0.99, "" + right);
    assertTrue(sub.nccAt(-1, -2) < right && sub.nccAt(1.5, 1) < right);
    assertEquals(-1, sub.nccAt(20, 0), "outside the window");
  }

  private static float[] surface(int reach, int peakX, int peakY, double height, long seed) {
    int side = reach + 1;
    float[] surface = new float[side * side];
    Random random = new Random(seed);
    for (int i = 0; i < surface.length; i++) {
      double x = 2.0 * (i % side) - reach - peakX;
      double y = 2.0 * (i / side) - reach - peakY;
      surface[i] = (float) (height * Math.exp(-(x * x + y * y) / 18) + 0.1 * random.nextGaussian());
    }
    return surface;
  }

  @ParameterizedTest
  @CsvSource({"1, false", "16, true"})
  void placesThatAreNotClearAloneAreClearTogether(int places, boolean near) {
    SharedShift shared = new SharedShift(40);
    for (int i = 0; i < places; i++) {
      shared.add(surface(40, 2, -2, 0.12, i));
    }
    assertEquals(near, shared.isNear(6));
  }

  @Test
  void aCommonShiftThatIsFarOffConfirmsNothing() {
    SharedShift far = new SharedShift(40);
    SharedShift noise = new SharedShift(40);
    for (int i = 0; i < 16; i++) {
      far.add(surface(40, 24, 10, 0.3, i));
      noise.add(surface(40, 0, 0, 0, i));
    }
    assertFalse(far.isNear(6));
    assertFalse(noise.isNear(6));
    assertTrue(far.isNear(30), "unless so much is allowed");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8})
  void withoutShiftsToCompareWithOrWithoutPlacesNothingIsConfirmed(int reach) {
    SharedShift shared = new SharedShift(reach);
    assertFalse(shared.isNear(2), "nothing was added");
    shared.add(surface(reach, 0, 0, 5, 1));
    assertFalse(shared.isNear(reach), "every shift is near");
  }

  private static final SyntheticTissue WIDE = SyntheticTissue.bright(900, 800, 8);

  private static List<PatchPosition> choose(FloatImage post, FloatImage pre, Homography warp, int wanted)
      throws IOException {
    Section a = SyntheticTissue.section(post, 2);
    Section b = SyntheticTissue.section(pre, 2);
    return new PatchLayout(a, b, warp).choose(wanted);
  }

  @Test
  void patchesLieInsideTheImageOnTissueThatPreShowsToo() throws IOException {
    FloatImage post = WIDE.post(Homography.identity(), 1, 0, 1, 0);
    // Pre's right half was cut off.
    FloatImage pre = WIDE.pre(1);
    for (int y = 0; y < 800; y++) {
      for (int x = 450; x < 900; x++) {
        pre.set(x, y, 0);
      }
    }
    List<PatchPosition> chosen = choose(post, pre, Homography.identity(), 60);
    assertTrue(chosen.size() > 10, chosen.size() + " patches");
    for (PatchPosition p : chosen) {
      assertTrue(p.left() >= 0 && p.top() >= 0 && p.left() + p.side() <= 900 && p.top() + p.side() <= 800);
      assertTrue(p.x() + p.side() / 3.0 < 451, p + " looks where pre shows nothing");
      assertTrue(WIDE.at(p.x(), p.y()) > 0, p + " lies beside the tissue");
    }
    assertTrue(chosen.stream().filter(PatchPosition::heldOut).count() >= chosen.size() / 5);
  }

  @Test
  void theWarpSaysWhereOnPreAPatchLooks() throws IOException {
    FloatImage post = WIDE.post(Homography.identity(), 1, 0, 1, 0);
    assertEquals(List.of(), choose(post, WIDE.pre(1), Homography.translation(5000, 0), 60));
    FloatImage half = WIDE.pre(1);
    for (int y = 0; y < 800; y++) {
      for (int x = 0; x < 450; x++) {
        half.set(x, y, 0);
      }
    }
    List<PatchPosition> moved = choose(post, half, Homography.translation(200, 0), 60);
    for (PatchPosition p : moved) {
      assertTrue(p.x() - p.side() / 3.0 + 200 > 447, p.toString());
    }
    assertTrue(moved.size() > 10);
  }

  /** Share of patches on bright strips of 150 px, every second of which is dim; a cell of some 290 px holds both. */
  private static double onBright(int phase) throws IOException {
    FloatImage post = WIDE.post(Homography.identity(), 1, 0, 1, 0);
    FloatImage pre = WIDE.pre(1);
    for (int y = 0; y < 800; y++) {
      for (int x = 0; x < 900; x++) {
        float factor = x / 150 % 2 == phase ? 1 : 0.3f;
        post.set(x, y, post.at(x, y) * factor);
        pre.set(x, y, pre.at(x, y) * factor);
      }
    }
    List<PatchPosition> chosen = choose(post, pre, Homography.identity(), 5);
    return chosen.stream().filter(p -> (int) p.x() / 150 % 2 == phase).count() / (double) chosen.size();
  }

  /** Patches that lay in fixed places would be on one half of the strips as often as not on the other. */
  @Test
  void ofAFewPlacesInACellTheBrightestIsTaken() throws IOException {
    double both = onBright(0) + onBright(1);
    assertTrue(both > 1.3, "shares add up to " + both);
  }

  @Test
  void anImageWithoutTissueHasNoPatches() throws IOException {
    FloatImage empty = new FloatImage(300, 300);
    assertEquals(List.of(), choose(empty, empty, Homography.identity(), 50));
  }
}
