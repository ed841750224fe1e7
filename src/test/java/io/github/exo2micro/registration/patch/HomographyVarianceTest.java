package io.github.exo2micro.registration.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.PointPair;
import io.github.exo2micro.geometry.Quantile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Homographies fitted to made-up measurements whose truth is known: what they are said to err by, and do. */
class HomographyVarianceTest {

  private static final Homography TRUTH = Homography.similarity(3, 1.02, 900, 700, 40, -20);
  private static final double NOISE = 0.02;

  /** What came of one fit: its error as reported, and as it is at the patches, px of post. */
  private record Fitted(RemainingError reported, double[] lengths) {}

  /** @param bend a displacement that no homography follows, px; with a period of 600 px */
  private static Fitted fit(int seed, double bend) {
    Random random = new Random(seed);
    List<PatchPosition> positions = new ArrayList<>();
    List<PointPair> pairs = new ArrayList<>();
    double[] sigmas = new double[300];
    for (int i = 0; i < 300; i++) {
      PatchPosition p = new PatchPosition(100 + i % 20 * 85, 80 + i / 20 * 90, 64, i % 4 == 0);
      positions.add(p);
      sigmas[i] = NOISE * (0.6 + 0.8 * random.nextDouble());
      double x = p.x() + bend * Math.sin(p.x() / 95) + sigmas[i] * random.nextGaussian();
      double y = p.y() + sigmas[i] * random.nextGaussian();
      pairs.add(new PointPair(p.x(), p.y(), TRUTH.x(x, y), TRUTH.y(x, y)));
    }
    int[] used = IntStream.range(0, 300).filter(i -> i % 4 != 0).toArray();
    RobustHomography.Fit fit = RobustHomography.fit(Arrays.stream(used).mapToObj(pairs::get).toList(),
        Arrays.stream(used).mapToDouble(i -> sigmas[i]).toArray(), 3).orElseThrow();
    HomographyVariance variance = HomographyVariance.of(Arrays.stream(used).mapToObj(positions::get).toList(),
        Arrays.stream(used).mapToDouble(i -> fit.variance(sigmas[i])).toArray());
    Homography back = fit.warp().inverse();
    int[] out = IntStream.range(0, 300).filter(i -> i % 4 == 0).toArray();
    double[] lengths = Arrays.stream(out).mapToDouble(i -> distance(back, pairs.get(i).preX(), pairs.get(i).preY(),
        positions.get(i))).toArray();
    RemainingError reported = RemainingError.of(lengths, Arrays.stream(out).mapToDouble(i -> sigmas[i]).toArray(),
        Arrays.stream(out).mapToDouble(i -> variance.at(positions.get(i).x(), positions.get(i).y())).toArray(),
        positions.stream().mapToDouble(p -> variance.at(p.x(), p.y())).toArray(), fit::variance);
    double[] actual = positions.stream().mapToDouble(p -> distance(back, TRUTH.x(p.x(), p.y()), TRUTH.y(p.x(), p.y()),
        p)).toArray();
    return new Fitted(reported, actual);
  }

  private static double distance(Homography back, double preX, double preY, PatchPosition p) {
    return Math.hypot(back.x(preX, preY) - p.x(), back.y(preX, preY) - p.y());
  }

  @Test
  void theErrorIsThatOfTheWarpNotOfThePatches() {
    double reported = 0;
    double actual = 0;
    double p95 = 0;
    double actual95 = 0;
    for (int seed = 0; seed < 40; seed++) {
      Fitted fitted = fit(seed, 0);
      reported += fitted.reported().median() / 40;
      actual += Quantile.of(fitted.lengths(), 0.5) / 40;
      p95 += fitted.reported().p95() / 40;
      actual95 += Quantile.of(fitted.lengths(), 0.95) / 40;
    }
    assertTrue(actual < NOISE / 4, "a patch errs by more: " + actual);
    assertEquals(actual, reported, 0.25 * actual);
    assertEquals(actual95, p95, 0.25 * actual95);
  }

  @Test
  void theVarianceGrowsTowardsTheRimAsTheErrorDoes() {
    List<PatchPosition> row = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      row.add(new PatchPosition(i % 10 * 100, i / 10 * 100, 64, false));
    }
    double[] variances = new double[100];
    Arrays.fill(variances, 0.01);
    HomographyVariance variance = HomographyVariance.of(row, variances);
    assertTrue(variance.at(0, 0) > 3 * variance.at(450, 450), variance.at(0, 0) + " " + variance.at(450, 450));
    assertTrue(variance.at(450, 450) < 0.001, variance.at(450, 450) + "");
  }

  @Test
  void aBendThatNoHomographyFollowsIsReported() {
    Fitted fitted = fit(1, 0.5);
    double median = 0.5 * Math.sin(Math.PI / 4);
    assertTrue(fitted.reported().median() > 0.7 * median, fitted.reported().toString());
  }
}
