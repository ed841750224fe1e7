package io.github.exo2micro.image;

import java.io.IOException;

/**
 * One plane of float pixels of any size, read by region and never as a whole.
 *
 * <p>A plane may be a file, or computed on demand from other planes (padded, warped, subtracted). Reading is
 * thread-safe and holds no state between calls beyond small bounded buffers: the operating system's page cache is the
 * cache. The same region always gives the same numbers.
 */
public interface Plane {

  /** Size in pixels. */
  ImageSize size();

  /**
   * Reads a region into the caller's buffer.
   *
   * @param region lies wholly inside the plane
   * @param into row-major, {@code region.width()} floats a row from index 0; at least {@code region.area()} long; owned
   *     by the caller before and after
   * @throws IOException when the source cannot be read; its message names the file
   * @throws IllegalArgumentException when the region reaches outside, or the buffer is too short
   */
  void read(Tile region, float[] into) throws IOException;

  /**
   * Reads a region that may reach over the edges; what lies outside is 0.
   *
   * @param region any rectangle
   * @param into as in {@link #read}
   * @throws IOException as in {@link #read}
   */
  default void readClipped(Tile region, float[] into) throws IOException {
    Tile inside = region.intersect(size().whole());
    if (inside.equals(region)) {
      read(region, into);
      return;
    }
    java.util.Arrays.fill(into, 0, region.area(), 0f);
    if (inside.isEmpty()) {
      return;
    }
    float[] part = new float[inside.area()];
    read(inside, part);
    int dx = inside.x() - region.x();
    int dy = inside.y() - region.y();
    for (int row = 0; row < inside.height(); row++) {
      System.arraycopy(part, row * inside.width(), into, (row + dy) * region.width() + dx, inside.width());
    }
  }

  /** Checks what {@link #read} demands of its arguments. */
  static void requireReadable(ImageSize size, Tile region, float[] into) {
    if (!size.whole().contains(region)) {
      throw new IllegalArgumentException(region + " is not inside " + size);
    }
    if (into.length < region.area()) {
      throw new IllegalArgumentException("buffer of " + into.length + " floats for " + region);
    }
  }
}
