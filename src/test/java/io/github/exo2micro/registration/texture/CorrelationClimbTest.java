package io.github.exo2micro.registration.texture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Mask;
import io.github.exo2micro.image.tissue.Masks;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.registration.patch.SyntheticTissue;
import io.github.exo2micro.registration.texture.CorrelationClimb.Freedom;
import io.github.exo2micro.registration.texture.CorrelationClimb.SquareSums;
import io.github.exo2micro.registration.texture.CorrelationClimb.Top;
import java.io.IOException;
import java.util.Optional;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Textures, and warps found on them, of images that are a formula. */
class CorrelationClimbTest {

  private static final int W = 140;
  private static final int H = 110;
  private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(2);

  @AfterAll
  static void close() {
    EXECUTOR.shutdown();
  }

  /** Waves of several directions, none alike. */
  private static double waves(double x, double y) {
    return Math.sin(x / 7) + Math.cos(y / 9 + 1) + Math.sin((x + 2 * y) / 17) + 0.5 * Math.cos((3 * x - y) / 13);
  }

  private static FloatImage image(Homography warp, double gain) {
    FloatImage image = new FloatImage(W, H);
    for (int i = 0; i < W * H; i++) {
      double x = i % W;
      double y = i / W;
      image.pixels()[i] = (float) (gain * waves(warp.x(x, y), warp.y(x, y)) + 3 * gain);
    }
    return image;
  }

  private static Mask all() {
    return Masks.of(W, H, (x, y) -> true);
  }

  private static CorrelationClimb climb(Homography truth) {
    return new CorrelationClimb(image(truth, 2.5), all(), image(Homography.identity(), 1), all(), EXECUTOR);
  }

  private static double apart(Homography a, Homography b) {
    double most = 0;
    for (int i = 0; i < 9; i++) {
      double x = 20 + 50 * (i % 3);
      double y = 15 + 40 * (i / 3);
      most = Math.max(most, Math.hypot(a.x(x, y) - b.x(x, y), a.y(x, y) - b.y(x, y)));
    }
    return most;
  }

  @Test
  void climbsToTheAffineWarpWhateverTheBrightness() {
    Homography truth = Homography.affine(1.02, 0.015, 1.5, -0.01, 0.99, -2);
    Top top = climb(truth).from(Homography.identity(), Freedom.AFFINE, 60, 1e-9);
    assertTrue(apart(truth, top.warp()) < 0.03, "off by " + apart(truth, top.warp()));
    assertTrue(top.isHigher() && top.correlation() > 0.999, top.toString());
    assertEquals(0, top.warp().at(2, 0), 1e-12, "no perspective");
  }

  @Test
  void perspectiveNeedsTheFreedomOfAHomography() {
    Homography truth = Homography.of(1.01, 0.01, 1, -0.005, 1.02, -1, 2e-4, -1e-4, 1);
    Top affine = climb(truth).from(Homography.identity(), Freedom.AFFINE, 60, 1e-9);
    Top whole = climb(truth).from(affine.warp(), Freedom.HOMOGRAPHY, 60, 1e-9);
    assertTrue(apart(truth, whole.warp()) < 0.05, "off by " + apart(truth, whole.warp()));
    assertTrue(apart(truth, affine.warp()) > 0.3, "the affine one cannot: " + apart(truth, affine.warp()));
    assertTrue(whole.correlation() > affine.correlation());
  }

  /** From the definition, over the pixels that lie at least one pixel inside pre. */
  private static double correlation(FloatImage a, FloatImage b, int dx, int dy) {
    double n = 0;
    double sa = 0;
    double sb = 0;
    double saa = 0;
    double sbb = 0;
    double sab = 0;
    for (int y = 0; y < H; y++) {
      for (int x = 0; x < W; x++) {
        int u = x + dx;
        int v = y + dy;
        if (u >= 1 && v >= 1 && u < W - 2 && v < H - 2) {
          double p = a.at(x, y);
          double q = b.at(u, v);
          n++;
          sa += p;
          sb += q;
          saa += p * p;
          sbb += q * q;
          sab += p * q;
        }
      }
    }
    return (n * sab - sa * sb) / Math.sqrt((n * saa - sa * sa) * (n * sbb - sb * sb));
  }

  @Test
  void theCorrelationIsThatOfTheOverlap() {
    Homography truth = Homography.translation(4, -3);
    for (int[] shift : new int[][] {{0, 0}, {4, -3}, {-10, 7}}) {
      assertEquals(correlation(image(truth, 2.5), image(Homography.identity(), 1), shift[0], shift[1]),
          climb(truth).from(Homography.translation(shift[0], shift[1]), Freedom.AFFINE, 1, 0).first(), 1e-6);
    }
  }

