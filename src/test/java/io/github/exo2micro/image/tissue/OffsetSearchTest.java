package io.github.exo2micro.image.tissue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.CameraOffset.Doubt;
import io.github.exo2micro.image.tissue.CameraOffset.Known;
import io.github.exo2micro.image.tissue.CameraOffset.Origin;
import io.github.exo2micro.image.tissue.CameraOffset.Unknown;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;

class OffsetSearchTest {

  private static final int W = 613;
  private static final int H = 427;
  private static final int PAD = 20;
  private static final Tile FRAME = new Tile(PAD, PAD, W - 2 * PAD, H - 2 * PAD);

  /** Where tissue is: a fraction of the columns, or an ellipse. */
  private interface Shape {
    boolean contains(int x, int y);
  }

  private static final Shape EVERYWHERE = (x, y) -> true;
  private static final Shape ELLIPSE = (x, y) -> Math.hypot((x - W / 2.0) / 230, (y - H / 2.0) / 150) < 1;

  private static double gauss(SplittableRandom random) {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(6.2832 * random.nextDouble());
  }

  /** Four brightnesses of tissue in grains of some 20 px, each with a texture of its own, on a camera's offset. */
  private static Overview image(Shape tissue, double level, double sigma, boolean clipped) {
    FloatImage image = new FloatImage(W, H);
    SplittableRandom random = new SplittableRandom(3);
    double[] brightness = {20, 36, 54, 80};
    for (int y = PAD; y < H - PAD; y++) {
      for (int x = PAD; x < W - PAD; x++) {
        double signal = 0;
        if (tissue.contains(x, y)) {
          int grain = new SplittableRandom((x / 23) * 7919L + y / 19).nextInt(4);
          double texture = new SplittableRandom((x / 5) * 104729L + y / 5).nextDouble() - 0.5;
          signal = brightness[grain] * (1 + 0.4 * texture);
        }
        double v = level + signal + Math.sqrt(sigma * sigma + 0.1 * signal) * gauss(random);
        image.set(x, y, (float) (clipped ? Math.max(0, Math.rint(v)) : v));
      }
    }
    return new Overview(image, 1, image.size());
  }

  private static CameraOffset search(Overview overview) {
    return OffsetSearch.in(overview, FRAME);
  }

  @Test
  void findsTheOffsetAndItsNoiseOutsideTheTissue() {
    for (double left : new double[] {0.1, 0.5, 0.9}) {
      Known found = assertInstanceOf(Known.class,
          search(image((x, y) -> x - PAD < left * (W - 2 * PAD), 100, 2, true)));
      assertEquals(100, found.level(), 0.6, "tissue " + left);
      assertEquals(2, found.noise(), 0.5, "tissue " + left);
      assertEquals(Origin.MEASURED, found.origin());
    }
  }

  /** Light that strays from the tissue, halved every so many px, and lights up most of the background. */
  private static Overview withHalo(Overview clear, double light, double halved) {
    FloatImage image = clear.image();
    FloatImage lit = new FloatImage(W, H);
    for (int y = PAD; y < H - PAD; y++) {
      for (int x = PAD; x < W - PAD; x++) {
        double beyond = 190 * Math.max(0, Math.hypot((x - W * 0.35) / 230, (y - H * 0.6) / 150) - 1);
        lit.set(x, y, (float) Math.rint(image.at(x, y) + light * Math.pow(2, -beyond / halved)));
      }
    }
    return new Overview(lit, 1, lit.size());
  }

  @Test
  void lightThatStraysFromTheTissueIsNoOffsetWhereACornerIsFreeOfIt() {
    Shape aside = (x, y) -> Math.hypot((x - W * 0.35) / 230, (y - H * 0.6) / 150) < 1;
    for (double[] halo : new double[][] {{3, 60}, {6, 40}, {2, 90}, {10, 25}}) {
      CameraOffset found = search(withHalo(image(aside, 100, 2, false), halo[0], halo[1]));
      assertEquals(100, assertInstanceOf(Known.class, found).level(), 0.6, halo[0] + " " + halo[1]);
    }
  }

  @Test
  void aDeadRowOrADarkSpeckOfTheCameraIsNoOffset() {
    Overview overview = image(ELLIPSE, 100, 2, true);
    for (int y = PAD; y < PAD + 3; y++) {
      for (int x = PAD; x < W - PAD; x++) {
        overview.image().set(x, y, 60);
      }
    }
    assertEquals(100, assertInstanceOf(Known.class, search(overview)).level(), 0.6);
  }

