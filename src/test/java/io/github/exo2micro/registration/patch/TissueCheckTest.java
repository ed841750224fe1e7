package io.github.exo2micro.registration.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.FramePlane;
import io.github.exo2micro.image.GaussianBlur;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Tissue;
import io.github.exo2micro.registration.patch.UnmeasuredTissue.Extent;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TissueCheckTest {

  private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(2);
  private static final SyntheticTissue TISSUE = SyntheticTissue.bright(700, 600, 4);
  private static final FloatImage PRE = TISSUE.pre(1.5);

  @AfterAll
  static void close() {
    EXECUTOR.shutdown();
  }

  /** Post whose pixel (x, y) shows what lies {@code shift} columns farther right in pre. */
  private static FloatImage post(IntBinaryOperator shift) {
    FloatImage whole = TISSUE.post(Homography.identity(), 1.3, 0, 1.5, 0);
    FloatImage post = new FloatImage(700, 600);
    for (int y = 0; y < 600; y++) {
      for (int x = 0; x < 700; x++) {
        int from = x + shift.applyAsInt(x, y);
        post.set(x, y, from >= 0 && from < 700 ? whole.at(from, y) : 0);
      }
    }
    return post;
  }

  private static UnmeasuredTissue check(FloatImage post, Tile frame, int threads) throws IOException {
    return new TissueCheck(post, PRE, new FramePlane(frame, PRE.size()), SyntheticTissue.section(post, 2).tissue(),
        new ParallelLoop(EXECUTOR, threads)).run(Progress.none());
  }

  private static UnmeasuredTissue check(FloatImage post) throws IOException {
    return check(post, PRE.size().whole(), 2);
  }

  @Test
  void anAlignedSectionIsConfirmedEverywhere() throws IOException {
    UnmeasuredTissue found = check(post((x, y) -> 0));
    assertEquals(Extent.NONE, found.extent(), found.text());
    assertTrue(found.judged() > 50, "judged " + found.judged());
    assertTrue(found.share() < 0.03, found.text());
  }

  @Test
  void aTornSectionIsMuch() throws IOException {
    UnmeasuredTissue found = check(post((x, y) -> x < 350 ? 0 : -60));
    assertEquals(Extent.MUCH, found.extent(), found.text());
    assertEquals(0.45, found.share(), 0.15);
    assertEquals(found.share(), found.cluster(), 0.1, "it is one region");
    assertTrue(found.regions().stream().filter(t -> t.x() > 330).count() > 0.9 * found.regions().size());
  }

  @Test
  void aPieceThatSlidIsAPart() throws IOException {
    UnmeasuredTissue found = check(post((x, y) -> Math.hypot(x - 450, y - 350) < 90 ? 25 : 0));
    assertTrue(found.extent() != Extent.NONE, found.text());
    assertTrue(found.share() < 0.3, found.text());
  }

  @Test
  void aFoldedStripIsAPart() throws IOException {
    // columns 300 to 420 are laid over themselves: both layers shine, and what lies right of them moved up to them
    FloatImage flat = TISSUE.post(Homography.identity(), 1.3, 0, 1.5, 0);
    FloatImage folded = flat.copy();
    for (int y = 0; y < 600; y++) {
      for (int x = 300; x < 420; x++) {
        folded.set(x, y, flat.at(719 - x, y) + flat.at(x + 120, y));
      }
    }
    UnmeasuredTissue found = check(folded);
    assertTrue(found.extent() != Extent.NONE, found.text());
    assertTrue(found.regions().stream().allMatch(t -> t.right() > 290 && t.x() < 430), found.regions().toString());
  }

  /** In noise that hides what a place shows. */
  private static FloatImage noisy(FloatImage image, long seed) {
    Random random = new Random(seed);
    FloatImage noisy = image.copy();
    for (int i = 0; i < noisy.pixels().length; i++) {
      noisy.pixels()[i] += (float) (60 * random.nextGaussian());
    }
    return noisy;
  }

  @Test
  void aNoisySectionIsConfirmedByPlacesThatLieTogetherAndATornOneIsNot() throws IOException {
    FloatImage pre = noisy(PRE, 5);
    UnmeasuredTissue right = check(noisy(post((x, y) -> 0), 6), pre);
    assertTrue(right.share() < 0.12 && right.extent() != Extent.MUCH, right.text());
    UnmeasuredTissue torn = check(noisy(post((x, y) -> x < 350 ? 0 : -60), 6), pre);
    assertTrue(torn.extent() != Extent.NONE && torn.share() > 0.3, torn.text());
  }

  private static UnmeasuredTissue check(FloatImage post, FloatImage pre) throws IOException {
    return new TissueCheck(post, pre, new FramePlane(pre.size().whole(), pre.size()),
        SyntheticTissue.section(PRE, 2).tissue(), new ParallelLoop(EXECUTOR, 2)).run(Progress.none());
  }

  /** With dust of its own in the columns left of 230, where no tissue is. */
  private static FloatImage withGround(FloatImage image, double level, long seed) {
    FloatImage result = image.copy();
    FloatImage dust = new FloatImage(230, 600);
    Random random = new Random(seed);
    for (int i = 0; i < dust.pixels().length; i++) {
      dust.pixels()[i] = (float) (level * (1 + 3 * random.nextGaussian()));
    }
    FloatImage smooth = GaussianBlur.blur(dust, 2.5);
    for (int y = 0; y < 600; y++) {
      for (int x = 0; x < 230; x++) {
        result.set(x, y, smooth.at(x, y));
      }
    }
    return result;
  }

  private static UnmeasuredTissue wholeFrame(FloatImage post, FloatImage pre) throws IOException {
    Random random = new Random(9);
    FloatImage full = new FloatImage(700, 600);
    for (int i = 0; i < full.pixels().length; i++) {
      full.pixels()[i] = 100 + random.nextInt(4000);
    }
    Tissue tissue = SyntheticTissue.section(GaussianBlur.blur(full, 2), 2).tissue();
    assertTrue(tissue.isWholeFrame());
    return new TissueCheck(post, pre, new FramePlane(pre.size().whole(), pre.size()), tissue,
        new ParallelLoop(EXECUTOR, 2)).run(Progress.none());
  }

  @Test
  void emptyGroundIsNoTissueToBeConfirmedWhereTheWholeFrameCounts() throws IOException {
    UnmeasuredTissue found = wholeFrame(withGround(post((x, y) -> 0), 2, 7), withGround(PRE, 2, 8));
    assertTrue(found.share() < 0.05, found.text());
    assertTrue(found.judged() > 30, "judged " + found.judged());
    UnmeasuredTissue lost = wholeFrame(withGround(post((x, y) -> 0), 2, 7), PRE);
    assertTrue(lost.share() > 0.1, "what pre shows and post has lost is missing tissue: " + lost.text());
  }

  @Test
  void aPieceThatIsOffByAFewPixelsIsOff() throws IOException {
    UnmeasuredTissue found = check(post((x, y) -> y < 250 ? 7 : 0));
    assertTrue(found.extent() != Extent.NONE, found.text());
  }

  @Test
  void whereThePreImageEndsNothingIsExpected() throws IOException {
    FloatImage post = post((x, y) -> x < 350 ? 0 : -60);
    assertEquals(Extent.NONE, check(post, new Tile(0, 0, 340, 600), 2).extent());
  }

  @Test
  void anyNumberOfThreadsFindsTheSame() throws IOException {
    FloatImage post = post((x, y) -> x < 350 ? 0 : -60);
    assertEquals(check(post, PRE.size().whole(), 1), check(post, PRE.size().whole(), 2));
  }

  @Test
  void aRegionOfTwoPerCentMayBeAPieceThoughTheTissueIsNotDoubtfulAsAWhole() {
    UnmeasuredTissue some = new UnmeasuredTissue(200, 0.05, 0.02, 0.1, 0, List.of());
    assertEquals(Extent.NONE, some.extent());
    assertTrue(some.hasRegion());
    assertFalse(new UnmeasuredTissue(200, 0.05, 0.015, 0.1, 0, List.of()).hasRegion());
    assertFalse(new UnmeasuredTissue(60, 0.05, 0.033, 0.1, 0, List.of()).hasRegion(), "two places are chance");
    assertTrue(new UnmeasuredTissue(200, 0.68, 0.67, 0.1, 0, List.of()).hasRegion());
  }

  @Test
  void placesAlongATearThatEndsInTheTissueCountAsNotConfirmed() {
    Tile here = new Tile(40, 50, 32, 32);
    UnmeasuredTissue with = new UnmeasuredTissue(200, 0.02, 0.01, 0.1, 0, List.of(new Tile(0, 0, 9, 9)))
        .withTear(List.of(here), 0.03);
    assertEquals(0.05, with.share(), 1e-12);
    assertEquals(0.03, with.cluster(), 1e-12);
    assertEquals(List.of(new Tile(0, 0, 9, 9), here), with.regions());
  }

  @Test
  void aTearIsAPartOfTheTissueHoweverLittleOfItLiesAlongIt() {
    UnmeasuredTissue whole = new UnmeasuredTissue(200, 0.004, 0.003, 0.1, 0, List.of());
    UnmeasuredTissue torn = whole.withTear(List.of(new Tile(40, 50, 32, 32)), 0.009);
    assertEquals(Extent.NONE, whole.extent());
    assertEquals(Extent.PART, torn.extent());
    assertEquals(Extent.PART, new UnmeasuredTissue(5, 0, 0, 0, 0, List.of()).withTear(List.of(), 0.009).extent());
    assertEquals(
        "1 % of the tissue matches nothing or lies off (largest region 1 %), 0.9 % along a tear that cuts off no"
            + " piece",
        torn.text());
    assertEquals("0 % of the tissue matches nothing or lies off (largest region 0 %)", whole.text());
  }

  @Test
  void whatIsHardToCompareEverywhereIsAPartAndNotMuch() {
    assertEquals(Extent.MUCH, new UnmeasuredTissue(200, 0.68, 0.67, 0.1, 0, List.of()).extent());
    assertEquals(Extent.PART, new UnmeasuredTissue(200, 0.68, 0.67, 0.9, 0, List.of()).extent());
  }

  @Test
  void fewPlacesSayNothing() {
    assertEquals(Extent.NONE, new UnmeasuredTissue(5, 0.8, 0.8, 0, 0, List.of()).extent());
  }
}
