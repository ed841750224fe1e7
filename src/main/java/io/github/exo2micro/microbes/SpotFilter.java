package io.github.exo2micro.microbes;

import io.github.exo2micro.image.Tile;
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

  private static final float[] WEIGHTS = weights();

  /** One standard deviation of smoothed pixels whose own is 1 and which know nothing of each other. */
  static final double WHITE_NOISE = whiteNoise();

  private float[] scratch = new float[0];

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
   * Smooths a tile.
   *
   * @param tile the tile without its margin
   * @param in the tile with {@link #MARGIN} px on all sides, row-major; NaN is replaced by 0
   * @param out row-major, at least {@code tile.area()} long
   * @return whether there are values that are not numbers
   */
  boolean smooth(Tile tile, float[] in, float[] out) {
    int wide = tile.width() + 2 * MARGIN;
    if (scratch.length < wide) {
      scratch = new float[wide];
    }
    // Hardly ever is anything no number, and then sums say so.
    if (Float.isFinite(smoothed(tile, in, out))) {
      return false;
    }
    boolean holes = fillHoles(in, wide * (tile.height() + 2 * MARGIN));
    if (holes) {
      smoothed(tile, in, out);
      digHoles(tile, out);
    }
    return holes;
  }

  /** Smooths, and gives the sum: not finite where any value is not. */
  private float smoothed(Tile tile, float[] in, float[] out) {
    int wide = tile.width() + 2 * MARGIN;
    float sum = 0;
    for (int row = 0; row < tile.height(); row++) {
      down(in, (row + MARGIN) * wide, wide, scratch);
      sum += across(scratch, tile.width(), out, row * tile.width());
    }
    return sum;
  }

  private boolean[] hole = new boolean[0];

  private boolean fillHoles(float[] in, int length) {
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

  private void digHoles(Tile tile, float[] out) {
    int wide = tile.width() + 2 * MARGIN;
    for (int row = 0; row < tile.height(); row++) {
      for (int x = 0; x < tile.width(); x++) {
        if (hole[(row + MARGIN) * wide + x + MARGIN]) {
          out[row * tile.width() + x] = Float.NaN;
        }
      }
    }
  }

  private static void down(float[] in, int at, int wide, float[] out) {
    float w0 = WEIGHTS[0];
    float w1 = WEIGHTS[1];
    float w2 = WEIGHTS[2];
    float w3 = WEIGHTS[3];
    float w4 = WEIGHTS[4];
    // One loop for all rows: what is added up stays in a register.
    for (int x = 0; x < wide; x++) {
      int k = at + x;
      out[x] = w0 * in[k] + w1 * (in[k - wide] + in[k + wide]) + w2 * (in[k - 2 * wide] + in[k + 2 * wide])
          + w3 * (in[k - 3 * wide] + in[k + 3 * wide]) + w4 * (in[k - 4 * wide] + in[k + 4 * wide]);
    }
  }

  private static float across(float[] row, int width, float[] out, int at) {
    float w0 = WEIGHTS[0];
    float w1 = WEIGHTS[1];
    float w2 = WEIGHTS[2];
    float w3 = WEIGHTS[3];
    float w4 = WEIGHTS[4];
    float sum = 0;
    for (int x = 0; x < width; x++) {
      float value = w0 * row[x + 4] + w1 * (row[x + 3] + row[x + 5]) + w2 * (row[x + 2] + row[x + 6])
          + w3 * (row[x + 1] + row[x + 7]) + w4 * (row[x] + row[x + 8]);
      out[at + x] = value;
      sum += value;
    }
    return sum;
  }
}
