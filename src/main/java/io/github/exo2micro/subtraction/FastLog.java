package io.github.exo2micro.subtraction;

/**
 * log10 of positive normal floats by a table of mantissas with linear interpolation: error under 1e-6, the same bits on
 * every platform, and no call of a library for a billion pixels. There is no conversion between whole numbers and
 * floats in it either: those wait for the register's old value.
 */
final class FastLog {

  private static final int BITS = 9;
  private static final int SIZE = 1 << BITS;
  private static final int ONE = Float.floatToIntBits(1f);
  /** By the float's exponent as it is stored, 0 to 255. */
  private static final float[] EXPONENT = new float[256];
  /** Logarithm where each piece begins, 1 to 2; its slope. Small enough for a processor's nearest cache. */
  private static final float[] MANTISSA = new float[SIZE];
  private static final float[] SLOPE = new float[SIZE];

  static {
    double log2 = StrictMath.log10(2);
    for (int i = 0; i < EXPONENT.length; i++) {
      EXPONENT[i] = (float) ((i - 127) * log2);
    }
    for (int i = 0; i < SIZE; i++) {
      double start = 1 + (double) i / SIZE;
      double next = 1 + (double) (i + 1) / SIZE;
      MANTISSA[i] = (float) StrictMath.log10(start);
      SLOPE[i] = (float) ((StrictMath.log10(next) - StrictMath.log10(start)) * SIZE);
    }
  }

  private FastLog() {}

  /** Replaces the first {@code count} values by their logarithms. */
  static void log10(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = log10(values[i]);
    }
  }

  /** @param v positive and normal; anything else gives a meaningless number, never an exception */
  static float log10(float v) {
    int bits = Float.floatToRawIntBits(v);
    int piece = bits >>> 23 - BITS & SIZE - 1;
    float beyond = Float.intBitsToFloat(bits & (1 << 23 - BITS) - 1 | ONE) - 1f;
    return EXPONENT[bits >>> 23 & 0xFF] + (MANTISSA[piece] + beyond * SLOPE[piece]);
  }
}
