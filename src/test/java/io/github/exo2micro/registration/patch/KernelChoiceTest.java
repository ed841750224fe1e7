package io.github.exo2micro.registration.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Interpolation;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.WarpedPlane;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A post that is pre moved by a known kernel, with noise of its own. */
class KernelChoiceTest {

  private static final int SIDE = 300;
  private static final Homography WARP = Homography.similarity(1, 1.003, SIDE / 2.0, SIDE / 2.0, 0.4, -0.3);
  private static final List<Tile> SQUARES = List.of(new Tile(40, 40, 64, 64), new Tile(104, 40, 64, 64),
      new Tile(168, 40, 64, 64), new Tile(40, 168, 64, 64), new Tile(168, 168, 64, 64));

  /** Small round nuclei. */
  private static FloatImage nuclei() {
    FloatImage image = new FloatImage(SIDE, SIDE);
    Random random = new Random(4);
    for (int n = 0; n < 1500; n++) {
      double cx = 8 + random.nextDouble() * (SIDE - 16);
      double cy = 8 + random.nextDouble() * (SIDE - 16);
      for (int y = (int) cy - 5; y <= cy + 6; y++) {
        for (int x = (int) cx - 5; x <= cx + 6; x++) {
          double r2 = (x - cx) * (x - cx) + (y - cy) * (y - cy);
          image.set(x, y, image.at(x, y) + (float) (200 * Math.exp(-r2 / 2)));
        }
      }
    }
    return image;
  }

  private static Interpolation chosen(Interpolation truth, double noise, int threads) throws IOException {
    FloatImage pre = nuclei();
    FloatImage post = new FloatImage(SIDE, SIDE);
    new WarpedPlane(pre, WARP, pre.size()).with(truth, pre.size().whole()).read(pre.size().whole(), post.pixels());
    Random random = new Random(9);
    for (int i = 0; i < post.pixels().length; i++) {
      post.pixels()[i] = (float) (1.3 * post.pixels()[i] + 20 + noise * random.nextGaussian());
    }
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      return new KernelChoice(post, new WarpedPlane(pre, WARP, pre.size()), pre.size().whole(),
          new ParallelLoop(executor, threads)).of(SQUARES, Progress.none());
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void takesTheKernelThatThePostWasMadeWith() throws IOException {
    for (Interpolation truth : List.of(Interpolation.BICUBIC, Interpolation.BICUBIC_SOFT,
        Interpolation.BICUBIC_SHARP)) {
      assertEquals(truth, chosen(truth, 1, 1), truth.text());
      assertEquals(truth, chosen(truth, 1, 3), truth.text());
    }
  }

  @Test
  void staysWithTheUsualOneWhereNoiseHidesTheDifference() throws IOException {
    assertEquals(Interpolation.BICUBIC, chosen(Interpolation.BICUBIC_SHARP, 60, 2));
    assertEquals(Interpolation.BICUBIC, chosen(Interpolation.BICUBIC_SOFT, 60, 2));
  }

  @Test
  void eachIsFoundAgainByItsName() {
    for (Interpolation one : Interpolation.values()) {
      assertEquals(one, Interpolation.named(one.text()));
    }
    assertEquals(Interpolation.BILINEAR, Interpolation.named(null));
  }
}
