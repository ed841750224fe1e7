package io.github.exo2micro.port;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every feature extractor must do; each adapter's test inherits it. */
public abstract class FeatureExtractorContract {

  private static final int WIDTH = 613;
  private static final int HEIGHT = 227;

  /** The extractor under test. */
  protected abstract FeatureExtractor extractor();

  /** Gaussian blobs at places of any fraction of a pixel. */
  private static FloatImage blobs(List<double[]> blobs) {
    FloatImage image = new FloatImage(WIDTH, HEIGHT);
    for (double[] b : blobs) {
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          double r = Math.pow(x - b[0], 2) + Math.pow(y - b[1], 2);
          image.set(x, y, (float) (image.at(x, y) + 150 * Math.exp(-r / (2 * b[2] * b[2]))));
        }
      }
    }
    return image;
  }

  private static List<double[]> places() {
    List<double[]> blobs = new ArrayList<>();
    for (int i = 0; i < 18; i++) {
      double sigma = 2 + 0.75 * (i % 9);
      blobs.add(new double[] {40 + 62 * (i % 9) + 0.13 * i, 60 + 100 * (i / 9) + 0.29 * i, sigma});
    }
    return blobs;
  }

  /** Smooth noise that every extractor finds plenty of features in. */
  private static FloatImage texture(int width, int height, double shift) {
    FloatImage image = new FloatImage(width, height);
    SplittableRandom random = new SplittableRandom(9);
    for (int k = 0; k < 160; k++) {
      double fx = random.nextDouble() * 0.8 - 0.4;
      double fy = random.nextDouble() * 0.8 - 0.4;
      double phase = random.nextDouble() * 6.283;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          image.set(x, y, image.at(x, y) + (float) (7 * Math.sin(fx * (x - shift) + fy * y + phase)));
        }
      }
    }
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] = Math.max(0, Math.min(255, 128 + image.pixels()[i]));
    }
    return image;
  }

  @Test
  void findsBlobsWherePixelCentresAreWholeNumbers() {
    List<double[]> blobs = places();
    List<Feature> features = extractor().extract(blobs(blobs));
    double sumX = 0;
    double sumY = 0;
    for (double[] blob : blobs) {
      double nearest = features.stream().mapToDouble(f -> Math.hypot(f.x() - blob[0], f.y() - blob[1])).min()
          .orElse(99);
      // interpolation by parabolas leaves up to 0.06 px; a wrong convention would leave 0.5 px or more
      assertTrue(nearest < 0.1, "blob of sigma " + blob[2] + " is " + nearest + " px off");
      Feature found = features.stream()
          .filter(f -> Math.hypot(f.x() - blob[0], f.y() - blob[1]) < 0.1).findFirst().orElseThrow();
      sumX += found.x() - blob[0];
      sumY += found.y() - blob[1];
    }
    assertEquals(0, sumX / blobs.size(), 0.03);
    assertEquals(0, sumY / blobs.size(), 0.03);
  }

  @Test
  void scaleGrowsWithTheBlob() {
    List<double[]> blobs = places();
    List<Feature> features = extractor().extract(blobs(blobs));
    double[] ratio = blobs.stream().mapToDouble(b -> features.stream()
        .filter(f -> Math.hypot(f.x() - b[0], f.y() - b[1]) < 0.1).mapToDouble(Feature::scale).findFirst().orElse(0)
        / b[2])
        .toArray();
    for (double r : ratio) {
      assertEquals(ratio[4], r, 0.25 * ratio[4]);
    }
  }

  @Test
  void describesWith128ElementsOfOneByteEach() {
    List<Feature> features = extractor().extract(texture(300, 227, 0));
    assertTrue(features.size() > 100, "features " + features.size());
    boolean large = false;
    for (Feature feature : features) {
      assertEquals(128, feature.descriptor().length);
      for (short value : feature.descriptor()) {
        assertTrue(value >= 0 && value <= 255);
        large |= value > 100;
      }
    }
    assertTrue(large, "the range is hardly used");
  }

  @Test
  void findsTheSameFeaturesInAShiftedImage() {
    // 8 px keep every octave's grid of pixels
    List<Feature> first = extractor().extract(texture(300, 227, 0));
    List<Feature> second = extractor().extract(texture(300, 227, 8));
    long again = first.stream().filter(f -> f.x() > 60 && f.x() < 240 && f.y() > 60 && f.y() < 167)
        .filter(f -> second.stream().anyMatch(s -> Math.hypot(s.x() - f.x() - 8, s.y() - f.y()) < 0.05)).count();
    long all = first.stream().filter(f -> f.x() > 60 && f.x() < 240 && f.y() > 60 && f.y() < 167).count();
    assertTrue(all > 20 && again > 0.95 * all, again + " of " + all);
  }

  @Test
  void isDeterministicAndThreadSafe() throws Exception {
    FeatureExtractor extractor = extractor();
    FloatImage image = texture(300, 227, 0);
    List<Feature> expected = extractor.extract(image);
    ExecutorService executor = Executors.newFixedThreadPool(3);
    try {
      List<Future<List<Feature>>> running = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        running.add(executor.submit(() -> extractor.extract(image)));
      }
      for (Future<List<Feature>> future : running) {
        List<Feature> found = future.get();
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < found.size(); i++) {
          Feature a = expected.get(i);
          Feature b = found.get(i);
          assertEquals(a.x(), b.x());
          assertEquals(a.y(), b.y());
          assertEquals(a.orientation(), b.orientation());
          assertArrayEquals(a.descriptor(), b.descriptor());
        }
      }
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void findsNothingInAnEmptyOrTinyImageAndLeavesTheImageAlone() {
    assertTrue(extractor().extract(new FloatImage(61, 40)).isEmpty());
    assertTrue(extractor().extract(new FloatImage(3, 2)).isEmpty());
    FloatImage image = texture(90, 61, 0);
    float[] before = image.pixels().clone();
    extractor().extract(image);
    assertArrayEquals(before, image.pixels());
  }

  @Test
  void ofAPartItGivesThoseWhoseCentreLiesThere() {
    FloatImage image = texture(300, 227, 0);
    Tile part = new Tile(61, 40, 150, 97);
    List<Feature> all = extractor().extract(image);
    List<Feature> inside = all.stream().filter(f -> FeatureExtractor.isIn(part, f.x(), f.y())).toList();
    List<Feature> found = extractor().extract(image, part);
    assertTrue(inside.size() > 5 && inside.size() < all.size(), inside.size() + " of " + all.size());
    assertEquals(inside.size(), found.size());
    for (int i = 0; i < found.size(); i++) {
      assertEquals(inside.get(i).x(), found.get(i).x());
      assertEquals(inside.get(i).y(), found.get(i).y());
      assertArrayEquals(inside.get(i).descriptor(), found.get(i).descriptor());
    }
  }

  @Test
  void tellsItsNameAndVersion() {
    assertFalse(extractor().name().isBlank());
    assertTrue(extractor().name().matches(".*\\d.*"));
  }
}
