package io.github.exo2micro.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WarpModelTest {

  private static final Homography SIMILARITY = Homography.similarity(33, 1.07, 12000, 9000, -410, 333);
  private static final Homography AFFINE = Homography.affine(0.97, -0.2, 700, 0.11, 1.04, -350);
  private static final Homography PROJECTIVE = Homography.of(0.97, -0.2, 700, 0.11, 1.04, -350, 2e-6, -1.5e-6, 1);

  static Homography truth(WarpModel model) {
    return switch (model) {
      case SIMILARITY -> SIMILARITY;
      case AFFINE -> AFFINE;
      case HOMOGRAPHY -> PROJECTIVE;
    };
  }

  static List<PointPair> pairs(Homography warp, int n, double noise, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<PointPair> pairs = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double x = 30000 * random.nextDouble();
      double y = 25000 * random.nextDouble();
      pairs.add(new PointPair(x, y, warp.x(x, y) + noise * (random.nextDouble() - 0.5),
          warp.y(x, y) + noise * (random.nextDouble() - 0.5)));
    }
    return pairs;
  }

  static double largestError(Homography found, Homography truth) {
    double largest = 0;
    for (double x = 0; x <= 30000; x += 6000) {
      for (double y = 0; y <= 25000; y += 5000) {
        largest = Math.max(largest, new PointPair(x, y, truth.x(x, y), truth.y(x, y)).error(found));
      }
    }
    return largest;
  }

  @ParameterizedTest
  @EnumSource
  void recoversTheExactWarpFromAsFewPairsAsItNeeds(WarpModel model) {
    Homography found = model.fit(pairs(truth(model), model.points(), 0, 4)).orElseThrow();
    assertTrue(largestError(found, truth(model)) < 1e-4, found.toString());
  }

  @ParameterizedTest
  @EnumSource
  void averagesTheNoiseOfManyPairs(WarpModel model) {
    // uniform noise of ±0.5 px, sigma 0.29: 2000 pairs leave about 0.29·√(8/2000) = 0.02 px, three times that in a
    // corner
    Homography found = model.fit(pairs(truth(model), 2000, 1, 5)).orElseThrow();
    assertTrue(largestError(found, truth(model)) < 0.1, "error " + largestError(found, truth(model)));
  }

  @ParameterizedTest
  @EnumSource
  void refusesPointsThatDoNotDetermineAWarp(WarpModel model) {
    List<PointPair> same = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      same.add(new PointPair(100, 200, 110, 190));
    }
    assertTrue(model.fit(same).isEmpty());
    assertTrue(model.fit(same.subList(0, model.points() - 1)).isEmpty());
    assertTrue(model.fit(List.of()).isEmpty());
  }

  @Test
  void refusesALineOfPointsForAnAffineWarpOrAHomography() {
    List<PointPair> line = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      line.add(new PointPair(100 + 10 * i, 200 + 7 * i, 90 + 10 * i, 210 + 7 * i));
    }
    assertTrue(WarpModel.AFFINE.fit(line).isEmpty());
    assertTrue(WarpModel.HOMOGRAPHY.fit(line).isEmpty());
    assertEquals(1, WarpModel.SIMILARITY.fit(line).orElseThrow().at(0, 0), 1e-9);
  }

  @ParameterizedTest
  @EnumSource
  void ignoresPairsOfWeightZero(WarpModel model) {
    List<PointPair> pairs = pairs(truth(model), 20, 0, 6);
    pairs.set(3, new PointPair(5, 5, 9999, 1));
    double[] weights = new double[20];
    java.util.Arrays.fill(weights, 2);
    weights[3] = 0;
    assertTrue(largestError(model.fit(pairs, weights).orElseThrow(), truth(model)) < 1e-4);
  }

  @Test
  void pullsTheFitTowardsPairsOfLargeWeight() {
    List<PointPair> pairs = List.of(new PointPair(0, 0, 0, 0), new PointPair(10, 0, 10, 0),
        new PointPair(10, 0, 14, 0));
    Homography found = WarpModel.SIMILARITY.fit(pairs, new double[] {1, 3, 1}).orElseThrow();
    // a line through the weighted means: x' at 10 is (3·10 + 1·14) / 4
    assertEquals(11, found.x(10, 0), 1e-9);
  }

  @Test
  void minimisesDistancesRatherThanAlgebraicResiduals() {
    List<PointPair> pairs = pairs(PROJECTIVE, 60, 40, 7);
    Homography found = WarpModel.HOMOGRAPHY.fit(pairs).orElseThrow();
    double cost = cost(found, pairs);
    for (int i = 0; i < 8; i++) {
      for (double change : new double[] {-1e-4, 1e-4}) {
        double[] m = found.toArray();
        m[i] *= 1 + change;
        assertTrue(cost(Homography.of(m), pairs) > cost, "element " + i);
      }
    }
  }

  private static double cost(Homography warp, List<PointPair> pairs) {
    return pairs.stream().mapToDouble(p -> p.error(warp) * p.error(warp)).sum();
  }
}
