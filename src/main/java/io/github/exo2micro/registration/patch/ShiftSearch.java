package io.github.exo2micro.registration.patch;

import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.GaussianBlur;

/**
 * Finds a shift to a whole pixel by normalised cross-correlation over a square window, coarse to fine: exhaustively at
 * a reduction where the window is small, then among the neighbours at each finer one.
 *
 * <p>Images are band-passed and clipped first: large-scale shading and single bright spots that only one image has do
 * not decide.
 */
final class ShiftSearch {

  /** Exhaustive windows reach at most this far to each side, in reduced pixels. */
  private static final int REACH = 4;
  /** Sides of reduced templates below which correlation means nothing. */
  private static final int LEAST_SIDE = 24;

  /** Every how manieth pixel is enough for a typical deviation; prime to the images' widths. */
  private static final int SAMPLE_STEP = 7;

  private ShiftSearch() {}

  /** A whole-pixel shift and its correlation, −1 to 1. */
  record Shift(int dx, int dy, double ncc) {}

  /**
   * @param template square
   * @param window square, {@code reach} px larger on each side
   * @param reach how far the shift may go, px
   */
  static Shift search(FloatImage template, FloatImage window, int reach) {
    int reduction = 1;
    while (reach > REACH * reduction && template.width() / (2 * reduction) >= LEAST_SIDE) {
      reduction *= 2;
    }
    // At full resolution noise decides more than texture does: a half is as good, and the sub-pixel step follows.
    int finest = template.width() >= 2 * LEAST_SIDE ? 2 : 1;
    reduction = Math.max(reduction, finest);
    Shift best = new Shift(0, 0, -1);
    int around = (reach + reduction - 1) / reduction;
    while (reduction >= finest) {
      FloatImage small = contrast(reduce(template, reduction, 0));
      // A margin of whole blocks keeps the grids of both images aligned.
      int margin = reach / reduction;
      FloatImage large = contrast(reduce(window, reduction, reach - margin * reduction));
      best = best(small, large, margin, best.dx() / reduction, best.dy() / reduction, around, reduction);
      reduction /= 2;
      around = 2;
    }
    return best;
  }

  /**
   * The correlation at every shift, at half the resolution: where a place alone is not clear, several together may be.
   *
   * @param template square
   * @param window square, {@code reach} px larger on each side
   * @param reach how far the shifts go, px; a multiple of 2
   * @return (reach + 1)² values, row by row from (−reach, −reach) px on in steps of 2 px
   */
  static float[] surface(FloatImage template, FloatImage window, int reach) {
    FloatImage small = contrast(reduce(template, 2, 0));
    FloatImage large = contrast(reduce(window, 2, 0));
    int side = reach + 1;
    float[] surface = new float[side * side];
    float[] a = zeroMean(small.pixels());
    double power = 0;
    for (float v : a) {
      power += v * v;
    }
    int n = small.width();
    WindowPower powers = new WindowPower(large, n);
    for (int y = 0; y < side && y + n <= large.height(); y++) {
      for (int x = 0; x < side && x + n <= large.width(); x++) {
        double both = power * powers.at(x, y);
        surface[y * side + x] = both > 0 ? (float) (product(a, n, large, x, y) / Math.sqrt(both)) : 0;
      }
    }
    return surface;
  }

  private static Shift best(FloatImage small, FloatImage large, int margin, int cx, int cy, int around,
      int reduction) {
    int n = small.width();
    float[] a = zeroMean(small.pixels());
    double power = 0;
    for (float v : a) {
      power += v * v;
    }
    WindowPower powers = new WindowPower(large, n);
    Shift best = new Shift(0, 0, -1);
    for (int dy = Math.max(-margin, cy - around); dy <= Math.min(margin, cy + around); dy++) {
      for (int dx = Math.max(-margin, cx - around); dx <= Math.min(margin, cx + around); dx++) {
        if (dy + margin + n > large.height() || dx + margin + n > large.width()) {
          continue;
        }
        double both = power * powers.at(dx + margin, dy + margin);
        double ncc = both > 0 ? product(a, n, large, dx + margin, dy + margin) / Math.sqrt(both) : -1;
        if (ncc > best.ncc()) {
          best = new Shift(dx * reduction, dy * reduction, ncc);
        }
      }
    }
    return best;
  }

