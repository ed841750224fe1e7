package io.github.exo2micro.registration.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.BlockRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Band matrices against a solver of full matrices that is not ours. */
class BandMatrixTest {

  /** Sums of squares of random forms over neighbouring unknowns, and a little on the diagonal. */
  private static RealMatrix random(int size, int band, Random random) {
    RealMatrix matrix = new BlockRealMatrix(size, size);
    for (int form = 0; form < 3 * size; form++) {
      int first = random.nextInt(size);
      double[] a = new double[Math.min(band + 1, size - first)];
      for (int i = 0; i < a.length; i++) {
        a[i] = random.nextGaussian();
      }
      for (int i = 0; i < a.length; i++) {
        for (int j = 0; j < a.length; j++) {
          matrix.addToEntry(first + i, first + j, a[i] * a[j]);
        }
      }
    }
    for (int i = 0; i < size; i++) {
      matrix.addToEntry(i, i, 0.1);
    }
    return matrix;
  }

  /** The same matrix, each pair given once, whichever way round and in two parts. */
  private static BandMatrix banded(RealMatrix matrix, int band) {
    int size = matrix.getRowDimension();
    BandMatrix result = new BandMatrix(size, band);
    for (int i = 0; i < size; i++) {
      for (int j = Math.max(0, i - band); j <= i; j++) {
        boolean turned = (i + j) % 2 == 0;
        result.add(turned ? i : j, turned ? j : i, 0.25 * matrix.getEntry(i, j));
        result.add(turned ? j : i, turned ? i : j, 0.75 * matrix.getEntry(i, j));
      }
    }
    return result;
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 3", "7, 0", "7, 1", "7, 6", "7, 9", "40, 3", "40, 11", "61, 17"})
  void solvesWhatAFullMatrixSolves(int size, int band) {
    Random random = new Random(size * 100L + band);
    RealMatrix full = random(size, Math.min(band, size - 1), random);
    BandMatrix matrix = banded(full, band);
    matrix.factorise();
    for (int side = 0; side < 3; side++) {
      double[] x = new double[size];
      for (int i = 0; i < size; i++) {
        x[i] = random.nextGaussian();
      }
      double[] expected = new LUDecomposition(full).getSolver().solve(new ArrayRealVector(x)).toArray();
      matrix.solve(x);
      for (int i = 0; i < size; i++) {
        assertEquals(expected[i], x[i], 1e-8 * (1 + Math.abs(expected[i])), "right side " + side + " unknown " + i);
      }
    }
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteIsRefusedWithItsRow() {
    BandMatrix matrix = new BandMatrix(3, 1);
    matrix.add(0, 0, 4);
    matrix.add(1, 0, 2);
    matrix.add(1, 1, 1);
    matrix.add(2, 2, 1);
    // The second row is half the first: nothing is left of its diagonal.
    String message = assertThrows(ArithmeticException.class, matrix::factorise).getMessage();
    assertTrue(message.startsWith("row 1: "), message);
    assertThrows(ArithmeticException.class, new BandMatrix(2, 1)::factorise, "nothing was ever added");
  }

  @Test
  void aMatrixThatNoMemoryHoldsIsRefused() {
    assertThrows(ArithmeticException.class, () -> new BandMatrix(1_000_000, 3000));
  }

  @Test
  void theInverseFormIsWhatSolvingGives() {
    BandMatrix matrix = banded(random(23, 5, new Random(3)), 5);
    matrix.factorise();
    int[] at = {9, 7, 14};
    double[] value = {0.5, -1.25, 2};
    double[] x = new double[23];
    for (int k = 0; k < at.length; k++) {
      x[at[k]] = value[k];
    }
    matrix.solve(x);
    double expected = value[0] * x[9] + value[1] * x[7] + value[2] * x[14];
    assertEquals(expected, matrix.inverseForm(at, value), 1e-9 * expected);
  }

  @Test
  void halvesOfManySolutionsMakeTheWholes() {
    BandMatrix matrix = banded(random(37, 6, new Random(5)), 6);
    matrix.factorise();
    double[][] sides = new double[6][];
    double[][] expected = new double[6][];
    for (int s = 0; s < sides.length; s++) {
      sides[s] = matrix.side();
      // Some begin with zeros, which are skipped.
      for (int i = 5 * s; i < 37; i += 3) {
        sides[s][i] = i - s;
      }
      expected[s] = sides[s].clone();
      matrix.solve(expected[s]);
    }
    matrix.solveLower(sides);
    for (int s = 0; s < sides.length; s++) {
      matrix.solveUpper(sides[s]);
      assertArrayEquals(expected[s], sides[s], 1e-10);
    }
  }

  @Test
  void anInverseFormThatFadesIsAsGoodAsAWholeOne() {
    int size = 400;
    BandMatrix matrix = banded(random(size, 2, new Random(8)), 2);
    matrix.factorise();
    double[] x = new double[size];
    x[3] = 1;
    x[9] = -2;
    matrix.solve(x);
    double expected = x[3] - 2 * x[9];
    assertEquals(expected, matrix.inverseForm(new int[] {3, 9}, new double[] {1, -2}), 1e-9 * expected);
  }
}
