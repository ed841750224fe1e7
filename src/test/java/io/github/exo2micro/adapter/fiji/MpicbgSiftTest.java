package io.github.exo2micro.adapter.fiji;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.port.Feature;
import io.github.exo2micro.port.FeatureExtractor;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** mpicbg's SIFT of a given Fiji keeps the contract of the port. */
class MpicbgSiftTest {

  private static final int WIDTH = 613;
  private static final int HEIGHT = 227;

  private FeatureExtractor sift;

  @BeforeEach
  void loadMpicbg() {
    sift = HostFiji.open(HostFiji.require("MpicbgSiftTest")).adapter("MpicbgSift", FeatureExtractor.class);
  }

  /** A Gaussian a third wider than high: a round one has no orientation, and so no feature. */
  private static void addBlob(FloatImage image, double x, double y, double sigma, double height) {
    int reach = (int) (6 * sigma);
    for (int row = Math.max(0, (int) y - reach); row < Math.min(HEIGHT, (int) y + reach); row++) {
      for (int column = Math.max(0, (int) x - reach); column < Math.min(WIDTH, (int) x + reach); column++) {
        double square = (column - x) * (column - x) / 1.7 + (row - y) * (row - y);
        image.set(column, row, (float) (image.at(column, row) + height * Math.exp(-square / (2 * sigma * sigma))));
      }
    }
  }

  private static FloatImage manyBlobs() {
    FloatImage image = new FloatImage(WIDTH, HEIGHT);
    Random random = new Random(5);
    for (int i = 0; i < 80; i++) {
      addBlob(image, random.nextDouble() * WIDTH, random.nextDouble() * HEIGHT, 2 + 4 * random.nextDouble(),
          40 + 60 * random.nextDouble());
    }
    return image;
  }

  /** A feature's place is where the light is, with pixel centres at whole numbers: 0.05 px is a tenth of the half pixel
   * that another convention would be off by. (Midway between two pixels neither is the extremum, so it finds none.) */
  @Test
  void findsABlobWhereItIsToAFractionOfAPixel() {
    for (double[] spot : new double[][] {{300, 100}, {201.3, 80.7}, {411.8, 120.4}}) {
      for (double sigma : new double[] {2, 3, 5}) {
        FloatImage image = new FloatImage(WIDTH, HEIGHT);
        addBlob(image, spot[0], spot[1], sigma, 200);
        Feature nearest = sift.extract(image).stream()
            .min(Comparator.comparingDouble(f -> Math.hypot(f.x() - spot[0], f.y() - spot[1]))).orElseThrow();
        assertEquals(spot[0], nearest.x(), 0.05, "x, sigma " + sigma);
        assertEquals(spot[1], nearest.y(), 0.05, "y, sigma " + sigma);
        assertEquals(sigma, nearest.scale(), 0.35 * sigma, "scale");
      }
    }
  }

  @Test
  void givesTheSameListAgainAndFromManyThreads() throws Exception {
    FloatImage image = manyBlobs();
    List<Feature> first = sift.extract(image);
    assertTrue(first.size() > 40, first.size() + " features");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<List<Feature>>> runs = IntStream.range(0, 6)
          .<Callable<List<Feature>>>mapToObj(i -> () -> sift.extract(image)).toList();
      for (Future<List<Feature>> run : threads.invokeAll(runs)) {
        assertSame(first, run.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void assertSame(List<Feature> expected, List<Feature> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      Feature a = expected.get(i);
      Feature b = actual.get(i);
      assertArrayEquals(new double[] {a.x(), a.y(), a.scale(), a.orientation(), a.strength()},
          new double[] {b.x(), b.y(), b.scale(), b.orientation(), b.strength()});
      assertArrayEquals(a.descriptor(), b.descriptor());
    }
  }

  @Test
  void descriptorsHave128ElementsFrom0To255OfEqualLength() {
    for (Feature f : sift.extract(manyBlobs())) {
      assertEquals(128, f.descriptor().length);
      double square = 0;
      for (short v : f.descriptor()) {
        assertTrue(v >= 0 && v <= 255, "element " + v);
        square += v * v;
      }
      assertTrue(Math.sqrt(square) > 350 && Math.sqrt(square) < 520, "length " + Math.sqrt(square));
    }
  }

  @Test
  void aBrighterBlobIsStronger() {
    FloatImage image = new FloatImage(WIDTH, HEIGHT);
    addBlob(image, 150, 100, 4, 200);
    addBlob(image, 450, 100, 4, 60);
    List<Feature> found = sift.extract(image);
    double bright = strengthNear(found, 150);
    double dim = strengthNear(found, 450);
    assertTrue(bright > 2 * dim, bright + " against " + dim);
  }

  private static double strengthNear(List<Feature> features, double x) {
    return features.stream().filter(f -> Math.hypot(f.x() - x, f.y() - 100) < 1).mapToDouble(Feature::strength).max()
        .orElseThrow();
  }

  @Test
  void anEmptyImageHasNoFeatures() {
    assertEquals(List.of(), sift.extract(new FloatImage(WIDTH, HEIGHT)));
  }

  @Test
  void namesItsVersion() {
    assertTrue(sift.name().matches("mpicbg \\d.* SIFT"), sift.name());
  }
}
