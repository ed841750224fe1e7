package io.github.exo2micro.image;

/**
 * Gaussian blur of small images: separable, the kernel cut at 3.5 sigma, edges mirrored about the outermost pixel
 * (OpenCV's {@code BORDER_REFLECT_101}). Deterministic, one thread.
 */
public final class GaussianBlur {

  /** So many columns or rows are worked on together, beside the image and its copy. */
  private static final int STRIP = 512;
  private static final int SQUARE = 16;

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
    if (sigma == 0 || width * height == 0) {
      return java.util.Arrays.copyOf(pixels, width * height);
    }
    float[] kernel = kernel(sigma);
    float[] out = new float[width * height];
    float[][] rows = new float[height][Math.min(STRIP, width)];
    alongY(pixels, width, height, kernel, out, rows);
    // Of a small square, as most of what is blurred is, both ways take the same lines.
    boolean square = width == height && width <= STRIP;
    alongX(out, width, height, kernel, square ? rows : new float[width][Math.min(STRIP, height)]);
    return out;
  }

  /** @param in the rows of a strip are copied there */
  private static void alongY(float[] pixels, int width, int height, float[] kernel, float[] out, float[][] in) {
    int columns = in[0].length;
    int radius = kernel.length - 1;
    float[][] rows = mirrored(in, radius);
    float[] sum = new float[columns];
    for (int x = 0; x < width; x += columns) {
      int count = Math.min(columns, width - x);
      for (int y = 0; y < height; y++) {
        System.arraycopy(pixels, y * width + x, in[y], 0, count);
      }
      for (int y = 0; y < height; y++) {
        sum(rows, y + radius, kernel, sum);
        System.arraycopy(sum, 0, out, y * width + x, count);
      }
    }
  }

  /** @param in the columns of a strip are copied there */
  private static void alongX(float[] pixels, int width, int height, float[] kernel, float[][] in) {
    int rows = in[0].length;
    int radius = kernel.length - 1;
    float[][] columns = mirrored(in, radius);
    float[][] sums = new float[Math.min(SQUARE, width)][rows];
    for (int y = 0; y < height; y += rows) {
      int count = Math.min(rows, height - y);
      toColumns(pixels, y, count, width, in);
      for (int x = 0; x < width; x += SQUARE) {
        int right = Math.min(width, x + SQUARE);
        for (int i = x; i < right; i++) {
          sum(columns, i + radius, kernel, sums[i - x]);
        }
        toRows(pixels, y, count, width, x, right, sums);
      }
    }
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

  /** The weighted sum of the rows around one of them. */
  private static void sum(float[][] rows, int at, float[] kernel, float[] sum) {
    int radius = kernel.length - 1;
    begin(sum, rows[at], kernel[0]);
    int k = 1;
    for (; k + 2 < radius; k += 4) {
      add(sum, rows, at, k, kernel);
    }
    for (; k < radius; k += 2) {
      add(sum, rows[at - k], rows[at + k], kernel[k], rows[at - k - 1], rows[at + k + 1], kernel[k + 1]);
    }
    if (k == radius) {
      add(sum, rows[at - k], rows[at + k], kernel[k]);
    }
  }

  /** The rows (not copied) with {@code radius} more before the first and after the last. */
  private static float[][] mirrored(float[][] rows, int radius) {
    float[][] more = new float[rows.length + 2 * radius][];
    for (int i = 0; i < more.length; i++) {
      more[i] = rows[mirror(i - radius, rows.length)];
    }
    return more;
  }

  // Whole rows from index 0, in methods of their own: with offsets the compiler (17) makes no vector instructions of
  // it.

  private static void begin(float[] sum, float[] row, float weight) {
    for (int x = 0; x < sum.length; x++) {
      sum[x] = weight * row[x];
    }
  }

  /** The rows {@code k} to {@code k + 3} above and below: what lies between them stays in registers. */
  private static void add(float[] sum, float[][] rows, int at, int k, float[] kernel) {
    float[] a = rows[at - k];
    float[] b = rows[at + k];
    float[] c = rows[at - k - 1];
    float[] d = rows[at + k + 1];
    float[] e = rows[at - k - 2];
    float[] f = rows[at + k + 2];
    float[] g = rows[at - k - 3];
    float[] h = rows[at + k + 3];
    float v = kernel[k];
    float w = kernel[k + 1];
    float y = kernel[k + 2];
    float z = kernel[k + 3];
    for (int x = 0; x < sum.length; x++) {
      float first = sum[x] + (v * (a[x] + b[x]) + w * (c[x] + d[x]));
      sum[x] = first + (y * (e[x] + f[x]) + z * (g[x] + h[x]));
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

  /** Rows of an image to columns, square by square, so that what is written to stays in the processor's cache. */
  private static void toColumns(float[] pixels, int top, int rows, int width, float[][] columns) {
    for (int y = 0; y < rows; y += SQUARE) {
      int bottom = Math.min(rows, y + SQUARE);
      for (int x = 0; x < width; x++) {
        float[] column = columns[x];
        int at = (top + y) * width + x;
        for (int row = y; row < bottom; row++, at += width) {
          column[row] = pixels[at];
        }
      }
    }
  }

  /** And some columns back. */
  private static void toRows(float[] pixels, int top, int rows, int width, int left, int right, float[][] columns) {
    for (int y = 0; y < rows; y += SQUARE) {
      int bottom = Math.min(rows, y + SQUARE);
      for (int x = left; x < right; x++) {
        float[] column = columns[x - left];
        int at = (top + y) * width + x;
        for (int row = y; row < bottom; row++, at += width) {
          pixels[at] = column[row];
        }
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
