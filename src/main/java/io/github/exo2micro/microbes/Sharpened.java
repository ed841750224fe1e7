package io.github.exo2micro.microbes;

import java.util.Arrays;

/**
 * A component's smoothed difference less its own mean around each pixel: two microbes that touch show as two peaks
 * already at some 1.6 of their widths' distance, where the difference itself has one peak with a shoulder until 2.
 *
 * <p>The means are of the component's pixels alone, with Gaussian weights.
 */
final class Sharpened {

  /** Gaussian sigma of the means, px. */
  static final double SIGMA = 2;
  private static final int RADIUS = 5;
  /** Components whose bounding boxes are larger stay as they are: lawns, folds. */
  private static final long MOST_CELLS = 1 << 20;
  private static final float[] WEIGHTS = weights();
  private static final float WHOLE = whole();

  private Sharpened() {}

  /**
   * The result.
   *
   * @param values one for each pixel
   * @param support the part of the weights around each pixel that falls on the component: little at its edge, where a
   *     mean of one side alone says nothing of peaks
   */
  record Values(float[] values, float[] support) {}

  private static float[] weights() {
    float[] result = new float[RADIUS + 1];
    for (int i = 0; i <= RADIUS; i++) {
      result[i] = (float) Math.exp(-0.5 * i * i / (SIGMA * SIGMA));
    }
    return result;
  }

  /**
   * The sharpened values.
   *
   * @param x columns of the pixels
   * @param y rows, not falling
   * @param value the smoothed difference there
   * @return the values themselves, as they are, when the component is too large
   */
  static Values of(int[] x, int[] y, float[] value) {
    int left = Arrays.stream(x).min().orElseThrow() - RADIUS;
    int width = Arrays.stream(x).max().orElseThrow() + RADIUS + 1 - left;
    int top = y[0] - RADIUS;
    long cells = (long) width * (y[y.length - 1] + RADIUS + 1 - top);
    if (cells > MOST_CELLS) {
      float[] none = new float[value.length];
      return new Values(value, none);
    }
    float[] values = new float[(int) cells];
    float[] set = new float[(int) cells];
    for (int i = 0; i < x.length; i++) {
      int at = (y[i] - top) * width + x[i] - left;
      values[at] = value[i];
      set[at] = 1;
    }
    float[] valuesAcross = across(values, width);
    float[] setAcross = across(set, width);
    float[] result = new float[value.length];
    float[] support = new float[value.length];
    for (int i = 0; i < x.length; i++) {
      int at = (y[i] - top) * width + x[i] - left;
      float weight = down(setAcross, at, width);
      result[i] = value[i] - down(valuesAcross, at, width) / weight;
      support[i] = weight / WHOLE;
    }
    return new Values(result, support);
  }

  private static float whole() {
    float sum = WEIGHTS[0];
    for (int i = 1; i <= RADIUS; i++) {
      sum += 2 * WEIGHTS[i];
    }
    return sum * sum;
  }

  /** Sums along rows, where pixels may lie: the rim of the box has none. */
  private static float[] across(float[] in, int width) {
    float[] out = new float[in.length];
    for (int row = RADIUS * width; row < in.length - RADIUS * width; row += width) {
      for (int i = row + RADIUS; i < row + width - RADIUS; i++) {
        float sum = WEIGHTS[0] * in[i];
        for (int k = 1; k <= RADIUS; k++) {
          sum += WEIGHTS[k] * (in[i - k] + in[i + k]);
        }
        out[i] = sum;
      }
    }
    return out;
  }

  private static float down(float[] in, int at, int width) {
    float sum = WEIGHTS[0] * in[at];
    for (int k = 1; k <= RADIUS; k++) {
      sum += WEIGHTS[k] * (in[at - k * width] + in[at + k * width]);
    }
    return sum;
  }
}
