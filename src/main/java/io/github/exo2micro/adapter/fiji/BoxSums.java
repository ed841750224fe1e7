package io.github.exo2micro.adapter.fiji;

import io.github.exo2micro.image.FloatImage;

/** Summed-area table of an image (Crow 1984): the mean of any box in four look-ups. */
final class BoxSums {

  private final int width;
  private final int height;
  private final double[] sums;

  BoxSums(FloatImage image) {
    width = image.width();
    height = image.height();
    sums = new double[(width + 1) * (height + 1)];
    for (int y = 0; y < height; y++) {
      double row = 0;
      for (int x = 0; x < width; x++) {
        row += image.at(x, y);
        sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
      }
    }
  }

  /** |mean of the box of that half-width about (x, y) − mean of the ring around it that is twice as wide|. */
  double contrast(double x, double y, double radius) {
    int r = (int) Math.max(1, Math.round(radius));
    int cx = (int) Math.round(x);
    int cy = (int) Math.round(y);
    double inner = sum(cx, cy, r);
    double innerArea = area(cx, cy, r);
    double outer = sum(cx, cy, 2 * r) - inner;
    double outerArea = area(cx, cy, 2 * r) - innerArea;
    return outerArea > 0 && innerArea > 0 ? Math.abs(inner / innerArea - outer / outerArea) : 0;
  }

  private int clampX(int x) {
    return Math.max(0, Math.min(width, x));
  }

  private int clampY(int y) {
    return Math.max(0, Math.min(height, y));
  }

  private double area(int cx, int cy, int r) {
    return (double) (clampX(cx + r + 1) - clampX(cx - r)) * (clampY(cy + r + 1) - clampY(cy - r));
  }

  private double sum(int cx, int cy, int r) {
    int stride = width + 1;
    int top = clampY(cy - r) * stride;
    int bottom = clampY(cy + r + 1) * stride;
    int left = clampX(cx - r);
    int right = clampX(cx + r + 1);
    return sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left];
  }
}
