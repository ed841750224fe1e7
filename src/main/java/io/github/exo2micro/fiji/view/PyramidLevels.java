package io.github.exo2micro.fiji.view;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;

/**
 * How a plane of any size is cut into levels for a viewer that zooms: level k is reduced 2<sup>k</sup> times, the last
 * one fits into one tile. From {@link #firstHeld} on all levels together fit into the memory that is allowed.
 *
 * @param size of the plane
 * @param count of levels, at least 1
 * @param firstHeld the first level that is held in memory; {@code count} = none
 */
record PyramidLevels(ImageSize size, int count, int firstHeld) {

  /** The side of a tile, px: 256 KB, a few dozen of which fill a window. */
  static final int TILE = 256;

  /**
   * Cuts a plane.
   *
   * @param heldBytes what the levels held in memory may take together
   */
  static PyramidLevels of(ImageSize size, long heldBytes) {
    int count = 1;
    while (reduced(size, count - 1).longestSide() > TILE) {
      count++;
    }
    int first = count;
    long bytes = 0;
    while (first > 0 && bytes + 4 * reduced(size, first - 1).area() <= heldBytes) {
      first--;
      bytes += 4 * reduced(size, first).area();
    }
    return new PyramidLevels(size, count, first);
  }

  private static ImageSize reduced(ImageSize size, int level) {
    int cut = (1 << level) - 1;
    return new ImageSize((size.width() + cut) >> level, (size.height() + cut) >> level);
  }

  /** The size of a level, px; blocks cut by the right or lower edge count. */
  ImageSize sizeOf(int level) {
    return reduced(size, level);
  }

  /** Full-resolution pixels per pixel of a level, along both axes. */
  int reduction(int level) {
    return 1 << level;
  }

  /** Whether a level is in memory as a whole. */
  boolean isHeld(int level) {
    return level >= firstHeld;
  }

  /** The tile size of a level: a level in memory is one tile. */
  ImageSize tileOf(int level) {
    return isHeld(level) ? sizeOf(level) : new ImageSize(TILE, TILE);
  }

  /**
   * A tile of a level, cut by the level's edges.
   *
   * @param index row by row, from 0
   */
  Tile tile(int level, long index) {
    ImageSize whole = sizeOf(level);
    ImageSize tile = tileOf(level);
    int columns = (whole.width() + tile.width() - 1) / tile.width();
    int x = (int) (index % columns) * tile.width();
    int y = Math.toIntExact(index / columns) * tile.height();
    return new Tile(x, y, tile.width(), tile.height()).intersect(whole.whole());
  }

  /** How many full-resolution columns a column of a level stands for: fewer at the right edge. */
  int columnsIn(int level, int column) {
    return Math.min(reduction(level), size.width() - (column << level));
  }

  /** How many full-resolution rows a row of a level stands for: fewer at the lower edge. */
  int rowsIn(int level, int row) {
    return Math.min(reduction(level), size.height() - (row << level));
  }
}