  /** Half a percent of the frame: everything but the background is a few blocks. */
  @Test
  void aSmallSampleInALargeEmptyFrameIsToldFromIt() {
    Overview overview = image((x, y) -> Math.hypot(x - W / 2.0, y - H / 2.0) < 18, 100, 2, true);
    Known found = assertInstanceOf(Known.class, search(overview));
    assertEquals(100, found.level(), 0.6);
    Tissue tissue = Tissue.of(overview, FRAME, found);
    assertFalse(tissue.isWholeFrame());
    assertEquals(Math.PI * 18 * 18 / FRAME.area(), tissue.fraction(FRAME), 0.003);
  }

  /** As many blocks as in the small sample above, scattered: the brightest grains of faint tissue are no sample. */
  @Test
  void brightSpecksAllOverTheFrameAreNoSample() {
    Overview overview = image((x, y) -> x % 70 < 3 && y % 70 < 3, 100, 2, true);
    assertInstanceOf(Unknown.class, search(overview));
  }

  @Test
  void valuesBelowZeroAreRealValues() {
    for (double level : new double[] {-20, -5}) {
      assertEquals(level, assertInstanceOf(Known.class, search(image(ELLIPSE, level, 1, false))).level(), 0.3);
    }
  }

  @Test
  void cleanZerosAreAnOffsetOfZero() {
    assertEquals(CameraOffset.ZERO, search(image(ELLIPSE, 0, 0, true)));
  }

