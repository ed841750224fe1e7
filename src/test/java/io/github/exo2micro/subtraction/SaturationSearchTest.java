package io.github.exo2micro.subtraction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.Tile;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SaturationSearchTest {

  private static final Tile IMAGE = new Tile(0, 0, 480, 400);

  /** Tissue with shot noise, cut at a top; pixels in multiples of a step. */
  private static float[] tissue(double brightness, double top, int step) {
    Random random = new Random(11);
    float[] pixels = new float[IMAGE.area()];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % IMAGE.width();
      int y = i / IMAGE.width();
      double light = brightness * (1 + 0.5 * Math.sin(x / 37.0) * Math.cos(y / 29.0));
      double value = light + Math.sqrt(4 * light) * random.nextGaussian();
      pixels[i] = (float) Math.max(0, Math.min(top, step * Math.rint(value / step)));
    }
    return pixels;
  }

  private static Optional<Saturation> found(float[] pixels) {
    SaturationSearch search = new SaturationSearch(0);
    search.accept(IMAGE, new float[][] {pixels});
    return search.found();
  }

  @Test
  void twelveBitsInSixteenSaturateAt4095() {
    float[] pixels = tissue(3500, 4095, 1);
    long cut = 0;
    for (float p : pixels) {
      cut += p == 4095 ? 1 : 0;
    }
    assertEquals(Optional.of(new Saturation(4095, cut)), found(pixels));
  }

  @Test
  void twelveBitsInTheUpperPartSaturateAt65520() {
    assertEquals(65520, found(tissue(56000, 65520, 16)).orElseThrow().level());
  }

  @Test
  void aPileFarLargerThanTheValuesCountedUnderItIsFound() {
    assertEquals(65535, found(tissue(62000, 65535, 1)).orElseThrow().level());
  }

  @Test
  void anImageThatIsNotCutDoesNotSaturate() {
    assertEquals(Optional.empty(), found(tissue(60, 1e9, 1)));
    assertEquals(Optional.empty(), found(tissue(3500, 1e9, 1)));
    assertEquals(Optional.empty(), found(tissue(20000, 1e9, 16)));
  }

  @Test
  void drawingsAndEmptyImagesDoNotSaturate() {
    float[] drawing = new float[IMAGE.area()];
    assertEquals(Optional.empty(), found(drawing));
    for (int i = 0; i < drawing.length; i++) {
      drawing[i] = i % 3 == 0 ? 1000 : 0;
    }
    assertEquals(Optional.empty(), found(drawing));
  }

  @Test
  void theOrderOfTilesDoesNotMatter() {
    float[] dim = tissue(700, 1e9, 1);
    float[] bright = tissue(3500, 4095, 1);
    SaturationSearch dimFirst = new SaturationSearch(0);
    dimFirst.accept(IMAGE, new float[][] {dim});
    dimFirst.accept(IMAGE, new float[][] {bright});
    SaturationSearch brightFirst = new SaturationSearch(0);
    brightFirst.accept(IMAGE, new float[][] {bright});
    brightFirst.accept(IMAGE, new float[][] {dim});
    assertTrue(dimFirst.found().isPresent());
    assertEquals(dimFirst.found(), brightFirst.found());
  }

  @Test
  void theScaleOfAPairThatSaturatesUnderItsTypesTopIsRight() {
    float[] pre = new float[IMAGE.area()];
    float[] post = new float[pre.length];
    Random preNoise = new Random(11);
    Random random = new Random(12);
    for (int i = 0; i < post.length; i++) {
      int x = i % IMAGE.width();
      int y = i / IMAGE.width();
      double light = 3500 * (1 + 0.5 * Math.sin(x / 37.0) * Math.cos(y / 29.0));
      // Interpolation leaves pre 4/9 of its noise on average.
      double half = light / 2;
      pre[i] = (float) Math.min(4095, Math.rint(half + Math.sqrt(16 / 9.0 * half) * preNoise.nextGaussian()));
      post[i] = (float) Math.min(4095, Math.rint(light + Math.sqrt(4 * light) * random.nextGaussian()));
    }
    SignalRange type = new SignalRange(0, 0, 65535, 1);
    RatioHistogram histogram = new RatioHistogram(type.saturatedAt(found(post).orElseThrow().level()), type);
    histogram.accept(IMAGE, new float[][] {post, pre});
    PairRatios ratios = histogram.ratios();
    assertTrue(ratios.pixels().saturated() > 10000, ratios.pixels().saturated() + " left out");
    assertEquals(2, ScaleEstimator.moffat(ratios).scale(), 0.006);
    assertEquals("", ScaleEstimator.moffat(ratios).note());
  }

  @Test
  void aLevelUnderTheOffsetChangesNothing() {
    SignalRange range = new SignalRange(0, 0, 255, 1).above(200, 10);
    assertEquals(range, range.saturatedAt(205));
    assertEquals(230, range.saturatedAt(230).maximum());
  }
}
