package io.github.exo2micro.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RansacTest {

  /** Every {@code period}-th pair is right within ±0.5 px, the others are anywhere. */
  private static List<PointPair> mixed(WarpModel model, int n, int period) {
    List<PointPair> pairs = WarpModelTest.pairs(WarpModelTest.truth(model), n, 1, 11);
    SplittableRandom random = new SplittableRandom(12);
    for (int i = 0; i < n; i++) {
      if (i % period != 0) {
        PointPair p = pairs.get(i);
        pairs.set(i, new PointPair(p.x(), p.y(), 30000 * random.nextDouble(), 25000 * random.nextDouble()));
      }
    }
    return pairs;
  }

  @ParameterizedTest
  @EnumSource
  void findsTheWarpAmongFourTimesAsManyWrongPairs(WarpModel model) {
    List<PointPair> pairs = mixed(model, 2000, 5);
    Ransac.Consensus found = new Ransac(model, 3).search(pairs).orElseThrow();
    assertTrue(WarpModelTest.largestError(found.warp(), WarpModelTest.truth(model)) < 0.25);
    assertTrue(found.inlierCount() >= 400 && found.inlierCount() < 405, "inliers " + found.inlierCount());
    assertEquals(0.2, found.inlierRatio(), 0.003);
    assertEquals(400, found.inliers(pairs).stream().filter(p -> p.error(WarpModelTest.truth(model)) < 1).count());
  }

  @ParameterizedTest
  @EnumSource
  void repeatsItselfExactly(WarpModel model) {
    List<PointPair> pairs = mixed(model, 500, 3);
    Ransac.Consensus one = new Ransac(model, 3).search(pairs).orElseThrow();
    Ransac.Consensus other = new Ransac(model, 3).search(new ArrayList<>(pairs)).orElseThrow();
    assertEquals(one.warp(), other.warp());
    assertArrayEquals(one.inlierIndices(), other.inlierIndices());
    assertEquals(one.iterations(), other.iterations());
  }

  @ParameterizedTest
  @EnumSource
  void stopsSoonWhenNearlyAllPairsAgree(WarpModel model) {
    List<PointPair> pairs = WarpModelTest.pairs(WarpModelTest.truth(model), 300, 1, 3);
    assertTrue(new Ransac(model, 3).search(pairs).orElseThrow().iterations() <= 10);
  }

  @ParameterizedTest
  @EnumSource
  void neverTakesAMirrorImage(WarpModel model) {
    List<PointPair> mirrored = new ArrayList<>();
    for (PointPair p : WarpModelTest.pairs(Homography.identity(), 200, 0, 3)) {
      mirrored.add(new PointPair(p.x(), p.y(), 30000 - p.preX(), p.preY()));
    }
    new Ransac(model, 3, 0.999, 2000, 1).search(mirrored)
        .ifPresent(found -> assertTrue(found.inlierRatio() < 0.1, "ratio " + found.inlierRatio()));
  }

  @Test
  void findsNothingInTooFewPairs() {
    assertTrue(
        new Ransac(WarpModel.HOMOGRAPHY, 3).search(WarpModelTest.pairs(Homography.identity(), 3, 0, 1)).isEmpty());
    assertTrue(new Ransac(WarpModel.SIMILARITY, 3).search(List.of()).isEmpty());
  }

  @Test
  void refusesAThresholdOfZero() {
    assertThrows(IllegalArgumentException.class, () -> new Ransac(WarpModel.AFFINE, 0));
  }
}
