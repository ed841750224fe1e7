package io.github.exo2micro.picture.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.TileObserver;
import io.github.exo2micro.image.TileSweep;
import io.github.exo2micro.task.ScaleKind;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class AccumulatorsTest {

  private static final int W = 613;
  private static final int H = 227;
  private static final BrightnessScale BYTES = BrightnessScale.fine(255, true);

  /** Zero padding of 20 px around a pattern of whole numbers; pre has fractions, as after a warp. */
  private static FloatImage image(int seed, double fraction, double scale) {
    FloatImage image = new FloatImage(W, H);
    for (int y = 20; y < H - 20; y++) {
      for (int x = 20; x < W - 20; x++) {
        int v = (x * 7 + y * 13 + seed * (x ^ y)) % 97;
        image.set(x, y, (float) (scale * Math.max(0, v - 10) + (v > 10 ? fraction : 0)));
      }
    }
    return image;
  }

  private static ScaleLine moffat(double scale) {
    return new ScaleLine(ScaleKind.MOFFAT, scale);
  }

  private static void sweep(int threads, List<FloatImage> planes, TileObserver... observers) throws IOException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      new TileSweep(executor, threads).run(planes, List.of(), List.of(observers), Progress.none());
    } finally {
      executor.shutdownNow();
    }
  }

  private static PairHistograms count(int threads, FloatImage post, FloatImage pre) throws IOException {
    PairStatistics statistics = new PairStatistics(0, 1, BYTES, BrightnessScale.coarse(255, true), SignalFloor.ZERO);
    sweep(threads, List.of(post, pre), statistics);
    return statistics.build();
  }

  @Test
  void countsEveryPixelIntoTheJointHistogram() throws IOException {
    FloatImage post = image(3, 0, 1);
    FloatImage pre = image(5, 0.3, 1);
    long[] expected = new long[256 * 256];
    long sample = 0;
    long both = 0;
    long postOnly = 0;
    long equal = 0;
    for (int i = 0; i < W * H; i++) {
      float p = post.pixels()[i];
      float q = pre.pixels()[i];
      expected[Math.round(p) * 256 + Math.round(q)]++;
      sample += p > 0 || q > 0 ? 1 : 0;
      both += p > 0 && q > 0 ? 1 : 0;
      postOnly += p > 0 && q == 0 ? 1 : 0;
      equal += p > 0 && q > 0 && Math.round(p - q) == 0 ? 1 : 0;
    }
    PairHistograms counted = count(2, post, pre);
    assertArrayEquals(expected, counted.joint());
    assertEquals((long) W * H, counted.pixels());
    assertEquals(sample, counted.samplePixels());
    assertEquals(both, counted.bothPixels());
    assertEquals(postOnly, counted.postOnlyPixels());
    assertEquals(equal, counted.differenceBoth()[255]);
    assertEquals(W * H - both - postOnly, PairHistograms.sum(counted.differenceRest()));
  }

  @Test
  void countsTheSameWithAnyNumberOfThreads() throws IOException {
    FloatImage post = image(3, 0, 1);
    FloatImage pre = image(5, 0.3, 1);
    PairHistograms one = count(1, post, pre);
    PairHistograms four = count(4, post, pre);
    assertArrayEquals(one.joint(), four.joint());
    assertArrayEquals(one.pre(), four.pre());
    assertArrayEquals(one.differenceBoth(), four.differenceBoth());
    assertEquals(one.residualQuantile(moffat(1.2), 0.5), four.residualQuantile(moffat(1.2), 0.5));
  }

  @Test
  void leavesOutWhatIsNotFinite() throws IOException {
    FloatImage post = image(3, 0, 1);
    post.set(50, 50, Float.NaN);
    post.set(51, 50, Float.POSITIVE_INFINITY);
    PairHistograms counted = count(2, post, image(5, 0, 1));
    assertEquals(2, counted.notFinite());
    assertEquals(W * H - 2, counted.pixels());
  }

  @Test
  void keepsTheWholeRangeOf16BitData() {
    BrightnessScale fine = BrightnessScale.fine(65535, true);
    assertEquals(4, fine.width());
    assertEquals(fine.levels() - 1, fine.level(65535));
    assertTrue(fine.level(65535 - 8) < fine.levels() - 1);
    assertEquals(BrightnessScale.coarse(65535, true).levels(), 512);
    assertEquals(1, BrightnessScale.fine(16000, true).width());
  }

  @Test
  void sortsFractionsOfFloatDataIntoTheirOwnRange() {
    BrightnessScale scale = BrightnessScale.coarse(1.5, false);
    assertEquals(511, scale.level(1.5));
    assertEquals(1.5, scale.value(511), 1e-12);
    assertEquals(0, scale.level(-3));
    assertEquals(0, scale.level(Double.NaN));
  }

  @Test
  void findsTheMedianResidualOfAScale() throws IOException {
    FloatImage pre = image(3, 0, 1);
    FloatImage post = image(3, 0, 2);
    PairHistograms counted = count(2, post, pre);
    assertEquals(0, counted.residualQuantile(moffat(2), 0.5), 0.1);
    float[] values = new float[W * H];
    int n = 0;
    for (float v : pre.pixels()) {
      if (v > 0) {
        values[n++] = v;
      }
    }
    java.util.Arrays.sort(values, 0, n);
    assertEquals(values[n / 2], counted.residualQuantile(moffat(1), 0.5), 0.6);
  }

  @Test
  void tellsTooMuchFromTooLittleSubtracted() throws IOException {
    FloatImage pre = image(3, 0, 1);
    PairHistograms counted = count(2, image(3, 0, 2), pre);
  }

  @Test
  void survivesAnEmptyFrame() throws IOException {
    FloatImage empty = new FloatImage(40, 40);
    PairHistograms counted = count(1, empty, empty);
    assertEquals(1600, counted.joint()[0]);
    assertEquals(0, counted.samplePixels());
    assertEquals(0, counted.residualQuantile(moffat(1), 0.5));
  }

  @Test
  void countsRawPreInTheSampleRegionAndFindsTheMaximum() throws IOException {
    FloatImage post = image(3, 0, 1);
    FloatImage pre = image(5, 0, 2);
    RawStatistics raw = new RawStatistics(0, 1, BYTES, SignalFloor.ZERO);
    sweep(3, List.of(post, pre), raw);
    long[] expected = new long[256];
    float maximum = 0;
    for (int i = 0; i < W * H; i++) {
      if (post.pixels()[i] > 0 || pre.pixels()[i] > 0) {
        expected[(int) pre.pixels()[i]]++;
      }
      maximum = Math.max(maximum, Math.max(post.pixels()[i], pre.pixels()[i]));
    }
    assertArrayEquals(expected, raw.pre());
    assertEquals(maximum, raw.maximum());
    assertEquals(maximum, raw.jointMaximum());
  }

  @Test
  void doesNotLetOneHotPixelSetTheAxes() throws IOException {
    FloatImage post = image(3, 0, 1);
    post.set(300, 100, 60000);
    RawStatistics raw = new RawStatistics(0, 1, BrightnessScale.fine(65535, true), SignalFloor.ZERO);
    sweep(2, List.of(post, image(5, 0, 1)), raw);
    assertEquals(60000, raw.maximum());
    assertTrue(raw.jointMaximum() < 200, "top " + raw.jointMaximum());
  }

  @Test
  void previewsTheDifferenceWithoutBackground() throws IOException {
    FloatImage post = new FloatImage(W, H);
    FloatImage pre = new FloatImage(W, H);
    for (int y = 40; y < 140; y++) {
      for (int x = 100; x < 300; x++) {
        post.set(x, y, 30);
        pre.set(x, y, 20);
      }
    }
    post.set(500, 200, 90);
    PreviewBuilder builder = new PreviewBuilder(new ImageSize(W, H), 0, 1, SignalFloor.ZERO, 100);
    for (int y = 0; y < H; y += 50) {
      Tile tile = new Tile(0, y, W, Math.min(50, H - y));
      float[][] in = {new float[tile.area()], new float[tile.area()]};
      post.read(tile, in[0]);
      pre.read(tile, in[1]);
      builder.accept(tile, in);
    }
    Preview preview = builder.build();
    assertEquals(7, preview.reduction());
    FloatImage difference = preview.difference(moffat(1.25));
    assertEquals(5, difference.at(200 / 7, 90 / 7), 1e-4);
    assertTrue(Float.isNaN(difference.at(2, 2)));
    assertTrue(Float.isNaN(difference.at(500 / 7, 200 / 7)), "one stray pixel is not tissue");
  }

  @Test
  void takesStrayPixelsOfADifferenceForBackground() {
    FloatImage difference = new FloatImage(40, 30);
    for (int y = 10; y < 25; y++) {
      for (int x = 5; x < 30; x++) {
        difference.set(x, y, (x + y) % 5 == 0 ? 0 : 3);
      }
    }
    difference.set(35, 3, 7);
    FloatImage sample = Preview.ofSample(difference);
    assertTrue(Float.isNaN(sample.at(35, 3)));
    assertTrue(Float.isNaN(sample.at(1, 1)));
    assertEquals(3, sample.at(12, 12));
    assertEquals(0, sample.at(13, 12)); // nothing is left there, but it is tissue
  }
}
