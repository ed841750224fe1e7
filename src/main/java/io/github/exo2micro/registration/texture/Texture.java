package io.github.exo2micro.registration.texture;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.GaussianBlur;
import io.github.exo2micro.image.tissue.Mask;

/**
 * The details of one image within its tissue, between two sizes, all parts at the same contrast: what two stains of one
 * tissue have in common where their brightness has not. The outline itself says nothing.
 *
 * @param image mean about 0, spread about 1; 0 outside the tissue
 * @param mask where the tissue is, as large
 * @param reduction full-resolution px per pixel
 */
public record Texture(FloatImage image, Mask mask, int reduction) {

  /**
   * @param tissue at the scale wanted
   * @param finest sigma of the finest detail that counts, px
   * @param coarsest half the side of a square of which the mean is taken off, px
   */
  public static Texture of(WorkingImage tissue, double finest, int coarsest) {
    int w = tissue.logarithm().width();
    int h = tissue.logarithm().height();
    float[] weight = tissue.mask().toFloats();
    float[] values = tissue.logarithm().pixels().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= weight[i];
    }
    float[] fine = mean(values, weight, w, h, finest);
    float[] coarse = squareMean(values, weight, w, h, coarsest);
    float[] squares = new float[values.length];
    double sum = 0;
    double count = 0;
    for (int i = 0; i < values.length; i++) {
      fine[i] = weight[i] * (fine[i] - coarse[i]);
      squares[i] = fine[i] * fine[i];
      sum += squares[i];
      count += weight[i];
    }
    float floor = (float) (0.1 * sum / Math.max(1, count) + 1e-12);
    float[] variance = squareMean(squares, weight, w, h, 2 * coarsest);
    for (int i = 0; i < values.length; i++) {
      fine[i] /= (float) Math.sqrt(variance[i] + floor);
    }
    return new Texture(new FloatImage(w, h, fine), tissue.mask(), tissue.reduction());
  }

  /** Gaussian mean over the set pixels only. */
  private static float[] mean(float[] values, float[] weight, int w, int h, double sigma) {
    float[] sum = GaussianBlur.blur(values, w, h, sigma);
    float[] total = GaussianBlur.blur(weight, w, h, sigma);
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= Math.max(total[i], 1e-3f);
    }
    return sum;
  }

  /** Mean over the set pixels of a square about each pixel, by sums from the origin: the same cost for any radius. */
  private static float[] squareMean(float[] values, float[] weight, int w, int h, int radius) {
    double[] sum = new double[(w + 1) * (h + 1)];
    double[] total = new double[(w + 1) * (h + 1)];
    for (int y = 0; y < h; y++) {
      double rowSum = 0;
      double rowTotal = 0;
      for (int x = 0; x < w; x++) {
        rowSum += values[y * w + x];
        rowTotal += weight[y * w + x];
        int i = (y + 1) * (w + 1) + x + 1;
        sum[i] = sum[i - w - 1] + rowSum;
        total[i] = total[i - w - 1] + rowTotal;
      }
    }
    float[] result = new float[w * h];
    for (int y = 0; y < h; y++) {
      int top = Math.max(0, y - radius) * (w + 1);
      int bottom = Math.min(h, y + radius + 1) * (w + 1);
      for (int x = 0; x < w; x++) {
        int left = Math.max(0, x - radius);
        int right = Math.min(w, x + radius + 1);
        double n = total[bottom + right] - total[bottom + left] - total[top + right] + total[top + left];
        double s = sum[bottom + right] - sum[bottom + left] - sum[top + right] + sum[top + left];
        result[y * w + x] = n > 0.5 ? (float) (s / n) : 0;
      }
    }
    return result;
  }
}
