package io.github.exo2micro.image;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Makes the {@link Overview} of one input of a sweep while its tiles pass by.
 *
 * <p>The result does not depend on the order of tiles nor on the number of threads: each tile's sums are added as whole
 * numbers of 2⁻²⁰ grey levels. For whole-number pixels the means are exact. Pixels whose block sums leave ±2⁴² (with
 * 16-bit data: blocks of more than 8191 px a side) are not supported. Holds 8 bytes per reduced pixel.
 */
public final class OverviewBuilder implements TileObserver {

  private static final double UNIT = 1 << 20;
  private static final int RUN = 128;

  private final ImageSize size;
  private final int input;
  private final int reduction;
  private final int columns;
  private final int rows;
  private final AtomicLongArray sums;

  /**
   * @param size of the swept plane
   * @param input which of the sweep's inputs
   * @param reduction pixels per reduced pixel along both axes, at least 1
   */
  public OverviewBuilder(ImageSize size, int input, int reduction) {
    if (reduction < 1) {
      throw new IllegalArgumentException("reduction " + reduction);
    }
    this.size = size;
    this.input = input;
    this.reduction = reduction;
    this.columns = (size.width() + reduction - 1) / reduction;
    this.rows = (size.height() + reduction - 1) / reduction;
    this.sums = new AtomicLongArray(Math.multiplyExact(columns, rows));
  }

  @Override
  public void accept(Tile tile, float[][] inputs) {
    float[] pixels = inputs[input];
    int firstColumn = tile.x() / reduction;
    int lastColumn = (tile.right() - 1) / reduction;
    double[] line = new double[lastColumn - firstColumn + 1];
    for (int y = tile.y(); y < tile.bottom(); y++) {
      addRow(pixels, (y - tile.y()) * tile.width(), tile, firstColumn, line);
      if ((y + 1) % reduction == 0 || y + 1 == tile.bottom()) {
        int cell = y / reduction * columns + firstColumn;
        for (int i = 0; i < line.length; i++) {
          sums.addAndGet(cell + i, Math.round(line[i] * UNIT));
          line[i] = 0;
        }
      }
    }
  }

  private void addRow(float[] pixels, int at, Tile tile, int firstColumn, double[] line) {
    int x = tile.x();
    for (int i = 0; i < line.length; i++) {
      int end = Math.min(tile.right(), (firstColumn + i + 1) * reduction);
      // Short runs in float: whole numbers up to 65535 stay exact, and adding floats to doubles is slow.
      while (x < end) {
        int run = Math.min(RUN, end - x);
        line[i] += sum(pixels, at, run);
        x += run;
        at += run;
      }
    }
  }

  private static float sum(float[] pixels, int at, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = at;
    int end = at + count;
    for (; i + 3 < end; i += 4) {
      a += pixels[i];
      b += pixels[i + 1];
      c += pixels[i + 2];
      d += pixels[i + 3];
    }
    for (; i < end; i++) {
      a += pixels[i];
    }
    return a + b + (c + d);
  }

  /** The means of what was seen, once the sweep is over; blocks that were never seen are 0. */
  public Overview build() {
    float[] means = new float[columns * rows];
    for (int row = 0; row < rows; row++) {
      long height = Math.min(reduction, size.height() - (long) row * reduction);
      for (int column = 0; column < columns; column++) {
        long width = Math.min(reduction, size.width() - (long) column * reduction);
        means[row * columns + column] = (float) (sums.get(row * columns + column) / UNIT / (width * height));
      }
    }
    return new Overview(new FloatImage(columns, rows, means), reduction, size);
  }
}
