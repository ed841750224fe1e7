package io.github.exo2micro.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the made-up images are made of: each a function of place and seed alone. */
class DemoNoiseTest {

  private static final int SIDE = 300;

  /** Mean and standard deviation over a lattice. */
  private static double[] moments(java.util.function.DoubleBinaryOperator of) {
    double sum = 0;
    double squares = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double v = of.applyAsDouble(x, y);
        sum += v;
        squares += v * v;
      }
    }
    double n = SIDE * SIDE;
    return new double[] {sum / n, Math.sqrt(squares / n - sum / n * (sum / n))};
  }

  @Test
  void evenNumbersFillZeroToOneAndNormalOnesAreNormal() {
    double[] even = moments((x, y) -> Hash.uniform(7, (long) x, (long) y));
    // The error of a mean of 90,000 even numbers is 0.001.
    assertEquals(0.5, even[0], 0.004);
    assertEquals(1 / Math.sqrt(12), even[1], 0.003);
    double[] normal = moments((x, y) -> Hash.normal(7, (long) x, (long) y));
    assertEquals(0, normal[0], 0.014);
    assertEquals(1, normal[1], 0.01);
  }

  @Test
  void neighboursAndSeedsShareNothing() {
    Set<Long> seen = new HashSet<>();
    for (long seed = -2; seed <= 2; seed++) {
      for (long y = -20; y < 20; y++) {
        for (long x = -20; x < 20; x++) {
          seen.add(Hash.bits(seed, x, y));
        }
      }
    }
    assertEquals(5 * 40 * 40, seen.size());
    double product = 0;
    for (int i = 0; i < 10_000; i++) {
      product += Hash.normal(3, i, 0) * Hash.normal(3, i + 1, 0);
    }
    assertEquals(0, product / 10_000, 0.04);
  }

  @Test
  void smoothNoiseHasMeanZeroAndNoJumps() {
    SmoothNoise noise = new SmoothNoise(11, 7);
    double[] moments = moments(noise::at);
    assertEquals(0, moments[0], 0.1);
    assertEquals(0.6, moments[1], 0.15);
    for (double x = -20; x < 20; x += 0.013) {
      double step = Math.abs(noise.at(x + 0.001, 3.3) - noise.at(x, 3.3));
      assertTrue(step < 0.001, "a jump of " + step + " at " + x);
    }
  }

  @Test
  void aPlaceHasItsValueWhateverWasAskedBefore() {
    SmoothNoise noise = new SmoothNoise(5, 9);
    Grains grains = new Grains(5, 9, 1.5, 0.2);
    double there = noise.at(100.25, -33.5);
    double grain = grains.at(100.25, -33.5);
    for (int i = 0; i < 500; i++) {
      noise.at(i * 3.7, -i);
      grains.at(i * 3.7, -i);
    }
    assertEquals(there, noise.at(100.25, -33.5));
    assertEquals(there, new SmoothNoise(5, 9).at(100.25, -33.5));
    assertEquals(grain, grains.at(100.25, -33.5));
    assertEquals(grain, new Grains(5, 9, 1.5, 0.2).at(100.25, -33.5));
    assertNotEquals(there, new SmoothNoise(6, 9).at(100.25, -33.5));
    assertNotEquals(grain, new Grains(6, 9, 1.5, 0.2).at(100.25, -33.5));
  }

  @Test
  void grainsAreFlatInsideWithSoftBordersAndNeverDark() {
    Grains grains = new Grains(2, 20, 2, 0.25);
    int flat = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double v = grains.at(x, y);
        assertTrue(v >= 0.3, "as dark as " + v);
        flat += Math.abs(grains.at(x + 0.5, y) - v) < 1e-12 ? 1 : 0;
      }
    }
    double share = (double) flat / (SIDE * SIDE);
    assertTrue(share > 0.6 && share < 0.98, "flat: " + share);
    // Across a border half way between two cells the value is half way, too: no jump.
    for (double x = 0; x < 200; x += 0.01) {
      double step = Math.abs(grains.at(x + 0.01, 50) - grains.at(x, 50));
      assertTrue(step < 0.02, "a jump of " + step + " at " + x);
    }
  }

  private static DemoPair pair(int width, int height) {
    ImageSize size = new ImageSize(width, height);
    return DemoPair.of("Demo", "DAPI", 9, size, size, 4, 1.02, 6, -3, 1.4, false);
  }

  @Test
  void microbesLieOnTheTissueAndShineTheSameInAnyTile() {
    DemoPair pair = pair(700, 500);
    DemoTissue tissue = new DemoTissue(pair.seed(), pair.preSize(), pair.tissue());
    Microbes microbes = new Microbes(pair, tissue);
    List<Microbes.Spot> all = microbes.all();
    assertTrue(all.size() > 10, all.size() + " microbes");
    for (Microbes.Spot spot : all) {
      assertTrue(tissue.inside(pair.warp().x(spot.x(), spot.y()), pair.warp().y(spot.x(), spot.y())) > 0.9);
      assertTrue(spot.sigma() >= 1 && spot.sigma() <= 3 && spot.height() >= 6 && spot.height() <= 120);
    }
    float[] whole = new float[700 * 500];
    microbes.light(pair.postSize().whole(), whole);
    Tile tile = new Tile(113, 97, 211, 170);
    float[] part = new float[tile.area()];
    microbes.light(tile, part);
    double sum = 0;
    for (int i = 0; i < part.length; i++) {
      assertEquals(whole[(tile.y() + i / tile.width()) * 700 + tile.x() + i % tile.width()], part[i], 1e-3);
      sum += part[i];
    }
    assertTrue(sum > 0, "no microbe in the tile: the test shows nothing");
    Microbes.Spot first = all.get(0);
    assertTrue(whole[(int) Math.rint(first.y()) * 700 + (int) Math.rint(first.x())] >= 0.7 * first.height());
  }

  @Test
  void aTinyPairHasAClusterToo() {
    DemoPair pair = pair(60, 40);
    float[] light = new float[60 * 40];
    new Microbes(pair, new DemoTissue(pair.seed(), pair.preSize(), pair.tissue())).light(pair.postSize().whole(),
        light);
    for (float v : light) {
      assertTrue(Float.isFinite(v) && v >= 0);
    }
  }
}
