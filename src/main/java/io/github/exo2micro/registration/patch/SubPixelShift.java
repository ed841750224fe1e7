package io.github.exo2micro.registration.patch;

import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.image.FloatImage;
import java.util.Arrays;

/**
 * Finds a shift to a small fraction of a pixel by iterated, robust least squares of
 * {@code post(x) = gain · pre(x + shift) + offset} (Lucas and Kanade 1981; weights: Tukey's biweight on the residuals).
 * Pixels that only one image explains, such as stained microbes, get no weight.
 */
final class SubPixelShift {

  /** Pixels left out at each edge, of those that count: gradients and the mirrored blur are unsure there. */
  private static final int EDGE = 2;
  private static final int STEPS = 15;
  private static final double CONVERGED = 0.0015;
  private static final double LONGEST_STEP = 0.5;
  /** Farther than this from the start the linearisation has lost its hold. */
  private static final double FARTHEST = 1.5;
  private static final double TUKEY = 4.7;

  private final FloatImage post;
  private final FloatImage window;
  private final int reach;
  private final double blurSigma;
  private final int stride;
  private final int edge;
  private final int n;
  /** Shifted pre, one pixel larger than the patch on each side. */
  private final float[] pre;
  private final float[] rows;
  private final float[] weights;
  private final float[] sample;

  private double gain = 1;
  private double offset;
  private double residualScale;

  /** As the other, for images of full resolution, of which every second pixel is enough. */
  SubPixelShift(FloatImage post, FloatImage window, int reach, double blurSigma) {
    this(post, window, reach, blurSigma, 2);
  }

  /**
   * @param post square patch, blurred
   * @param window pre around it, blurred as well, {@code reach} px larger on each side
   * @param reach px
   * @param blurSigma how much both were blurred, px: neighbouring pixels' noise is alike within about that distance
   * @param stride every stride-th pixel along both axes tells all: the blur has removed what the others do
   */
  SubPixelShift(FloatImage post, FloatImage window, int reach, double blurSigma, int stride) {
    this.post = post;
    this.window = window;
    this.reach = reach;
    this.blurSigma = blurSigma;
    this.stride = stride;
    this.edge = EDGE * stride;
    this.n = post.width();
    this.pre = new float[(n + 2) * (n + 2)];
    this.rows = new float[(n + 2) * (n + 5)];
    this.weights = new float[n * n];
    this.sample = new float[(n / (2 * stride) + 1) * (n / (2 * stride) + 1)];
  }

  /** Iterates from a start; the result is {@link PatchShift#none()} when it does not settle near it. */
  PatchShift from(double startX, double startY) {
    double dx = startX;
    double dy = startY;
    for (int step = 0; step < STEPS; step++) {
      if (!shiftTo(dx, dy)) {
        return PatchShift.none();
      }
      if (step == 0) {
        Arrays.fill(weights, 1);
        fitBrightness();
      }
      weigh();
      double[][] normal = new double[4][4];
      double[] right = new double[4];
      accumulate(normal, right);
      double[][] inverse = new double[4][4];
      if (!invert(normal, inverse)) {
        return PatchShift.none();
      }
      double[] unknown = multiply(inverse, right);
      double g = unknown[0];
      if (!(g > 0)) {
        return PatchShift.none();
      }
      gain = g;
      offset = unknown[1];
      double stepX = unknown[2] / g;
      double stepY = unknown[3] / g;
      double length = Math.hypot(stepX, stepY);
      double limited = length > LONGEST_STEP * stride ? LONGEST_STEP * stride / length : 1;
      dx += limited * stepX;
      dy += limited * stepY;
      if (!(Math.hypot(dx - startX, dy - startY) <= FARTHEST * stride)) {
        return PatchShift.none();
      }
      if (length < CONVERGED * stride) {
        return new PatchShift(dx, dy, correlation(), uncertainty(inverse));
      }
    }
    return PatchShift.none();
  }

  /** Correlation at a shift, all pixels but the robust fit's outliers. */
  double nccAt(double dx, double dy) {
    if (!shiftTo(dx, dy)) {
      return -1;
    }
    Arrays.fill(weights, 1);
    fitBrightness();
    weigh();
    return correlation();
  }

