package io.github.exo2micro.subtraction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Levels of 30 to 240 counts whose ratio is 1.3, or 1.3 with something added to post. */
class RatioLevelsTest {

  private static RatioLevels levels(double added, double noise) {
    Random random = new Random(3);
    List<RatioLevels.Level> levels = new ArrayList<>();
    double mu = 0;
    for (int k = 0; k < 8; k++) {
      double brightness = 30 * Math.pow(10, k / 8.0);
      double ratio = Math.log10(1.3 + added / brightness) + noise * random.nextGaussian();
      levels.add(new RatioLevels.Level(1 / brightness, ratio, 1 / 8.0, 0.0002));
      mu += ratio / 8;
    }
    return new RatioLevels(levels, mu);
  }

  @Test
  void whatIsAddedToOneImageIsToldFromTheRunOfTheRatio() {
    RatioLevels levels = levels(-2, 0.0002);
    assertEquals(1.3, Math.pow(10, levels.withoutTrend().orElseThrow()), 0.002);
  }

  @Test
  void levelsThatAgreeWithinTheirNoiseAddNothing() {
    RatioLevels levels = levels(0, 0.0002);
    assertTrue(levels.withoutTrend().isEmpty());
    assertTrue(levels.error() < 0.0001, levels.error() + "");
  }

  @Test
  void whatTheyDifferByBeyondTheirNoiseIsAnError() {
    RatioLevels levels = levels(0, 0.004);
    assertTrue(levels.error() > 0.0007 && levels.error() < 0.003, levels.error() + "");
  }
}
