package io.github.exo2micro.registration.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackgroundTest {

  private static final int W = 613;
  private static final int H = 227;

  /** Tissue in the given fraction of the columns, background of a level elsewhere, padding of 0 all round. */
  private static FloatImage image(double tissue, double level, double sigma) {
    FloatImage image = new FloatImage(W, H);
    SplittableRandom random = new SplittableRandom(3);
    for (int y = 20; y < H - 20; y++) {
      for (int x = 20; x < W - 20; x++) {
        double gauss = Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(6.2832 * random.nextDouble());
        double signal = x - 20 < tissue * (W - 40) ? 30 + 200 * random.nextDouble() : 0;
        image.set(x, y, (float) Math.max(0, level + sigma * gauss + signal));
      }
    }
    return image;
  }

  private static Background of(FloatImage image) {
    return Background.of(image, Background.dataRegion(image));
  }

  @Test
  void leavesThePaddingOut() {
    assertEquals(new Tile(21, 21, W - 42, H - 42), Background.dataRegion(image(0.5, 19, 2)));
    assertTrue(Background.dataRegion(new FloatImage(30, 20)).isEmpty());
  }

  @Test
  void findsTheOffsetAndItsNoise() {
    for (double tissue : new double[] {0.1, 0.5, 0.8}) {
      Background background = of(image(tissue, 19, 2));
      assertEquals(19, background.level(), 1, "tissue " + tissue);
      assertEquals(2, background.noise(), 0.8, "tissue " + tissue);
    }
  }

  @Test
  void isNotMovedByAFaintBackground() {
    FloatImage image = image(0.4, 0, 0);
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] += random.nextDouble() < 0.005 ? 1 + random.nextInt(2) : 0;
    }
    assertEquals(0, of(image).level());
    assertEquals(0, of(image).noise());
  }

  @Test
  void logarithmTurnsAFactorIntoAConstantAboveTheKnee() {
    Background background = new Background(19, 0, 1019);
    FloatImage two = new FloatImage(2, 1, new float[] {19 + 400, 19 + 800});
    FloatImage log = background.logarithm(two, new Tile(0, 0, 2, 1));
    assertEquals(Math.log(2), log.at(1, 0) - log.at(0, 0), 0.02);
    assertEquals(0, background.logarithm(new FloatImage(1, 1, new float[] {5}), new Tile(0, 0, 1, 1)).at(0, 0));
  }
}