  /** Renders pre at the shift by cubic convolution (Keys 1981, a = −1/2); false when it leaves the window. */
  private boolean shiftTo(double dx, double dy) {
    int ix = (int) Math.floor(dx);
    int iy = (int) Math.floor(dy);
    int x0 = reach + ix - 2;
    int y0 = reach + iy - 2;
    int m = n + 2;
    if (x0 < 0 || y0 < 0 || x0 + m + 3 > window.width() || y0 + m + 3 > window.height()) {
      return false;
    }
    float[] kx = cubic((float) (dx - ix));
    float[] ky = cubic((float) (dy - iy));
    float[] in = window.pixels();
    for (int y = 0; y < m + 3; y++) {
      int from = (y0 + y) * window.width() + x0;
      for (int x = 0; x < m; x++) {
        rows[y * m + x] = kx[0] * in[from + x] + kx[1] * in[from + x + 1] + kx[2] * in[from + x + 2]
            + kx[3] * in[from + x + 3];
      }
    }
    for (int i = 0; i < m * m; i++) {
      pre[i] = ky[0] * rows[i] + ky[1] * rows[i + m] + ky[2] * rows[i + 2 * m] + ky[3] * rows[i + 3 * m];
    }
    return true;
  }

  private static float[] cubic(float f) {
    float g = 1 - f;
    return new float[] {-0.5f * f * g * g, 1 + f * f * (1.5f * f - 2.5f), 1 + g * g * (1.5f * g - 2.5f),
        -0.5f * g * f * f};
  }

  private float preAt(int x, int y) {
    return pre[(y + 1) * (n + 2) + x + 1];
  }

  /** Gain and offset alone, for the first residuals. */
  private void fitBrightness() {
    for (int round = 0; round < 2; round++) {
      double sw = 0;
      double sa = 0;
      double sb = 0;
      double saa = 0;
      double sab = 0;
      for (int y = edge; y < n - edge; y += stride) {
        for (int x = edge; x < n - edge; x += stride) {
          double w = weights[y * n + x];
          double a = preAt(x, y);
          double b = post.at(x, y);
          sw += w;
          sa += w * a;
          sb += w * b;
          saa += w * a * a;
          sab += w * a * b;
        }
      }
      double variance = saa - sa * sa / sw;
      gain = variance > 0 ? (sab - sa * sb / sw) / variance : 0;
      offset = sw > 0 ? (sb - gain * sa) / sw : 0;
      weigh();
    }
  }

  private void weigh() {
    int k = 0;
    for (int y = edge; y < n - edge; y += 2 * stride) {
      for (int x = edge; x < n - edge; x += 2 * stride) {
        sample[k++] = Math.abs((float) (post.at(x, y) - gain * preAt(x, y) - offset));
      }
    }
    residualScale = Math.max(1e-6, 1.4826 * Median.ofFirst(sample, k));
    float limit = (float) (TUKEY * residualScale);
    float g = (float) gain;
    float o = (float) offset;
    for (int y = edge; y < n - edge; y += stride) {
      for (int x = edge; x < n - edge; x += stride) {
        float t = (post.at(x, y) - g * preAt(x, y) - o) / limit;
        float u = 1 - t * t;
        weights[y * n + x] = u > 0 ? u * u : 0;
      }
    }
  }

