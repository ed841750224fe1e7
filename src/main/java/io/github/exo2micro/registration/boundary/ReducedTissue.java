package io.github.exo2micro.registration.boundary;

/**
 * Where the tissue is, in coordinates of the padded full-resolution frame, to the resolution of a reduced image.
 * Immutable.
 */
public final class ReducedTissue {

  private final Mask mask;
  private final int reduction;

  ReducedTissue(Mask mask, int reduction) {
    this.mask = mask;
    this.reduction = reduction;
  }

  /** Full-resolution px per pixel of the mask. */
  public int reduction() {
    return reduction;
  }

  /** Columns of the mask. */
  public int width() {
    return mask.width;
  }

  /** Rows of the mask. */
  public int height() {
    return mask.height;
  }

  /** Whether the mask's pixel at (column, row) is tissue; both inside the mask. */
  public boolean at(int column, int row) {
    return mask.at(column, row);
  }

  /** Whether the full-resolution point (x, y) lies on tissue; false outside the frame. */
  public boolean isTissue(double x, double y) {
    int column = (int) Math.floor((x + 0.5) / reduction);
    int row = (int) Math.floor((y + 0.5) / reduction);
    return column >= 0 && row >= 0 && column < mask.width && row < mask.height && mask.at(column, row);
  }

  /** How many of the mask's pixels are tissue. */
  public int count() {
    return mask.count();
  }

  /**
   * Full-resolution places spread evenly over the tissue: x in element 0, y in element 1.
   *
   * @param most about so many at most
   */
  public double[][] places(int most) {
    int step = (int) Math.max(1, Math.ceil(Math.sqrt((double) count() / most)));
    double[][] result = new double[2][count()];
    int n = 0;
    for (int y = 0; y < mask.height; y += step) {
      for (int x = 0; x < mask.width; x += step) {
        if (mask.at(x, y)) {
          result[0][n] = (x + 0.5) * reduction - 0.5;
          result[1][n++] = (y + 0.5) * reduction - 0.5;
        }
      }
    }
    return new double[][] {java.util.Arrays.copyOf(result[0], n), java.util.Arrays.copyOf(result[1], n)};
  }
}
