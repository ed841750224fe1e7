package io.github.exo2micro.subtraction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.Tile;
import io.github.exo2micro.subtraction.field.RegionCounts;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whether the uncertainty that is reported is about what the scale scatters by from one noise to another. */
class ScaleUncertaintyTest {

  private static final Tile IMAGE = new Tile(0, 0, 480, 400);
  private static final int SEEDS = 20;
  private static final double TRUTH = 1.3;

  /**
   * @param gain counts per unit of light
   * @param top where the camera saturates
   * @param shared error that the 64 pixels of a block have in common, as with JPEG; units of light
   */
  private static ScaleEstimate estimate(long seed, double gain, double top, double shared) {
    Random random = new Random(seed);
    float[][] pixels = new float[2][IMAGE.area()];
    int across = IMAGE.width() / 8;
    double[] blocks = random.doubles((long) across * IMAGE.height() / 8, -shared, Math.nextUp(shared)).toArray();
    double[] microbes = microbes(random);
    for (int y = 0; y < IMAGE.height(); y++) {
      for (int x = 0; x < IMAGE.width(); x++) {
        double light = 45 + 25 * Math.sin(x / 37.0) * Math.cos(y / 29.0) + 8 * Math.sin(x / 5.0 + y / 7.0);
        int i = y * IMAGE.width() + x;
        pixels[0][i] = pixel(TRUTH * light + microbes[i] + blocks[y / 8 * across + x / 8], gain, top, random);
        pixels[1][i] = pixel(light, gain, top, random);
      }
    }
    RatioHistogram histogram = new RatioHistogram(range(pixels, 0, top), range(pixels, 1, top),
        Optional.of(new RegionCounts(IMAGE, 0.1, 0)));
    histogram.accept(IMAGE, pixels);
    return ScaleEstimator.moffat(histogram.ratios());
  }

  /** The light of 150 round spots of about 5 px, anywhere. */
  private static double[] microbes(Random random) {
    double[] light = new double[IMAGE.area()];
    for (int k = 0; k < 150; k++) {
      int cx = 4 + random.nextInt(IMAGE.width() - 8);
      int cy = 4 + random.nextInt(IMAGE.height() - 8);
      for (int y = cy - 4; y <= cy + 4; y++) {
        for (int x = cx - 4; x <= cx + 4; x++) {
          light[y * IMAGE.width() + x] += 60 * Math.exp(-((x - cx) * (x - cx) + (y - cy) * (y - cy)) / 4.5);
        }
      }
    }
    return light;
  }

  /** What a file says, 8 or 16 bits, and what its pixels say about saturation. */
  private static SignalRange range(float[][] pixels, int image, double top) {
    SignalRange type = new SignalRange(0, 0, top > 255 ? 65535 : 255, 1);
    SaturationSearch search = new SaturationSearch(image);
    search.accept(IMAGE, pixels);
    return search.found().map(s -> type.saturatedAt(s.level())).orElse(type);
  }

  private static float pixel(double light, double gain, double top, Random random) {
    return (float) Math.max(0, Math.min(top,
        Math.rint(gain * (light + Math.sqrt(0.1 * Math.max(0, light)) * random.nextGaussian()))));
  }

  private static void holds(double gain, double top, double shared) {
    double sum = 0;
    double squares = 0;
    double told = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      ScaleEstimate estimate = estimate(seed, gain, top, shared);
      assertEquals(TRUTH, estimate.scale(), 0.015 * TRUTH);
      sum += estimate.scale();
      squares += estimate.scale() * estimate.scale();
      told += estimate.uncertainty() / SEEDS;
    }
    double scatter = Math.sqrt((squares - sum * sum / SEEDS) / (SEEDS - 1));
    assertTrue(told > scatter / 3 && told < 3 * scatter, told + " told, " + scatter + " found");
    double bias = sum / SEEDS - TRUTH;
    assertTrue(Math.abs(bias) < 1.5 * told, told + " told, " + bias + " off on average");
  }

  /** A pair of which about half of the tissue is stained, smoothly, by up to a part of its light. */
  private static ScaleEstimate stained(double most) {
    StainedPair pair = StainedPair.of(TRUTH, 40, 0, false);
    for (int i = 0; i < pair.post.length; i++) {
      double stain = Math.sin(i % StainedPair.WIDTH / 23.0) * Math.cos(i / StainedPair.WIDTH / 17.0);
      pair.post[i] += (float) (TRUTH * pair.pre[i] * most * Math.max(0, stain));
    }
    return ScaleEstimator.moffat(pair.ratios(new SignalRange(0, 0, Double.MAX_VALUE, 0)));
  }

  @Test
  void itHoldsWhatBroadStainPullsThePeakBy() {
    double usual = stained(0).uncertainty();
    for (double most : new double[] {0.1, 0.2, 0.4}) {
      ScaleEstimate estimate = stained(most);
      double off = estimate.scale() - TRUTH;
      assertTrue(Math.abs(off) < 2.5 * estimate.uncertainty() && estimate.uncertainty() > 2 * usual,
          most + ": " + off + " off, " + estimate.uncertainty() + " told, " + usual + " without stain");
      assertTrue(estimate.uncertainty() < 0.01 * TRUTH, most + ": " + estimate.uncertainty() + " told");
    }
  }

  @Test
  void itHoldsForEightBits() {
    holds(1, 255, 0);
  }

  @Test
  void itHoldsForTwelveBitsInSixteenWithSaturation() {
    holds(44, 4095, 0);
  }

  @Test
  void itHoldsWherePixelsOfABlockShareTheirErrors() {
    holds(1, 255, 1.5);
  }
}
