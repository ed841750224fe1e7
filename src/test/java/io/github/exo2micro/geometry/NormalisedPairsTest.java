package io.github.exo2micro.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NormalisedPairsTest {

  private static List<PointPair> pairs(Homography warp, int count) {
    Random random = new Random(4);
    List<PointPair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double x = 20_000 + 3000 * random.nextDouble();
      double y = 15_000 + 500 * random.nextDouble();
      pairs.add(new PointPair(x, y, warp.x(x, y), warp.y(x, y)));
    }
    return pairs;
  }

  @Test
  void pointsFarFromTheOriginLieAroundItAtADistanceOfRootTwo() {
    NormalisedPairs pairs = new NormalisedPairs(pairs(Homography.similarity(12, 0.96, 0, 0, 700, -90), 50));
    for (double[][] axes : new double[][][] {{pairs.x, pairs.y}, {pairs.u, pairs.v}}) {
      double cx = 0;
      double cy = 0;
      double distance = 0;
      for (int i = 0; i < pairs.count(); i++) {
        cx += axes[0][i] / pairs.count();
        cy += axes[1][i] / pairs.count();
        distance += Math.hypot(axes[0][i], axes[1][i]) / pairs.count();
      }
      assertEquals(0, cx, 1e-9);
      assertEquals(0, cy, 1e-9);
      assertEquals(Math.sqrt(2), distance, 1e-9);
    }
  }

  @Test
  void aWarpBetweenNormalisedPointsIsThatOfThePixels() {
    // A similarity scales both sides alike, so that between the normalised points only its turn is left.
    Homography warp = Homography.similarity(30, 1.02, 0, 0, 700, -90);
    NormalisedPairs pairs = new NormalisedPairs(pairs(warp, 30));
    double c = Math.cos(Math.toRadians(30));
    double s = Math.sin(Math.toRadians(30));
    double sign = Math.signum(pairs.u[0] * pairs.y[0] - pairs.v[0] * pairs.x[0]) > 0 ? 1 : -1;
    Homography restored = pairs.restored(new double[] {c, sign * s, 0, -sign * s, c, 0, 0, 0, 1}).orElseThrow();
    for (double[] p : new double[][] {{20_000, 15_000}, {23_000, 15_500}, {0, 0}}) {
      assertEquals(0, restored.distance(warp, p[0], p[1]), 1e-6);
    }
  }

  @Test
  void aWarpWhoseHorizonPassesTheOriginIsNone() {
    NormalisedPairs pairs = new NormalisedPairs(pairs(Homography.identity(), 20));
    assertTrue(pairs.restored(new double[] {1, 0, 0, 0, 1, 0, 1, 0, 1}).isEmpty());
    assertTrue(pairs.restored(new double[] {1, 0, 0, 0, 1, 0, 1e-4, 0, 1}).isPresent());
  }

  @Test
  void turnsOfTrianglesShowAMirroredImage() {
    NormalisedPairs plain = new NormalisedPairs(pairs(Homography.similarity(150, 2, 0, 0, 5, 5), 3));
    assertEquals(1, Math.signum(plain.postTurn(0, 1, 2) * plain.preTurn(0, 1, 2)));
    NormalisedPairs mirrored = new NormalisedPairs(pairs(Homography.affine(-1, 0, 40_000, 0, 1, 0), 3));
    assertEquals(-1, Math.signum(mirrored.postTurn(0, 1, 2) * mirrored.preTurn(0, 1, 2)));
  }

  @Test
  void pointsThatAreAllTheSameAreNotDividedByZero() {
    PointPair same = new PointPair(5, 6, 7, 8);
    NormalisedPairs pairs = new NormalisedPairs(List.of(same, same, same));
    assertEquals(0, pairs.x[1]);
    assertEquals(1, pairs.preScale);
  }
}
