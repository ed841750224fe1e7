package io.github.exo2micro.registration.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.registration.boundary.RotationScaleSearch.Hit;
import io.github.exo2micro.registration.boundary.RotationScaleSearch.Range;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationScaleSearchTest {

  private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(2);

  @AfterAll
  static void close() {
    EXECUTOR.shutdown();
  }

  /** An uneven ring of soft blobs, seen through a warp. */
  private static FloatImage ring(Homography warp) {
    FloatImage image = new FloatImage(331, 277);
    for (int y = 0; y < 277; y++) {
      for (int x = 0; x < 331; x++) {
        double u = warp.x(x, y) - 165;
        double v = warp.y(x, y) - 138;
        double angle = Math.atan2(v, u);
        double r = 80 + 18 * Math.cos(2 * angle + 1) + 10 * Math.cos(3 * angle) + 5 * Math.cos(5 * angle + 2);
        image.set(x, y, (float) Math.exp(-Math.pow((Math.hypot(u, v) - r) / 9, 2)));
      }
    }
    return image;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -13.4, 18.7})
  void findsRotationScaleAndShift(double degrees) {
    Homography truth = Homography.similarity(degrees, 1 / 1.07, 165, 138, 11, -6);
    Hit hit = new RotationScaleSearch(ring(truth), ring(Homography.identity()), 15, EXECUTOR)
        .search(new Range(20, 1, 0.85, 1.15, 0.05)).get(0);
    assertEquals(degrees, hit.angle(), 0.4);
    assertEquals(1.07, hit.size(), 0.01);
    assertEquals(truth.x(165, 138), hit.warp().x(165, 138), 1);
    assertEquals(truth.y(100, 200), hit.warp().y(100, 200), 1);
    assertTrue(hit.likeness() > 0.98);
  }

  @Test
  void staysWithinTheRange() {
    Homography truth = Homography.similarity(30, 1 / 1.3, 165, 138, 0, 0);
    for (Hit hit : new RotationScaleSearch(ring(truth), ring(Homography.identity()), 15, EXECUTOR)
        .search(new Range(20, 3, 0.9, 1.1, 0.05))) {
      assertTrue(Math.abs(hit.angle()) <= 20 && hit.size() >= 0.9 && hit.size() <= 1.1, hit.toString());
    }
  }

  @Test
  void neitherTurnsNorScalesWhenTheRangeIsNothing() {
    Homography truth = Homography.similarity(5, 1.05, 165, 138, 3, 4);
    List<Hit> hits = new RotationScaleSearch(ring(truth), ring(Homography.identity()), 15, EXECUTOR)
        .search(new Range(0, 1, 1, 1, 0.05));
    assertEquals(0, hits.get(0).angle());
    assertEquals(1, hits.get(0).size());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.7, 1, 3, 7, 30})
  void triesNoRotationWhateverTheStep(double step) {
    assertTrue(RotationScaleSearch.angles(20, step).contains(0.0));
    assertTrue(RotationScaleSearch.sizes(0.85, 1.15, 0.04).contains(1.0));
  }

  @Test
  void gridHasTheStepsOfTheParameters() {
    assertEquals(List.of(-6.0, -3.0, 0.0, 3.0, 6.0), RotationScaleSearch.angles(8, 3));
    assertEquals(7, RotationScaleSearch.sizes(0.85, 1.15, 0.05).size());
    assertEquals(List.of(1.2, 1.3), RotationScaleSearch.sizes(1.2, 1.3, 0.1).stream()
        .map(s -> Math.rint(s * 10) / 10).toList());
  }
}