  @Test
  void squaresAddUpToTheWhole() {
    Homography truth = Homography.translation(4, -3);
    List<SquareSums> squares = climb(truth).squares(Homography.translation(-10, 7), 32);
    assertEquals(5 * 4, squares.size());
    double n = squares.stream().mapToDouble(SquareSums::n).sum();
    double a = squares.stream().mapToDouble(SquareSums::a).sum();
    double b = squares.stream().mapToDouble(SquareSums::b).sum();
    double ab = squares.stream().mapToDouble(SquareSums::ab).sum();
    double aa = squares.stream().mapToDouble(SquareSums::aa).sum();
    double bb = squares.stream().mapToDouble(SquareSums::bb).sum();
    assertEquals(correlation(image(truth, 2.5), image(Homography.identity(), 1), -10, 7),
        (n * ab - a * b) / Math.sqrt((n * aa - a * a) * (n * bb - b * b)), 1e-6);
    assertEquals(0, squares.get(0).n() - 32 * 32 + 11 * 32, "the first square loses what lies left of pre");
  }

  @Test
  void aWarpChangesOnlyAsItMay() {
    Homography truth = Homography.similarity(2, 1.03, 70, 55, 1.5, -1);
    Top moved = climb(truth).from(Homography.identity(), Freedom.TRANSLATION, 60, 1e-9);
    assertEquals(Homography.translation(moved.warp().at(0, 2), moved.warp().at(1, 2)), moved.warp());
    Top turned = climb(truth).from(moved.warp(), Freedom.SIMILARITY, 60, 1e-9);
    assertTrue(apart(truth, turned.warp()) < 0.1, turned.toString());
    assertEquals(turned.warp().at(0, 0), turned.warp().at(1, 1), 1e-12);
    assertEquals(turned.warp().at(0, 1), -turned.warp().at(1, 0), 1e-12);
    assertTrue(turned.correlation() > moved.correlation() && moved.isHigher());
  }

  @Test
  void withoutOverlapThereIsNothingToClimb() {
    CorrelationClimb climb = climb(Homography.identity());
    Top top = climb.from(Homography.translation(500, 0), Freedom.AFFINE, 20, 0);
    assertEquals(0, top.steps());
    assertFalse(top.isHigher());
    assertEquals(Homography.translation(500, 0), top.warp());
    assertEquals(0, climb.from(Homography.translation(3, 0), Freedom.AFFINE, 20, 0, i -> i < 99).steps(),
        "99 pixels say nothing");
  }

  @Test
  void flatImagesHaveNoTopAndKeepTheirStart() {
    FloatImage flat = new FloatImage(W, H);
    Top top = new CorrelationClimb(flat, all(), flat, all(), EXECUTOR).from(Homography.translation(1, 1),
        Freedom.HOMOGRAPHY, 20, 1e-9);
    assertEquals(Homography.translation(1, 1), top.warp());
  }

  @Test
  void onlyTheTissueOfBothImagesAndTheChosenPixelsCount() {
    Homography truth = Homography.translation(2, 1);
    FloatImage post = image(truth, 1);
    FloatImage pre = image(Homography.identity(), 1);
    // The right third of both shows something else.
    for (int y = 0; y < H; y++) {
      for (int x = 95; x < W; x++) {
        post.set(x, y, (x * 7919 + y * 104_729) % 101);
        pre.set(x, y, (x * 104_729 + y * 7919) % 97);
      }
    }
    Mask left = Masks.of(W, H, (x, y) -> x < 90);
    Top masked = new CorrelationClimb(post, left, pre, left, EXECUTOR).from(Homography.identity(), Freedom.AFFINE, 60,
        1e-9);
    assertTrue(apart(truth, masked.warp()) < 0.1 && masked.correlation() > 0.999, masked.toString());
    Top some = new CorrelationClimb(post, all(), pre, all(), EXECUTOR).from(Homography.identity(), Freedom.AFFINE, 60,
        1e-9, i -> i % W < 85);
    assertTrue(apart(truth, some.warp()) < 0.1, some.toString());
    Top spoilt = new CorrelationClimb(post, all(), pre, all(), EXECUTOR).from(Homography.identity(), Freedom.AFFINE, 60,
        1e-9);
    assertTrue(spoilt.correlation() < 0.9, "all of it does not fit: " + spoilt);
  }