  @Test
  void aFewFaintPixelsDoNotMoveACleanBackground() {
    Overview overview = image(ELLIPSE, 0, 0, true);
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < overview.image().pixels().length; i++) {
      overview.image().pixels()[i] += random.nextDouble() < 0.005 ? 1 + random.nextInt(2) : 0;
    }
    assertEquals(CameraOffset.ZERO, search(overview));
  }

  @Test
  void tissueThatFillsTheFrameHasNoOffset() {
    for (double level : new double[] {0, 60}) {
      Unknown found = assertInstanceOf(Unknown.class, search(image(EVERYWHERE, level, 1, true)));
      assertTrue(found.atMost() >= level && found.atMost() < level + 20, "bound " + found);
      assertEquals(0, found.level());
      assertFalse(found.isKnown());
    }
  }

  /** Light that is not the same everywhere, on top of what is there. */
  private static Overview lit(Overview clear, ToDoubleBiFunction<Double, Double> light) {
    FloatImage image = clear.image().copy();
    for (int y = PAD; y < H - PAD; y++) {
      for (int x = PAD; x < W - PAD; x++) {
        image.set(x, y, (float) (image.at(x, y) + light.applyAsDouble((double) x / W, (double) y / H)));
      }
    }
    return new Overview(image, 1, image.size());
  }

  @Test
  void aBackgroundThatIsUnevenIsWhatItIsUnderTheTissue() {
    Overview clear = image(ELLIPSE, 100, 2, false);
    for (double light : new double[] {10, 18, 30}) {
      Known slope = assertInstanceOf(Known.class, search(lit(clear, (x, y) -> light * x)), "slope of " + light);
      assertEquals(Origin.UNEVEN, slope.origin());
      assertEquals(100 + light / 2, slope.level(), 0.5 + 0.04 * light, "slope of " + light);
      assertEquals(light / 2, slope.glow(), 0.5 + 0.1 * light, "slope of " + light);
      assertEquals(2, slope.noise(), 0.5);
      Known bowl = assertInstanceOf(Known.class,
          search(lit(clear, (x, y) -> 4 * light * (Math.pow(x - 0.5, 2) + Math.pow(y - 0.5, 2)))), "bowl of " + light);
      assertEquals(Origin.UNEVEN, bowl.origin());
      assertTrue(bowl.level() > 99.5 && bowl.level() < 100.5 + 0.5 * light, "bowl of " + light + ": " + bowl);
    }
  }

  @Test
  void tissueOnAnUnevenBackgroundIsToldFromIt() {
    Overview uneven = lit(image(ELLIPSE, 100, 2, false), (x, y) -> 10 * x);
    Tissue tissue = Section.of(uneven, FRAME, Optional.empty()).tissue();
    assertFalse(tissue.isWholeFrame());
    int wrong = 0;
    for (int y = PAD; y < H - PAD; y++) {
      for (int x = PAD; x < W - PAD; x++) {
        wrong += tissue.contains(x, y) == ELLIPSE.contains(x, y) ? 0 : 1;
      }
    }
    assertTrue(wrong < 0.04 * FRAME.area(), wrong + " px of " + FRAME.area());
  }

  @Test
  void anUnevenBackgroundIsNotInventedWhereTissueFillsTheFrameNorWhereItIsSteeperThanTheTissueIsBright() {
    for (double light : new double[] {4, 25, 100}) {
      assertInstanceOf(Unknown.class, search(lit(image(EVERYWHERE, 100, 2, false), (x, y) -> light * x)),
          "slope of " + light);
    }
    assertInstanceOf(Unknown.class, search(lit(image(ELLIPSE, 100, 2, false), (x, y) -> 300 * x)));
  }

  @Test
  void anImageWithoutABackgroundIsNotGivenTheUnevenOneOfTheOtherWhereItIsDarkerItself() {
    Section uneven = Section.of(lit(image(ELLIPSE, 100, 2, false), (x, y) -> 10 * x), FRAME, Optional.empty());
    Section darker = Section.of(image(EVERYWHERE, 60, 2, false), FRAME, Optional.empty());
    assertInstanceOf(Unknown.class, darker.beside(uneven).offset());
    Unknown glowing = assertInstanceOf(Unknown.class, uneven.beside(darker).offset());
    assertEquals(Doubt.OTHER_IS_DARKER, glowing.doubt());
  }

  @Test
  void paddingIsNoBackground() {
    // the padding is zeros all round: with the frame left out, the tissue has nothing beside it
    assertInstanceOf(Unknown.class, search(image(EVERYWHERE, 0, 1, true)));
  }

  @Test
  void aMissingTileIsNoBackgroundWhereTheCameraHasAnOffset() {
    Overview overview = image(ELLIPSE, 100, 2, true);
    for (int y = PAD; y < PAD + 90; y++) {
      for (int x = PAD; x < PAD + 120; x++) {
        overview.image().set(x, y, 0);
      }
    }
    assertEquals(100, assertInstanceOf(Known.class, search(overview)).level(), 0.5);
  }

  @Test
  void anImageWithoutItsOwnBackgroundTakesTheOtherImagesOffsetIfItCanBeItsOwn() {
    Section full = Section.of(image(ELLIPSE, 30, 1, true), FRAME, Optional.empty());
    Section filled = Section.of(image(EVERYWHERE, 30, 1, true), FRAME, Optional.empty());
    Known shared = assertInstanceOf(Known.class, filled.beside(full).offset());
    assertEquals(30, shared.level(), 0.5);
    assertEquals(Origin.OTHER_IMAGE, shared.origin());
    assertTrue(filled.beside(full).tissue().isWholeFrame());
    Section darker = Section.of(image(EVERYWHERE, 0, 1, true), FRAME, Optional.empty());
    assertInstanceOf(Unknown.class, darker.beside(full).offset(), "it is darker than that offset");
    assertEquals(full.offset(), full.beside(filled).offset());
  }

  @Test
  void anOffsetFitsTheOtherImageIfItsNoiseExplainsDarkerPixels() {
    Section full = Section.of(image(ELLIPSE, 30, 1, true), FRAME, Optional.empty());
    Section known = new Section(full.overview(), FRAME, new Known(4.1, 2.1, Origin.MEASURED), full.tissue());
    Section unknown = new Section(full.overview(), FRAME, new Unknown(2.6), full.tissue());
    assertEquals(new Known(4.1, 2.1, Origin.OTHER_IMAGE), unknown.beside(known).offset());
    Section darker = new Section(full.overview(), FRAME, new Unknown(1.9), full.tissue());
    assertEquals(new Unknown(1.9), darker.beside(known).offset());
  }

  @Test
  void aBackgroundBrighterThanTheOtherImagesDarkestPartIsNoOffset() {
    Section shown = Section.of(image(ELLIPSE, 30, 1, true), FRAME, Optional.empty());
    Section darker = new Section(shown.overview(), FRAME, new Unknown(18), shown.tissue());
    assertEquals(new Unknown(18, Doubt.OTHER_IS_DARKER), shown.beside(darker).offset());
    assertEquals(new Unknown(18), darker.beside(shown).offset());
    assertEquals(shown.tissue(), shown.beside(darker).tissue(), "its tissue is still what is brighter");
    Section subtracted = new Section(shown.overview(), FRAME, new Unknown(0.1), shown.tissue());
    assertEquals(shown.offset(), shown.beside(subtracted).offset(), "an image without an offset says nothing");
    Section given = Section.of(image(ELLIPSE, 30, 1, true), FRAME, Optional.of(25.0));
    assertEquals(given.offset(), given.beside(darker).offset(), "what the user knows stands");
  }

  @Test
  void whatTheUserKnowsIsTaken() {
    Section given = Section.of(image(EVERYWHERE, 30, 1, true), FRAME, Optional.of(12.5));
    assertEquals(new Known(12.5, 0, Origin.GIVEN), given.offset());
  }

  @Test
  void anEmptyImageHasAnOffsetOfZero() {
    FloatImage empty = new FloatImage(W, H);
    assertEquals(CameraOffset.ZERO, search(new Overview(empty, 1, empty.size())));
  }
}
