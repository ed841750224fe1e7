package io.github.exo2micro.io;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.RowSink;
import io.github.exo2micro.image.Tile;
import java.io.IOException;

/** A plane of any size from a formula: every pixel differs from its neighbours, some are special values. */
public record Pixels(ImageSize size) implements Plane {

  /** The pixel at (x, y). */
  public float at(int x, int y) {
    long i = (long) y * size.width() + x;
    if (i % 997 == 13) {
      return Float.NaN;
    }
    if (i % 1009 == 7) {
      return Float.NEGATIVE_INFINITY;
    }
    return i % 5 == 0 ? 0f : (float) (Math.sin(i * 0.37) * 1e4 + i);
  }

  @Override
  public void read(Tile region, float[] into) {
    Plane.requireReadable(size, region, into);
    for (int row = 0; row < region.height(); row++) {
      for (int column = 0; column < region.width(); column++) {
        into[row * region.width() + column] = at(region.x() + column, region.y() + row);
      }
    }
  }

  /** Hands all rows over in bands of uneven heights. */
  public void copyTo(RowSink sink) throws IOException {
    int band = 1;
    for (int y = 0; y < size.height();) {
      int rows = Math.min(band, size.height() - y);
      float[] pixels = new float[rows * size.width()];
      read(new Tile(0, y, size.width(), rows), pixels);
      sink.append(pixels, rows);
      y += rows;
      band = band % 37 + 5;
    }
  }
}