  private void accumulate(double[][] normal, double[] right) {
    int m = n + 2;
    float[] target = post.pixels();
    double[] total = new double[14];
    for (int y = edge; y < n - edge; y += stride) {
      int at = (y + 1) * m + 1;
      // Float sums along a row, double sums of rows: exact enough, and without a conversion for each product.
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      float s4 = 0;
      float s5 = 0;
      float s6 = 0;
      float s7 = 0;
      float s8 = 0;
      float s9 = 0;
      float s10 = 0;
      float s11 = 0;
      float s12 = 0;
      float s13 = 0;
      for (int x = edge; x < n - edge; x += stride) {
        int i = at + x;
        float w = weights[y * n + x];
        float a = pre[i];
        float gx = 0.5f * (pre[i + 1] - pre[i - 1]);
        float gy = 0.5f * (pre[i + m] - pre[i - m]);
        float b = target[y * n + x];
        float wa = w * a;
        float wx = w * gx;
        float wy = w * gy;
        s0 += wa * a;
        s1 += wa;
        s2 += wa * gx;
        s3 += wa * gy;
        s4 += w;
        s5 += wx;
        s6 += wy;
        s7 += wx * gx;
        s8 += wx * gy;
        s9 += wy * gy;
        s10 += wa * b;
        s11 += w * b;
        s12 += wx * b;
        s13 += wy * b;
      }
      total[0] += s0;
      total[1] += s1;
      total[2] += s2;
      total[3] += s3;
      total[4] += s4;
      total[5] += s5;
      total[6] += s6;
      total[7] += s7;
      total[8] += s8;
      total[9] += s9;
      total[10] += s10;
      total[11] += s11;
      total[12] += s12;
      total[13] += s13;
    }
    int k = 0;
    for (int r = 0; r < 4; r++) {
      for (int c = r; c < 4; c++) {
        normal[r][c] = total[k];
        normal[c][r] = total[k++];
      }
      right[r] = total[10 + r];
    }
  }

  private double correlation() {
    double sw = 0;
    double sa = 0;
    double sb = 0;
    double saa = 0;
    double sbb = 0;
    double sab = 0;
    for (int y = edge; y < n - edge; y += stride) {
      for (int x = edge; x < n - edge; x += stride) {
        double w = weights[y * n + x] > 0 ? 1 : 0;
        double a = preAt(x, y);
        double b = post.at(x, y);
        sw += w;
        sa += w * a;
        sb += w * b;
        saa += w * a * a;
        sbb += w * b * b;
        sab += w * a * b;
      }
    }
    double va = saa - sa * sa / sw;
    double vb = sbb - sb * sb / sw;
    return va > 0 && vb > 0 ? (sab - sa * sb / sw) / Math.sqrt(va * vb) : 0;
  }

  /** From the curvature and the residuals; noise that the blur has spread counts once, not per pixel. */
  private double uncertainty(double[][] inverse) {
    double alike = Math.max(1, 4 * Math.PI * blurSigma * blurSigma / (stride * stride));
    double factor = residualScale * residualScale * alike / (gain * gain);
    double a = inverse[2][2];
    double b = inverse[2][3];
    double c = inverse[3][3];
    double largest = (a + c) / 2 + Math.hypot((a - c) / 2, b);
    return Math.sqrt(factor * largest);
  }

  private static double[] multiply(double[][] matrix, double[] vector) {
    double[] out = new double[vector.length];
    for (int r = 0; r < out.length; r++) {
      for (int c = 0; c < out.length; c++) {
        out[r] += matrix[r][c] * vector[c];
      }
    }
    return out;
  }

  /** Gauss–Jordan with pivoting; false when singular. */
  private static boolean invert(double[][] matrix, double[][] inverse) {
    int size = matrix.length;
    for (int i = 0; i < size; i++) {
      inverse[i][i] = 1;
    }
    for (int c = 0; c < size; c++) {
      int pivot = c;
      for (int r = c + 1; r < size; r++) {
        if (Math.abs(matrix[r][c]) > Math.abs(matrix[pivot][c])) {
          pivot = r;
        }
      }
      if (!(Math.abs(matrix[pivot][c]) > 1e-9)) {
        return false;
      }
      swap(matrix, c, pivot);
      swap(inverse, c, pivot);
      double scale = 1 / matrix[c][c];
      for (int j = 0; j < size; j++) {
        matrix[c][j] *= scale;
        inverse[c][j] *= scale;
      }
      for (int r = 0; r < size; r++) {
        double factor = matrix[r][c];
        if (r != c && factor != 0) {
          for (int j = 0; j < size; j++) {
            matrix[r][j] -= factor * matrix[c][j];
            inverse[r][j] -= factor * inverse[c][j];
          }
        }
      }
    }
    return true;
  }

  private static void swap(double[][] rows, int a, int b) {
    double[] row = rows[a];
    rows[a] = rows[b];
    rows[b] = row;
  }
}
