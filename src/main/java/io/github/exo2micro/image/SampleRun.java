package io.github.exo2micro.image;

/**
 * Takes values of a source at points that lie on a line with equal steps.
 *
 * <p>Positions are whole numbers of 2⁻⁴⁰ px, and fractions become floats by their bits: conversions between int and
 * double inside the loop made it several times slower (they wait for the register's old value).
 */
interface SampleRun {

  /** Bits of a position behind the point. */
  int BITS = 40;

  int ONE = Float.floatToIntBits(1f);

  /** How many pixels before that of the point it looks at; behind it is one more. */
  int before();

  /**
   * Takes {@code count} values.
   *
   * @param px column of the first, 2⁻⁴⁰ px, from the piece's first column
   * @param py its row
   * @param stepX how far apart columns are
   * @param stepY how far apart rows are
   * @param piece the part of the source that {@code pixels} holds
   * @param into gets the values from {@code at} on
   */
  void run(long px, long py, long stepX, long stepY, int count, Tile piece, float[] pixels, float[] into, int at);

  /** What is behind the point, 0 to 1, to 2⁻²³: put under the bits of 1f it makes a float from 1 to 2. */
  static float fraction(long position) {
    return Float.intBitsToFloat(ONE | (int) (position >> BITS - 23) & 0x7FFFFF) - 1f;
  }
}
