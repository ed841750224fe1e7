package io.github.exo2micro.image;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

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
   * The same plane for somebody who is about to read some small regions of it. A file fetches their pixels now, all in
   * the order of its rows: that takes a fraction of the calls, and inflates each strip once. A plane that is computed
   * from others fetches what they have to give; one that has nothing to fetch is itself.
   *
   * @param regions exactly as they will be read; any others are read as ever. What is fetched is held as long as the
   *     result is
   * @param loop runs the fetching
   * @throws IOException as in {@link #read}
   */
  default Plane fetched(List<Tile> regions, ParallelLoop loop) throws IOException {
    return this;
  }

  /**
   * How many pixels {@link #fetched} would hold for one region: of a plane that is computed from others, theirs.
   *
   * @param region may reach over the edges
   * @throws IOException as in {@link #read}
   */
  default long fetchedArea(Tile region) throws IOException {
    return region.intersect(size().whole()).area();
  }

  /** Whether whole rows are read best, as they follow each other in a file: a sweep then takes its tiles that wide. */
  default boolean favoursRows() {
    return false;
  }

  /**
   * Reads a region that may reach over the edges; what lies outside is 0.
   *
   * @param region any rectangle
   * @param into as in {@link #read}
   * @throws IOException as in {@link #read}
   */
  default void readClipped(Tile region, float[] into) throws IOException {
    readWithin(size().whole(), region, into);
  }

  /**
   * Reads what of a region lies within limits; the rest is 0.
   *
   * @param limits inside the plane
   * @param region any rectangle
   * @param into as in {@link #read}
   * @throws IOException as in {@link #read}
   */
  default void readWithin(Tile limits, Tile region, float[] into) throws IOException {
    Tile inside = region.intersect(limits);
    if (inside.equals(region)) {
      read(region, into);
      return;
    }
    if (into.length < region.area()) {
      throw new IllegalArgumentException("buffer of " + into.length + " floats for " + region);
    }
    if (inside.isEmpty()) {
      Arrays.fill(into, 0, region.area(), 0f);
      return;
    }
    // What is there is read to the front of the buffer and spread from its last row on, so that no second one is
    // needed.
    read(inside, into);
    int end = region.area();
    for (int row = inside.height() - 1; row >= 0; row--) {
      int start = (row + inside.y() - region.y()) * region.width() + inside.x() - region.x();
      System.arraycopy(into, row * inside.width(), into, start, inside.width());
      Arrays.fill(into, start + inside.width(), end, 0f);
      end = start;
    }
    Arrays.fill(into, 0, end, 0f);
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
