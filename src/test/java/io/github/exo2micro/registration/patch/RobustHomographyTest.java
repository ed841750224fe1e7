package io.github.exo2micro.registration.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.PointPair;
import io.github.exo2micro.geometry.WarpModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RobustHomographyTest {

  private static final Homography TRUTH = Homography.of(1.01, 0.02, -30, -0.02, 0.99, 12, 1e-6, -2e-6, 1);

  private static List<PointPair> pairs(double bend, double noise, int wrong) {
    Random random = new Random(8);
    List<PointPair> pairs = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      double x = 200 * (i % 20) + 77;
      double y = 300 * (i / 20) + 31;
      double dx = bend * Math.sin(x / 600) + noise * random.nextGaussian() + (i < wrong ? 9 + random.nextInt(9) : 0);
      double dy = bend * Math.cos(y / 500) + noise * random.nextGaussian();
      pairs.add(new PointPair(x, y, TRUTH.x(x, y) + dx, TRUTH.y(x, y) + dy));
    }
    return pairs;
  }

  private static double[] sigma() {
    double[] sigma = new double[200];
    Arrays.fill(sigma, 0.02);
    return sigma;
  }

  @Test
  void grossOutliersAreLeftOut() {
    List<PointPair> pairs = pairs(0, 0.02, 40);
    RobustHomography.Fit fit = RobustHomography.fit(pairs, sigma(), 5).orElseThrow();
    assertTrue(fit.inliers() >= 155 && fit.inliers() <= 160, fit.inliers() + " inliers");
    assertTrue(new PointPair(2000, 1500, TRUTH.x(2000, 1500), TRUTH.y(2000, 1500)).error(fit.warp()) < 0.01);
  }

  @Test
  void deformedTissueGetsTheLeastSquaresHomographyOfAllPairs() {
    List<PointPair> pairs = pairs(4, 0.02, 0);
    RobustHomography.Fit fit = RobustHomography.fit(pairs, sigma(), 8).orElseThrow();
    Homography leastSquares = WarpModel.HOMOGRAPHY.fit(pairs).orElseThrow();
    assertEquals(200, fit.inliers());
    for (PointPair p : pairs) {
      assertEquals(p.error(leastSquares), p.error(fit.warp()), 0.01);
    }
  }

  @Test
  void sureMeasurementsCountMore() {
    List<PointPair> pairs = pairs(0, 0.3, 0);
    double[] sigma = sigma();
    for (int i = 0; i < 200; i++) {
      if (i % 5 == 0) {
        PointPair p = pairs.get(i);
        pairs.set(i, new PointPair(p.x(), p.y(), TRUTH.x(p.x(), p.y()), TRUTH.y(p.x(), p.y())));
        sigma[i] = 0.01;
      } else {
        sigma[i] = 1;
      }
    }
    double weighted = error(RobustHomography.fit(pairs, sigma, 5).orElseThrow().warp());
    Arrays.fill(sigma, 0.3);
    assertTrue(weighted < 0.7 * error(RobustHomography.fit(pairs, sigma, 5).orElseThrow().warp()));
  }

  private static double error(Homography warp) {
    double sum = 0;
    for (int x = 0; x < 4000; x += 400) {
      for (int y = 0; y < 3000; y += 300) {
        sum += Math.hypot(warp.x(x, y) - TRUTH.x(x, y), warp.y(x, y) - TRUTH.y(x, y));
      }
    }
    return sum;
  }

  @Test
  void noMajorityNoWarp() {
    Random random = new Random(3);
    List<PointPair> pairs = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      pairs.add(new PointPair(random.nextInt(4000), random.nextInt(3000), random.nextInt(4000), random.nextInt(3000)));
    }
    assertTrue(RobustHomography.fit(pairs, sigma(), 8).isEmpty());
  }
}