  private static double product(float[] a, int n, FloatImage large, int x0, int y0) {
    float[] b = large.pixels();
    double product = 0;
    for (int y = 0; y < n; y++) {
      int i = y * n;
      int j = (y0 + y) * large.width() + x0;
      // Two accumulators: one would wait for its own last addition.
      float even = 0;
      float odd = 0;
      for (int x = 0; x + 1 < n; x += 2) {
        even += a[i + x] * b[j + x];
        odd += a[i + x + 1] * b[j + x + 1];
      }
      product += even + odd;
    }
    return product;
  }

  /** Sum of squared deviations from the mean in any square of n × n, from running sums. */
  private static final class WindowPower {
    private final int n;
    private final int stride;
    private final double[] sums;
    private final double[] squares;

    WindowPower(FloatImage image, int n) {
      this.n = n;
      this.stride = image.width() + 1;
      this.sums = new double[stride * (image.height() + 1)];
      this.squares = new double[sums.length];
      for (int y = 0; y < image.height(); y++) {
        double sum = 0;
        double square = 0;
        for (int x = 0; x < image.width(); x++) {
          double v = image.at(x, y);
          sum += v;
          square += v * v;
          int i = (y + 1) * stride + x + 1;
          sums[i] = sums[i - stride] + sum;
          squares[i] = squares[i - stride] + square;
        }
      }
    }

    double at(int x, int y) {
      double sum = in(sums, x, y);
      return in(squares, x, y) - sum * sum / ((double) n * n);
    }

    private double in(double[] table, int x, int y) {
      int upper = y * stride + x;
      int lower = (y + n) * stride + x;
      return table[lower + n] - table[lower] - table[upper + n] + table[upper];
    }
  }

  private static float[] zeroMean(float[] pixels) {
    double sum = 0;
    for (float v : pixels) {
      sum += v;
    }
    float mean = (float) (sum / pixels.length);
    float[] out = pixels.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] -= mean;
    }
    return out;
  }

  /** Block means, from pixel {@code offset} on along both axes; an even number of them. */
  static FloatImage reduce(FloatImage image, int reduction, int offset) {
    int n = (image.width() - offset) / reduction / 2 * 2;
    FloatImage out = new FloatImage(n, n);
    for (int y = 0; y < n; y++) {
      for (int x = 0; x < n; x++) {
        float sum = 0;
        for (int v = 0; v < reduction; v++) {
          int at = (offset + y * reduction + v) * image.width() + offset + x * reduction;
          for (int u = 0; u < reduction; u++) {
            sum += image.pixels()[at + u];
          }
        }
        out.set(x, y, sum / (reduction * reduction));
      }
    }
    return out;
  }

  /** Without shading (sigma 6), clipped at three times the typical deviation. */
  private static FloatImage contrast(FloatImage image) {
    float[] shading = GaussianBlur.blur(image.pixels(), image.width(), image.height(), 6);
    float[] out = image.pixels();
    float[] deviations = new float[(out.length + SAMPLE_STEP - 1) / SAMPLE_STEP];
    for (int i = 0; i < out.length; i++) {
      out[i] -= shading[i];
      if (i % SAMPLE_STEP == 0) {
        deviations[i / SAMPLE_STEP] = Math.abs(out[i]);
      }
    }
    float limit = 3 * 1.4826f * Median.ofFirst(deviations, deviations.length);
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.max(-limit, Math.min(limit, out[i]));
    }
    return image;
  }
}
