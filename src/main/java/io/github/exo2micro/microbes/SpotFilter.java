package io.github.exo2micro.microbes;

import java.util.Arrays;

/**
 * Smooths the difference by about the width of the smallest spot, which is what shows a spot best against noise.
 *
 * <p>Values that are not numbers count as 0, and their own places stay NaN. Not thread-safe; one for each thread.
 */
final class SpotFilter {

  /** Gaussian sigma, px: a microbe's image is at least as wide as the microscope's blur. */
  static final double SIGMA = 1.2;
  /** How far around a tile must be read, px. */
  static final int MARGIN = 4;
  /** Rows that are smoothed together. */
  static final int ROWS = 4;

  private static final float[] WEIGHTS = weights();

  /** One standard deviation of smoothed pixels whose own is 1 and which know nothing of each other. */
  static final double WHITE_NOISE = whiteNoise();

  private float[][] down = new float[ROWS][0];
  private boolean[] hole = new boolean[0];

  private static float[] weights() {
    double[] exact = new double[MARGIN + 1];
    double sum = 0;
    for (int i = 0; i <= MARGIN; i++) {
      exact[i] = Math.exp(-0.5 * i * i / (SIGMA * SIGMA));
      sum += i == 0 ? exact[i] : 2 * exact[i];
    }
    float[] result = new float[MARGIN + 1];
    for (int i = 0; i <= MARGIN; i++) {
      result[i] = (float) (exact[i] / sum);
    }
    return result;
  }

  /** The root of the sum of the squared weights: those of a row times those of a column. */
  private static double whiteNoise() {
    double sum = 0;
    for (int i = -MARGIN; i <= MARGIN; i++) {
      sum += WEIGHTS[Math.abs(i)] * WEIGHTS[Math.abs(i)];
    }
    return sum;
  }

  /**
   * Smooths up to {@link #ROWS} rows of a tile.
   *
   * @param in the tile with {@link #MARGIN} px on all sides, row-major; NaN that {@link #fillHoles} has not replaced
   *     make what is around them NaN
   * @param wide length of a row of {@code in}
   * @param row the first, a row of the tile
   * @param rows how many, at least 1
   * @param out a buffer for each row, at least {@code wide - 2 * MARGIN} long
   * @return whether all of them are finite
   */
  boolean smooth(float[] in, int wide, int row, int rows, float[][] out) {
    if (down[0].length < wide) {
      down = new float[ROWS][wide];
    }
    int at = (row + MARGIN) * wide;
    if (rows == ROWS) {
      down(in, at, wide);
    } else {
      for (int i = 0; i < rows; i++) {
        down(in, at + i * wide, wide, down[i]);
      }
    }
    float sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += across(down[i], wide - 2 * MARGIN, out[i]);
    }
    return Float.isFinite(sum);
  }

  /**
   * Replaces what is no number by 0, for good.
   *
   * @return whether there was any
   */
  boolean fillHoles(float[] in, int length) {
    boolean any = false;
    for (int i = 0; i < length; i++) {
      any |= in[i] != in[i];
    }
    if (!any) {
      return false;
    }
    if (hole.length < length) {
      hole = new boolean[length];
    }
    for (int i = 0; i < length; i++) {
      hole[i] = Float.isNaN(in[i]);
      in[i] = hole[i] ? 0 : in[i];
    }
    return true;
  }

  /** Whether {@link #fillHoles} has replaced a value. */
  boolean isHole(int index) {
    return hole[index];
  }

  /** Four rows at once: what one adds up, the next three need again. Each sum is in the order of a single row's. */
  private void down(float[] in, int at, int wide) {
    float w0 = WEIGHTS[0];
    float w1 = WEIGHTS[1];
    float w2 = WEIGHTS[2];
    float w3 = WEIGHTS[3];
    float w4 = WEIGHTS[4];
    float[] first = down[0];
    float[] second = down[1];
    float[] third = down[2];
    float[] fourth = down[3];
    int top = at - MARGIN * wide;
    for (int x = 0; x < wide; x++) {
      int k = top + x;
      float a = in[k];
      float b = in[k += wide];
      float c = in[k += wide];
      float d = in[k += wide];
      float e = in[k += wide];
      float f = in[k += wide];
      float g = in[k += wide];
      float h = in[k += wide];
      float i = in[k += wide];
      first[x] = w0 * e + w1 * (d + f) + w2 * (c + g) + w3 * (b + h) + w4 * (a + i);
      a = in[k += wide];
      second[x] = w0 * f + w1 * (e + g) + w2 * (d + h) + w3 * (c + i) + w4 * (b + a);
      b = in[k += wide];
      third[x] = w0 * g + w1 * (f + h) + w2 * (e + i) + w3 * (d + a) + w4 * (c + b);
      c = in[k + wide];
      fourth[x] = w0 * h + w1 * (g + i) + w2 * (f + a) + w3 * (e + b) + w4 * (d + c);
    }
  }

  private static void down(float[] in, int at, int wide, float[] out) {
    float w0 = WEIGHTS[0];
    float w1 = WEIGHTS[1];
    float w2 = WEIGHTS[2];
    float w3 = WEIGHTS[3];
    float w4 = WEIGHTS[4];
    for (int x = 0; x < wide; x++) {
      int k = at + x;
      out[x] = w0 * in[k] + w1 * (in[k - wide] + in[k + wide]) + w2 * (in[k - 2 * wide] + in[k + 2 * wide])
          + w3 * (in[k - 3 * wide] + in[k + 3 * wide]) + w4 * (in[k - 4 * wide] + in[k + 4 * wide]);
    }
  }

  /** Four pixels at once; gives the sum, which is not finite where any value is not. */
  private static float across(float[] row, int width, float[] out) {
    float w0 = WEIGHTS[0];
    float w1 = WEIGHTS[1];
    float w2 = WEIGHTS[2];
    float w3 = WEIGHTS[3];
    float w4 = WEIGHTS[4];
    float sum = 0;
    float a = row[0];
    float b = row[1];
    float c = row[2];
    float d = row[3];
    float e = row[4];
    float f = row[5];
    float g = row[6];
    float h = row[7];
    int x = 0;
    for (; x + 3 < width; x += 4) {
      float i = row[x + 8];
      float j = row[x + 9];
      float k = row[x + 10];
      float l = row[x + 11];
      float first = w0 * e + w1 * (d + f) + w2 * (c + g) + w3 * (b + h) + w4 * (a + i);
      float second = w0 * f + w1 * (e + g) + w2 * (d + h) + w3 * (c + i) + w4 * (b + j);
      float third = w0 * g + w1 * (f + h) + w2 * (e + i) + w3 * (d + j) + w4 * (c + k);
      float fourth = w0 * h + w1 * (g + i) + w2 * (f + j) + w3 * (e + k) + w4 * (d + l);
      out[x] = first;
      out[x + 1] = second;
      out[x + 2] = third;
      out[x + 3] = fourth;
      sum += first + second + third + fourth;
      a = e;
      b = f;
      c = g;
      d = h;
      e = i;
      f = j;
      g = k;
      h = l;
    }
    for (; x < width; x++) {
      float value = w0 * row[x + 4] + w1 * (row[x + 3] + row[x + 5]) + w2 * (row[x + 2] + row[x + 6])
          + w3 * (row[x + 1] + row[x + 7]) + w4 * (row[x] + row[x + 8]);
      out[x] = value;
      sum += value;
    }
    return sum;
  }
}
