package io.github.exo2micro.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearSystemTest {

  @Test
  void solvesWhereTheDiagonalIsZero() {
    double[][] matrix = {{0, 2, 1}, {1, 0, 0}, {3, 0, 1}};
    double[] right = {7, 1, 4};
    assertTrue(LinearSystem.solve(matrix, right));
    assertArrayEquals(new double[] {1, 3, 1}, right, 1e-12);
  }

  @Test
  void findsTheUnknownsFromWhichAnyRightSideWasMade() {
    Random random = new Random(3);
    for (int n = 1; n <= 12; n++) {
      double[][] matrix = new double[n][n];
      double[] wanted = random.doubles(n, -5, 5).toArray();
      double[] right = new double[n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          matrix[i][j] = random.nextGaussian();
          right[i] += matrix[i][j] * wanted[j];
        }
      }
      assertTrue(LinearSystem.solve(matrix, right));
      assertArrayEquals(wanted, right, 1e-8, n + " unknowns");
    }
  }

  @Test
  void aSystemWithoutOneSolutionIsToldFromOneThatIsMerelySmall() {
    assertFalse(LinearSystem.solve(new double[][] {{1, 2}, {2, 4}}, new double[] {3, 6}));
    assertFalse(LinearSystem.solve(new double[2][2], new double[2]));
    assertFalse(LinearSystem.solve(new double[][] {{1, 0}, {0, Double.NaN}}, new double[] {3, 6}));
    double[] right = {3e-200, 8e-200};
    assertTrue(LinearSystem.solve(new double[][] {{1e-200, 0}, {0, 2e-200}}, right));
    assertArrayEquals(new double[] {3, 4}, right, 1e-12);
  }

  @Test
  void weightedEquationsGiveTheLineBetweenThem() {
    double[][] normal = new double[2][2];
    double[] right = new double[2];
    // y = a + b x through (0, 1) and (2, 5), each exactly; (1, 9) with a weight of nothing.
    LinearSystem.add(normal, right, 2, 1, 1, 0);
    LinearSystem.add(normal, right, 3, 5, 1, 2);
    LinearSystem.add(normal, right, 0, 9, 1, 1);
    assertTrue(LinearSystem.solve(normal, right));
    assertArrayEquals(new double[] {1, 2}, right, 1e-12);
  }

  @Test
  void theMedianIsOneOfTheValues() {
    assertEquals(3, Median.of(new double[] {9, 3, 1}));
    assertEquals(3, Median.of(new double[] {9, 3, 1, 2}));
    assertEquals(0, Median.of(new double[0]));
    double[] values = {5, 4};
    Median.of(values);
    assertArrayEquals(new double[] {5, 4}, values, "the array stays as it is");
  }

  /** 1.1774 is the median of Rayleigh's distribution. */
  @Test
  void theMedianLengthOfNoiseGivesItsDeviation() {
    Random random = new Random(8);
    double[] lengths = new double[20_001];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = Math.hypot(0.7 * random.nextGaussian(), 0.7 * random.nextGaussian());
    }
    assertEquals(0.7, Median.deviation(lengths), 0.02);
    assertEquals(0, Median.deviation(new double[0]));
  }
}
