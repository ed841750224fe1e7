package io.github.exo2micro.microbes.list;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberTextTest {

  private static final double[] CORNERS = {0, -0.0, 0.5, -0.5, 1, 9.9999995, 99.99995, 0.0005, 1.0005, 2.5, 999_999.4,
      999_999.5, 1e6, 1e-4, 9.99999e-5, 0.0001234565, 0.1, 0.3, 1e12, 123_456_789.0125, 1e-9, 4e17, Double.NaN,
      Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE};

  @Test
  void writesWhatFormatWrites() {
    for (double value : CORNERS) {
      compare(value);
      compare(-value);
    }
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(16) - 7);
      compare(value);
      compare((float) value);
      // Halves of a last digit, which the number's own decimal text decides.
      compare(Math.rint(value * 1000) / 1000 + 0.0005);
    }
  }

  private static void compare(double value) {
    for (int decimals : new int[] {0, 2, 3}) {
      StringBuilder fixed = new StringBuilder();
      NumberText.fixed(fixed, value, decimals);
      assertEquals(String.format(Locale.ROOT, "%." + decimals + "f", value), fixed.toString());
    }
    for (int digits : new int[] {4, 6}) {
      StringBuilder significant = new StringBuilder();
      NumberText.significant(significant, value, digits);
      assertEquals(String.format(Locale.ROOT, "%." + digits + "g", value), significant.toString());
    }
  }
}
