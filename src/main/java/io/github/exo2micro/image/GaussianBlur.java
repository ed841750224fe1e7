package io.github.exo2micro.image;

/**
 * Gaussian blur of small images: separable, the kernel cut at 3.5 sigma, edges mirrored about the outermost pixel
 * (OpenCV's {@code BORDER_REFLECT_101}). Deterministic, one thread.
 */
public final class GaussianBlur {

  private static final int SQUARE = 32;

  private GaussianBlur() {}

  /**
   * A blurred copy.
   *
   * @param sigma px; 0 gives an unchanged copy
   */
  public static FloatImage blur(FloatImage image, double sigma) {
    return new FloatImage(image.width(), image.height(), blur(image.pixels(), image.width(), image.height(), sigma));
  }

  /** The same for a bare row-major array of {@code width * height}; the result is a new one. */
  public static float[] blur(float[] pixels, int width, int height, double sigma) {
    if (!(sigma >= 0)) {
      throw new IllegalArgumentException("sigma " + sigma);
    }
    if (sigma == 0) {
      return java.util.Arrays.copyOf(pixels, width * height);
    }
    float[] kernel = kernel(sigma);
    float[][] rows = new float[height][];
    for (int y = 0; y < height; y++) {
      rows[y] = java.util.Arrays.copyOfRange(pixels, y * width, (y + 1) * width);
    }
    float[][] columns = transposed(alongY(rows, kernel));
    rows = transposed(alongY(columns, kernel));
    float[] out = new float[width * height];
    for (int y = 0; y < height; y++) {
      System.arraycopy(rows[y], 0, out, y * width, width);
    }
    return out;
  }

  /** Weights of the offsets 0, ±1, ±2 …, their sum over all offsets 1. */
  static float[] kernel(double sigma) {
    int radius = Math.max(1, (int) Math.ceil(3.5 * sigma));
    double[] weights = new double[radius + 1];
    double sum = 0;
    for (int i = 0; i <= radius; i++) {
      weights[i] = Math.exp(-0.5 * i * i / (sigma * sigma));
      sum += i == 0 ? weights[i] : 2 * weights[i];
    }
    float[] kernel = new float[radius + 1];
    for (int i = 0; i <= radius; i++) {
      kernel[i] = (float) (weights[i] / sum);
    }
    return kernel;
  }

  private static float[][] alongY(float[][] in, float[] kernel) {
    int height = in.length;
    int width = in[0].length;
    int radius = kernel.length - 1;
    float[][] out = new float[height][width];
    for (int y = 0; y < height; y++) {
      float[] sum = out[y];
      begin(sum, in[y], kernel[0]);
      int k = 1;
      for (; k < radius; k += 2) {
        add(sum, in[mirror(y - k, height)], in[mirror(y + k, height)], kernel[k], in[mirror(y - k - 1, height)],
            in[mirror(y + k + 1, height)], kernel[k + 1]);
      }
      if (k == radius) {
        add(sum, in[mirror(y - k, height)], in[mirror(y + k, height)], kernel[k]);
      }
    }
    return out;
  }

  // Whole rows from index 0, in methods of their own: with offsets the compiler (17) makes no vector instructions of it.

  private static void begin(float[] sum, float[] row, float weight) {
    for (int x = 0; x < sum.length; x++) {
      sum[x] = weight * row[x];
    }
  }

  private static void add(float[] sum, float[] a, float[] b, float weight) {
    for (int x = 0; x < sum.length; x++) {
      sum[x] += weight * (a[x] + b[x]);
    }
  }

  private static void add(float[] sum, float[] a, float[] b, float weight, float[] c, float[] d, float weight2) {
    for (int x = 0; x < sum.length; x++) {
      sum[x] += weight * (a[x] + b[x]) + weight2 * (c[x] + d[x]);
    }
  }

  /** Square by square, so that the rows written to stay in the processor's cache. */
  private static float[][] transposed(float[][] in) {
    float[][] out = new float[in[0].length][in.length];
    for (int y = 0; y < in.length; y += SQUARE) {
      int bottom = Math.min(in.length, y + SQUARE);
      for (int x = 0; x < out.length; x += SQUARE) {
        transpose(in, x, Math.min(out.length, x + SQUARE), y, bottom, out);
      }
    }
    return out;
  }

  private static void transpose(float[][] in, int left, int right, int top, int bottom, float[][] out) {
    for (int x = left; x < right; x++) {
      float[] column = out[x];
      for (int y = top; y < bottom; y++) {
        column[y] = in[y][x];
      }
    }
  }

  /** Index {@code i} folded into 0 to n − 1 about the outermost pixels, however far outside. */
  private static int mirror(int i, int n) {
    if (n == 1) {
      return 0;
    }
    int period = 2 * (n - 1);
    int folded = Math.floorMod(i, period);
    return folded < n ? folded : period - folded;
  }
}
