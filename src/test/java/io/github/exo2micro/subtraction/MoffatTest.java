package io.github.exo2micro.subtraction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MoffatTest {

  private static final double[] X = java.util.stream.IntStream.range(0, 200).mapToDouble(i -> -0.3 + i * 0.003)
      .toArray();

  @Test
  void findsTheProfileThatMadeTheData() {
    Moffat truth = new Moffat(1.2e7, 0.114, 0.05, 2.2);
    double[] y = java.util.Arrays.stream(X).map(truth::at).toArray();
    Moffat found = Moffat.fit(X, y, new Moffat(1e7, 0.09, 0.1, 2.5), -0.3, 0.3).orElseThrow();
    assertEquals(truth.amplitude(), found.amplitude(), 1e-4 * truth.amplitude());
    assertEquals(truth.mu(), found.mu(), 1e-6);
    assertEquals(truth.alpha(), found.alpha(), 1e-5);
    assertEquals(truth.beta(), found.beta(), 1e-3);
    assertEquals(truth.at(truth.mu()) / 2, truth.at(truth.mu() + truth.halfWidth()), 1);
  }

  /** A Gaussian wants beta without end. */
  @Test
  void aBellWithoutWingsEndsOnTheLargestBeta() {
    double[] gaussian = java.util.Arrays.stream(X).map(x -> 100 * Math.exp(-x * x / 0.002)).toArray();
    Moffat found = Moffat.fit(X, gaussian, new Moffat(100, 0.01, 0.05, 2.5), -0.3, 0.3).orElseThrow();
    assertEquals(20, found.beta(), 1e-9);
    assertEquals(0, found.mu(), 1e-4);
    assertEquals(100, found.amplitude(), 2);
  }

  @Test
  void dataThatRiseToTheEndHaveNoTop() {
    double[] rising = java.util.Arrays.stream(X).map(x -> x + 0.3).toArray();
    assertTrue(Moffat.fit(X, rising, new Moffat(0.6, 0.05, 0.05, 2.5), -0.3, 0.1).isEmpty());
  }

  @Test
  void isAbsentForNothing() {
    assertTrue(Moffat.fit(X, new double[X.length], new Moffat(1, 0, 0.05, 2.5), -0.3, 0.3).isEmpty());
    assertTrue(Moffat.fit(new double[3], new double[3], new Moffat(1, 0, 0.05, 2.5), -0.3, 0.3).isEmpty());
  }
}
