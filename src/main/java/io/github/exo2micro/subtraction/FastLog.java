package io.github.exo2micro.subtraction;

/**
 * log10 of positive normal floats by a table of mantissas with linear interpolation: error under 1e-6, the same bits on
 * every platform, and no call of a library for a billion pixels. There is no conversion between whole numbers and floats in
 * it either: those wait for the register's old value.
 */
final class FastLog {

  private static final int BITS = 11;
  private static final int SIZE = 1 << BITS;
  private static final int ONE = Float.floatToIntBits(1f);
  /** By the float's exponent as it is stored, 0 to 255. */
  private static final float[] EXPONENT = new float[256];
  /** Where the pieces begin, 1 to 2; their logarithm there; its slope. */
  private static final float[] START = new float[SIZE];
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
      START[i] = (float) start;
      MANTISSA[i] = (float) StrictMath.log10(start);
      SLOPE[i] = (float) ((StrictMath.log10(next) - StrictMath.log10(start)) * SIZE);
    }
  }

  private FastLog() {}

  /** @param v positive and normal; anything else gives a meaningless number, never an exception */
  static float log10(float v) {
    int bits = Float.floatToRawIntBits(v);
    int piece = bits >>> 23 - BITS & SIZE - 1;
    float mantissa = Float.intBitsToFloat(bits & 0x7FFFFF | ONE);
    return EXPONENT[bits >>> 23 & 0xFF] + (MANTISSA[piece] + (mantissa - START[piece]) * SLOPE[piece]);
  }
}
