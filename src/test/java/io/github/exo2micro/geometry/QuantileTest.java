package io.github.exo2micro.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QuantileTest {

  private static final double[] VALUES = {40, 10, 30, 20};

  @Test
  void liesBetweenItsNeighboursByTheirRanks() {
    assertEquals(10, Quantile.of(VALUES, 0));
    assertEquals(25, Quantile.of(VALUES, 0.5));
    assertEquals(28, Quantile.of(VALUES, 0.6), 1e-12);
    assertEquals(40, Quantile.of(VALUES, 1));
    assertArrayEquals(new double[] {40, 10, 30, 20}, VALUES, "the values stay as they are");
  }

  @Test
  void theNearestRankIsOneOfTheValues() {
    assertEquals(30, Quantile.nearest(VALUES, 0.6));
    assertEquals(40, Quantile.nearest(VALUES, 0.95));
    assertEquals(10, Quantile.nearest(VALUES, 0.1));
  }

  @Test
  void ofOneValueItIsThatOneAndOfNoneZero() {
    assertEquals(7, Quantile.of(new double[] {7}, 0.95));
    assertEquals(7, Quantile.nearest(new double[] {7}, 0.95));
    assertEquals(0, Quantile.of(new double[0], 0.5));
    assertEquals(0, Quantile.nearest(new double[0], 0.5));
  }
}
