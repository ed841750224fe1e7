package io.github.exo2micro.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Blur, local contrast and percentiles of small images. */
class SmallImageTest {

  @Test
  void blurOfAPointIsTheGaussianOfThatSigma() {
    FloatImage point = new FloatImage(61, 53);
    point.set(30, 26, 1000);
    FloatImage blurred = GaussianBlur.blur(point, 2.5);
    for (int[] d : new int[][] {{0, 0}, {1, 0}, {0, 3}, {4, -2}}) {
      double expected = 1000 / (2 * Math.PI * 6.25) * Math.exp(-(d[0] * d[0] + d[1] * d[1]) / 12.5);
      // 1 %: the kernel is cut at 3.5 sigma and sampled.
      assertEquals(expected, blurred.at(30 + d[0], 26 + d[1]), 0.01 * expected);
    }
    assertEquals(1000, point.at(30, 26), "the input is left as it was");
  }

  @Test
  void blurMirrorsAtTheEdgesSoThatAConstantStaysConstant() {
    FloatImage image = new FloatImage(9, 5);
    java.util.Arrays.fill(image.pixels(), 42);
    for (float v : GaussianBlur.blur(image, 4).pixels()) {
      assertEquals(42, v, 1e-4);
    }
  }

  @Test
  void dimAndBrightHalvesHaveTheSameContrastAfterNormalisation() {
    FloatImage image = new FloatImage(200, 60);
    for (int y = 0; y < 60; y++) {
      for (int x = 0; x < 200; x++) {
        double texture = Math.sin(x * 0.8) + Math.cos(y * 0.9);
        image.set(x, y, (float) (x < 100 ? 20 + 2 * texture : 180 + 60 * texture));
      }
    }
    FloatImage even = LocalNormalisation.normalise(image, 8, 0.2);
    double dim = spread(even, 30, 70);
    double bright = spread(even, 130, 170);
    assertEquals(1, dim / bright, 0.05);
    assertEquals(1, bright, 0.2);
  }

  private static double spread(FloatImage image, int from, int to) {
    double squares = 0;
    int n = 0;
    for (int y = 10; y < 50; y++) {
      for (int x = from; x < to; x++) {
        squares += image.at(x, y) * image.at(x, y);
        n++;
      }
    }
    return Math.sqrt(squares / n);
  }

  @Test
  void percentilesInterpolateBetweenRanksAndCountOnlyWhatIsAsked() {
    float[] values = {0, 4, -3, 2, 0, 1, 3, Float.NaN};
    Percentiles positive = Percentiles.ofPositive(values);
    assertEquals(4, positive.count());
    assertEquals(1, positive.at(0));
    assertEquals(2.5, positive.at(50), 1e-12);
    assertEquals(4, positive.at(100));
    assertEquals(7, Percentiles.of(values).count());
    assertTrue(Percentiles.of(values).at(0) == -3);
    assertThrows(IllegalStateException.class, () -> Percentiles.ofPositive(new float[3]).at(50));
  }
}
