package io.github.exo2micro.image;

import java.io.IOException;

/**
 * A plane made smaller by a whole factor, by area averaging, on demand: as an {@link Overview}, but read by region.
 *
 * <p>Each read fetches the source in square blocks of about 256 px a side.
 */
public final class ReducedPlane implements Plane {

  /** Side of the blocks in which the source is read, px. */
  private static final int BLOCK = 256;

  private final Plane source;
  private final int reduction;
  private final ImageSize size;

  /**
   * @param source where pixels come from; owned by the caller
   * @param reduction source pixels per pixel along both axes, at least 1
   */
  public ReducedPlane(Plane source, int reduction) {
    if (reduction < 1) {
      throw new IllegalArgumentException("reduction " + reduction);
    }
    this.source = source;
    this.reduction = reduction;
    ImageSize full = source.size();
    this.size = new ImageSize((full.width() + reduction - 1) / reduction, (full.height() + reduction - 1) / reduction);
  }

  @Override
  public ImageSize size() {
    return size;
  }

  @Override
  public void read(Tile region, float[] into) throws IOException {
    Plane.requireReadable(size, region, into);
    if (reduction == 1) {
      source.read(region, into);
      return;
    }
    // Square blocks, because a rotated source (WarpedPlane) reads little more than the block for them only.
    int side = Math.max(1, BLOCK / reduction);
    float[] block = new float[side * reduction * side * reduction];
    for (int y = 0; y < region.height(); y += side) {
      for (int x = 0; x < region.width(); x += side) {
        Tile part = new Tile(x, y, side, side).intersect(new Tile(0, 0, region.width(), region.height()));
        Tile full = new Tile((region.x() + x) * reduction, (region.y() + y) * reduction, part.width() * reduction,
            part.height() * reduction).intersect(source.size().whole());
        source.read(full, block);
        average(block, full, part, into, region.width());
      }
    }
  }

  private void average(float[] block, Tile full, Tile part, float[] into, int stride) {
    for (int row = 0; row < part.height(); row++) {
      int top = row * reduction;
      int bottom = Math.min(top + reduction, full.height());
      for (int column = 0; column < part.width(); column++) {
        int left = column * reduction;
        int right = Math.min(left + reduction, full.width());
        double sum = 0;
        for (int y = top; y < bottom; y++) {
          float line = 0;
          for (int x = left; x < right; x++) {
            line += block[y * full.width() + x];
          }
          sum += line;
        }
        into[(part.y() + row) * stride + part.x()
            + column] = (float) (sum / ((double) (right - left) * (bottom - top)));
      }
    }
  }
}
