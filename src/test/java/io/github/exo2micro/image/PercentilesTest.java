package io.github.exo2micro.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentilesTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 1001})
  void areThoseOfTheSortedValuesBitForBit(int count) {
    Random random = new Random(count);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = switch (random.nextInt(4)) {
        case 0 -> random.nextInt(5) - 2;
        case 1 -> (float) (random.nextGaussian() * 1e-6);
        case 2 -> -random.nextFloat() * 1e9f;
        default -> 100 + random.nextFloat();
      };
    }
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    Percentiles percentiles = Percentiles.of(values);
    for (int rank = 0; rank < count; rank++) {
      double percent = count == 1 ? 37 : 100.0 * rank / (count - 1);
      double exact = percent / 100 * (count - 1);
      int below = (int) exact;
      int above = Math.min(below + 1, count - 1);
      assertEquals(sorted[below] + (exact - below) * (sorted[above] - sorted[below]), percentiles.at(percent),
          "rank " + rank);
    }
  }

  @Test
  void liesBetweenNeighbouringRanksInProportion() {
    assertEquals(2.5, Percentiles.of(new float[] {4, 1, 2, 3}).at(50));
    assertEquals(-0.5, Percentiles.of(new float[] {1, -1, -2, 3}).at(41.0 + 2.0 / 3), 1e-12);
  }

  @Test
  void leavesOutWhatIsNotAboveTheLimitAndNaN() {
    float[] values = {0, Float.NaN, -3, 5, 0.5f, Float.POSITIVE_INFINITY};
    assertEquals(3, Percentiles.ofPositive(values).count());
    assertEquals(0.5, Percentiles.ofPositive(values).at(0));
    assertEquals(Double.POSITIVE_INFINITY, Percentiles.ofPositive(values).at(100));
    assertEquals(5, Percentiles.of(values).count());
  }

  @Test
  void refusesWhatHasNoAnswer() {
    assertThrows(IllegalStateException.class, () -> Percentiles.ofPositive(new float[] {0, -1}).at(50));
    assertThrows(IllegalArgumentException.class, () -> Percentiles.of(new float[] {1}).at(101));
  }
}
