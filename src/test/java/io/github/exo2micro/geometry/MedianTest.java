package io.github.exo2micro.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MedianTest {

  @Test
  void ofTheFirstValuesIsWhatSortingPutsInTheMiddle() {
    Random random = new Random(3);
    for (int n = 1; n < 300; n++) {
      float[] values = new float[n + 4];
      for (int i = 0; i < values.length; i++) {
        // Few different values in every third set, numbers that are none in every seventh.
        values[i] = n % 3 == 0 ? random.nextInt(4) : random.nextFloat();
        values[i] = n % 7 == 0 && random.nextInt(5) == 0 ? Float.NaN : values[i];
      }
      float[] sorted = Arrays.copyOf(values, n);
      Arrays.sort(sorted);
      float[] beyond = Arrays.copyOfRange(values, n, values.length);
      assertEquals(sorted[n / 2], Median.ofFirst(values, n), "of " + n);
      assertEquals(Arrays.toString(beyond), Arrays.toString(Arrays.copyOfRange(values, n, values.length)));
    }
    assertEquals(0, Median.ofFirst(new float[0], 0));
  }
}
