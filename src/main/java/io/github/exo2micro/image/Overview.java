package io.github.exo2micro.image;

/**
 * A whole plane made small by area averaging.
 *
 * <p>Each pixel is the mean of a {@code reduction × reduction} block; blocks cut by the right or lower edge are means
 * of what is there. Reduced pixel r has its centre at full-resolution coordinate {@code (r + 0.5) · reduction − 0.5}.
 *
 * @param image the means
 * @param reduction full-resolution pixels per reduced pixel, along both axes; a whole number, at least 1
 * @param fullSize the plane's size
 */
public record Overview(FloatImage image, int reduction, ImageSize fullSize) {

  /** The full-resolution coordinate of a reduced one (pixel centres at whole numbers in both). */
  public double toFull(double reduced) {
    return (reduced + 0.5) * reduction - 0.5;
  }

  /** The reduced coordinate of a full-resolution one. */
  public double toReduced(double full) {
    return (full + 0.5) / reduction - 0.5;
  }

  /**
   * The same plane made smaller still: means of blocks of {@code factor × factor} reduced pixels, those cut by the
   * right or lower edge of what is there.
   *
   * @param factor at least 1; 1 gives this overview itself
   */
  public Overview reducedBy(int factor) {
    if (factor < 1) {
      throw new IllegalArgumentException("factor " + factor);
    }
    return factor == 1 ? this : new Overview(means(factor), Math.multiplyExact(reduction, factor), fullSize);
  }

  private FloatImage means(int factor) {
    int width = (image.width() + factor - 1) / factor;
    int height = (image.height() + factor - 1) / factor;
    FloatImage result = new FloatImage(width, height);
    float[] pixels = image.pixels();
    for (int row = 0; row < height; row++) {
      int bottom = Math.min(image.height(), (row + 1) * factor);
      for (int column = 0; column < width; column++) {
        int right = Math.min(image.width(), (column + 1) * factor);
        double sum = 0;
        for (int y = row * factor; y < bottom; y++) {
          for (int i = y * image.width() + column * factor; i < y * image.width() + right; i++) {
            sum += pixels[i];
          }
        }
        result.set(column, row, (float) (sum / ((bottom - row * factor) * (right - column * factor))));
      }
    }
    return result;
  }
}
