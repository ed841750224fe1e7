package io.github.exo2micro.image;

/**
 * Gaussian blur of small images: separable, the kernel cut at 3.5 sigma, edges mirrored about the outermost pixel
 * (OpenCV's {@code BORDER_REFLECT_101}). Deterministic, one thread.
 */
public final class GaussianBlur {

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
    return alongY(alongX(pixels, width, height, kernel), width, height, kernel);
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

  private static float[] alongX(float[] in, int width, int height, float[] kernel) {
    int radius = kernel.length - 1;
    float[] out = new float[width * height];
    float[] row = new float[width + 2 * radius];
    float[] sum = new float[width];
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < row.length; i++) {
        row[i] = in[y * width + mirror(i - radius, width)];
      }
      for (int x = 0; x < width; x++) {
        sum[x] = kernel[0] * row[x + radius];
      }
      for (int k = 1; k <= radius; k++) {
        float weight = kernel[k];
        for (int x = 0; x < width; x++) {
          sum[x] += weight * (row[x + radius - k] + row[x + radius + k]);
        }
      }
      System.arraycopy(sum, 0, out, y * width, width);
    }
    return out;
  }

  private static float[] alongY(float[] in, int width, int height, float[] kernel) {
    int radius = kernel.length - 1;
    float[] out = new float[width * height];
    for (int y = 0; y < height; y++) {
      int to = y * width;
      for (int x = 0; x < width; x++) {
        out[to + x] = kernel[0] * in[to + x];
      }
      for (int k = 1; k <= radius; k++) {
        float weight = kernel[k];
        int above = mirror(y - k, height) * width;
        int below = mirror(y + k, height) * width;
        for (int x = 0; x < width; x++) {
          out[to + x] += weight * (in[above + x] + in[below + x]);
        }
      }
    }
    return out;
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
