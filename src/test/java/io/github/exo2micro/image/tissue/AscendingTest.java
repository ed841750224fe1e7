package io.github.exo2micro.image.tissue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AscendingTest {

  @Test
  void sortsAsTheLibraryDoesAndKnowsWhereEachValueStood() {
    SplittableRandom random = new SplittableRandom(8);
    float[] values = new float[5003];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 3 == 0 ? random.nextInt(-4, 5) : Float.intBitsToFloat(random.nextInt() & 0xff7fffff);
    }
    values[7] = -0f;
    values[11] = Float.NEGATIVE_INFINITY;
    float[] sorted = values.clone();
    Arrays.sort(sorted);

    Ascending ascending = Ascending.of(values);

    assertArrayEquals(sorted, ascending.values());
    for (int i = 0; i < sorted.length; i++) {
      int place = ascending.places()[i];
      assertEquals(sorted[i], values[place]);
      assertTrue(i == 0 || sorted[i - 1] != sorted[i] || sorted[i] == 0 || ascending.places()[i - 1] < place,
          "equal values out of their order at " + i);
    }
  }

  @Test
  void leavesOutWhatIsNoNumber() {
    Ascending ascending = Ascending.of(new float[] {2, Float.NaN, -1, Float.NaN, 0});
    assertArrayEquals(new float[] {-1, 0, 2}, ascending.values());
    assertArrayEquals(new int[] {2, 4, 0}, Arrays.copyOf(ascending.places(), 3));
    assertEquals(0, Ascending.of(new float[] {Float.NaN}).values().length);
  }
}
