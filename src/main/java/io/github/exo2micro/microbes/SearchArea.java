package io.github.exo2micro.microbes;

import io.github.exo2micro.image.Tile;

/** Where microbes may be: on the tissue, where the pre image has pixels. Thread-safe. */
public interface SearchArea {

  /**
   * Marks the pixels of a tile.
   *
   * @param tile inside the plane
   * @param inside row-major, at least {@code tile.area()} long; every element of the tile is set
   * @return how many are inside
   */
  int mark(Tile tile, boolean[] inside);
}
