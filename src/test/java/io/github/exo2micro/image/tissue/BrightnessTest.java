package io.github.exo2micro.image.tissue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.CameraOffset.Doubt;
import io.github.exo2micro.image.tissue.CameraOffset.Known;
import io.github.exo2micro.image.tissue.CameraOffset.Origin;
import io.github.exo2micro.image.tissue.CameraOffset.Unknown;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Thresholds and logarithms of images whose distribution is known. */
class BrightnessTest {

  private static FloatImage image(int width, int height, java.util.function.IntToDoubleFunction formula) {
    FloatImage image = new FloatImage(width, height);
    for (int i = 0; i < width * height; i++) {
      image.pixels()[i] = (float) formula.applyAsDouble(i);
    }
    return image;
  }

  private static Tile whole(FloatImage image) {
    return new Tile(0, 0, image.width(), image.height());
  }

  /** Otsu's own words: the threshold for which the variance between the classes is largest, each value tried. */
  private static double exhaustive(FloatImage image) {
    double most = 0;
    for (float v : image.pixels()) {
      most = Math.max(most, v);
    }
    double best = -1;
    double threshold = 0;
    for (int bin = 0; bin < 255; bin++) {
      double limit = (bin + 1.0) * most / 256;
      double[] n = new double[2];
      double[] sum = new double[2];
      for (float v : image.pixels()) {
        int level = (int) Math.max(0, Math.min(255, v / (float) most * 256));
        int side = level > bin ? 1 : 0;
        n[side]++;
        sum[side] += level;
      }
      double apart = n[0] > 0 && n[1] > 0 ? sum[0] / n[0] - sum[1] / n[1] : 0;
      if (n[0] * n[1] * apart * apart > best) {
        best = n[0] * n[1] * apart * apart;
        threshold = limit;
      }
    }
    return threshold;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theThresholdIsTheOneThatSeparatesBestOfAll(long seed) {
    Random random = new Random(seed);
    FloatImage image = image(60, 40, i -> Math.max(0, i % 3 == 0 ? 100 + 20 * random.nextGaussian()
        : 20 * seed + 8 * random.nextGaussian()));
    assertEquals(exhaustive(image), Otsu.threshold(image, whole(image)), 1e-9);
  }

  @Test
  void twoLevelsAreSeparatedWhateverTheirShare() {
    for (int one : new int[] {1, 50, 99}) {
      FloatImage image = image(100, 10, i -> i % 100 < one ? 200 : 10);
      double threshold = Otsu.threshold(image, whole(image));
      assertTrue(threshold > 10 && threshold < 200, one + " %: " + threshold);
    }
  }

  @Test
  void onlyThePixelsOfTheRegionCount() {
    FloatImage image = image(20, 20, i -> i % 20 < 5 ? 1e6 : i / 20 < 10 ? 8 : 2);
    double threshold = Otsu.threshold(image, new Tile(5, 0, 15, 20));
    assertTrue(threshold > 2 && threshold < 8, "" + threshold);
  }

  @Test
  void whereNothingIsAboveZeroThereIsNoThreshold() {
    FloatImage dark = image(5, 5, i -> -i);
    assertEquals(0, Otsu.threshold(dark, whole(dark)));
    assertEquals(0, Otsu.threshold(dark, new Tile(2, 2, 0, 0)));
    FloatImage holes = image(5, 5, i -> Double.NaN);
    assertEquals(0, Otsu.threshold(holes, whole(holes)));
  }

  private static Known known(double level) {
    return new Known(level, 0, Origin.MEASURED);
  }

  /** Background of 100 ± 5 grey levels over three fifths, tissue from 200 to 1200. */
  private static FloatImage section(double factor) {
    Random random = new Random(3);
    return image(100, 100, i -> i % 100 < 60 ? 100 + 5 * random.nextGaussian()
        : 100 + factor * (100 + 10.0 * (i % 100) + i / 100));
  }

  @Test
  void theLogarithmIsThatOfTheBrightnessAboveTheLevelInKnees() {
    LogBrightness log = LogBrightness.of(section(1), new Tile(0, 0, 100, 100), known(100));
    assertEquals(5, log.noise(), 0.3, "of the background");
    assertEquals(3 * log.noise(), log.knee(), 1e-6, "below it differences are noise");
    for (int i = 60; i < 100; i++) {
      assertEquals(Math.log(1 + (100 + 10.0 * i + 7) / log.knee()), log.image().at(i, 7), 1e-4);
    }
    for (int i = 0; i < 60; i++) {
      assertTrue(log.image().at(i, 7) >= 0 && log.image().at(i, 7) < 1.1, "background is about nothing");
    }
  }

  @Test
  void aBrighterStainIsAConstantMoreWhereItIsBright() {
    LogBrightness one = LogBrightness.of(section(1), new Tile(0, 0, 100, 100), known(100));
    LogBrightness four = LogBrightness.of(section(4), new Tile(0, 0, 100, 100), known(100));
    // The knee grows where it is a part of the brightest pixels.
    double constant = Math.log(4 * one.knee() / four.knee());
    for (int x = 65; x < 100; x += 5) {
      assertEquals(constant, four.image().at(x, 50) - one.image().at(x, 50), 0.03);
    }
  }

  @Test
  void paddingAndWhatIsBelowTheLevelIsZero() {
    FloatImage image = image(10, 10, i -> i < 50 ? 50 : 5000);
    LogBrightness log = LogBrightness.of(image, new Tile(2, 2, 6, 6), known(100));
    for (int y = 0; y < 10; y++) {
      for (int x = 0; x < 10; x++) {
        boolean seen = x >= 2 && x < 8 && y >= 5 && y < 8;
        assertEquals(seen, log.image().at(x, y) > 0, x + ", " + y);
      }
    }
  }

  /** An image of one value, or of no pixels, must not divide by nothing. */
  @Test
  void flatAndEmptyImagesHaveALogarithmToo() {
    for (FloatImage image : new FloatImage[] {image(6, 6, i -> 7), image(6, 6, i -> 0)}) {
      for (LogBrightness log : new LogBrightness[] {LogBrightness.of(image, whole(image), known(0)),
          LogBrightness.unclipped(image, whole(image), known(0)), LogBrightness.of(image, new Tile(0, 0, 0, 0),
              known(0)),
          LogBrightness.unclipped(image, new Tile(0, 0, 0, 0), new Unknown(5, Doubt.NO_BACKGROUND))}) {
        assertTrue(log.knee() > 0);
        for (float v : log.image().pixels()) {
          assertTrue(Float.isFinite(v));
        }
      }
    }
  }

  @Test
  void withoutClippingItIsAnAsinhOfEitherSign() {
    FloatImage image = image(50, 50, i -> 100 + i % 50 * 40 - (i / 50 == 3 ? 90 : 0));
    LogBrightness log = LogBrightness.unclipped(image, whole(image), known(100));
    double typical = 100 + 25 * 40;
    assertEquals(typical - 100, log.knee(), 45, "typical brightness, where noise and brightest part are less");
    for (int x = 0; x < 50; x++) {
      for (int y : new int[] {3, 20}) {
        double u = (image.at(x, y) - 100) / log.knee();
        // sinh of the result gives the brightness back.
        assertEquals(u, Math.sinh(log.image().at(x, y)), 1e-3 * (1 + Math.abs(u)));
      }
    }
    assertTrue(log.image().at(0, 3) < 0, "darker than the offset");
  }

  @Test
  void withoutAnOffsetTheDarkEndIsTheLevel() {
    FloatImage image = image(100, 100, i -> 300 + i % 100);
    LogBrightness log = LogBrightness.unclipped(image, whole(image), new Unknown(300, Doubt.NO_BACKGROUND));
    assertEquals(0, log.image().at(0, 50), 0.05);
    assertTrue(log.image().at(50, 50) > 0.5);
  }

  @ParameterizedTest
  @CsvSource({"4, 5", "10, 100", "0.5, 0"})
  void noiseIsMeasuredFromWhatLiesBelowTheLevel(double sigma, double level) {
    Random random = new Random(8);
    float[] values = new float[20_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (level + sigma * random.nextGaussian() + (i % 2 == 0 ? 50 * random.nextDouble() : 0));
    }
    java.util.Arrays.sort(values);
    assertEquals(sigma, LogBrightness.noise(values, level), 0.1 * sigma);
    assertEquals(0, LogBrightness.noise(values, level - 100 * sigma), "hardly anything lies below");
    assertEquals(0, LogBrightness.noise(new float[0], 5));
  }
}