  private static WorkingImage working(FloatImage log, Mask mask) {
    return new WorkingImage(log, mask, new Tile(0, 0, W, H), 1, false);
  }

  private static FloatImage plus(FloatImage image, double slope) {
    FloatImage result = image.copy();
    for (int i = 0; i < W * H; i++) {
      result.pixels()[i] += (float) (slope * (i % W));
    }
    return result;
  }

  @Test
  void aTextureHasNoBrightnessNoShadingAndTheSameContrastEverywhere() {
    Mask mask = Masks.of(W, H, (x, y) -> Math.hypot(x - 70, y - 55) < 50);
    FloatImage log = image(Homography.identity(), 1);
    // Half the contrast on the right half.
    for (int i = 0; i < W * H; i++) {
      log.pixels()[i] *= i % W > 70 ? 0.5f : 1;
    }
    FloatImage plain = Texture.of(working(log, mask), 1, 8).image();
    FloatImage shaded = Texture.of(working(plus(log, 0.02), mask), 1, 8).image();
    double[] squares = new double[2];
    double sum = 0;
    int n = 0;
    for (int y = 0; y < H; y++) {
      for (int x = 0; x < W; x++) {
        if (!mask.at(x, y)) {
          assertTrue(plain.at(x, y) == 0);
        } else if (Math.hypot(x - 70, y - 55) < 35) {
          assertEquals(plain.at(x, y), shaded.at(x, y), 0.15, x + ", " + y);
          squares[x > 70 ? 1 : 0] += plain.at(x, y) * plain.at(x, y);
          sum += plain.at(x, y);
          n++;
        }
      }
    }
    assertEquals(0, sum / n, 0.2);
    assertEquals(1, squares[0] / squares[1], 0.35, "both halves count alike");
    assertEquals(1, (squares[0] + squares[1]) / n, 0.3);
  }

  @Test
  void whatLiesOutsideTheTissueChangesNoTexture() {
    Mask mask = Masks.of(W, H, (x, y) -> x > 30 && x < 100 && y > 20 && y < 90);
    FloatImage log = image(Homography.identity(), 1);
    FloatImage other = log.copy();
    for (int i = 0; i < W * H; i++) {
      other.pixels()[i] = mask.at(i) ? other.pixels()[i] : 1e4f;
    }
    FloatImage a = Texture.of(working(log, mask), 2, 10).image();
    FloatImage b = Texture.of(working(other, mask), 2, 10).image();
    for (int i = 0; i < W * H; i++) {
      assertEquals(a.pixels()[i], b.pixels()[i], 1e-4f);
    }
  }

  @Test
  void noTissueAndTissueOfOnePixelHaveATextureWithoutInfinities() {
    for (Mask mask : new Mask[] {Masks.of(W, H, (x, y) -> false), Masks.of(W, H, (x, y) -> x == 5 && y == 5)}) {
      for (float v : Texture.of(working(image(Homography.identity(), 1), mask), 2, 10).image().pixels()) {
        assertTrue(Float.isFinite(v) && Math.abs(v) < 10);
      }
    }
  }

  private static Optional<TextureRefinement.Improved> improve(FloatImage post, FloatImage pre, Homography start)
      throws IOException {
    Section small = SyntheticTissue.section(post, 1);
    Section smallPre = SyntheticTissue.section(pre, 1);
    return new TextureRefinement(small, smallPre, EXECUTOR).improve(start);
  }

  @Test
  void aRoughWarpIsImprovedByTheTextureOfAllTheTissue() throws IOException {
    SyntheticTissue tissue = SyntheticTissue.bright(320, 300, 4);
    Homography truth = Homography.similarity(1, 1.005, 160, 150, 2, -1.5);
    TextureRefinement.Improved better = improve(tissue.post(truth, 1.4, 0, 3, 0), tissue.pre(3),
        Homography.translation(1, -0.5)).orElseThrow();
    assertTrue(tissue.difference(better.warp(), truth) < 0.7,
        "off by " + tissue.difference(better.warp(), truth) + " px");
    assertTrue(better.after() > better.before() && better.after() > 0.5, better.toString());
    assertTrue(better.halvesApartPx() < 1, better.toString());
  }

  @Test
  void otherTissueInTheSameOutlineIsNotBelieved() throws IOException {
    assertEquals(Optional.empty(), improve(SyntheticTissue.bright(320, 300, 4).post(Homography.identity(), 1, 0, 3, 0),
        SyntheticTissue.bright(320, 300, 99).pre(3), Homography.identity()));
  }
}
