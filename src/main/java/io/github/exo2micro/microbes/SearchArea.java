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

  /** The part of this area that also lies in another. */
  default SearchArea and(SearchArea other) {
    return (tile, inside) -> {
      if (mark(tile, inside) == 0) {
        return 0;
      }
      boolean[] also = new boolean[tile.area()];
      other.mark(tile, also);
      int count = 0;
      for (int i = 0; i < also.length; i++) {
        inside[i] &= also[i];
        count += inside[i] ? 1 : 0;
      }
      return count;
    };
  }
}
