package io.github.exo2micro.image;

/**
 * Sees every tile of a sweep once, to accumulate what is wanted small (histograms, coarse images, previews).
 *
 * <p>Called from several threads at once and in no fixed order, so what it accumulates must not depend on the order:
 * whole-number counts and sums do not.
 */
public interface TileObserver {

  /**
   * Looks at one tile.
   *
   * @param tile where it is
   * @param inputs the sweep's input planes there, one row-major buffer each, at least {@code tile.area()} long; not to
   *     be changed nor kept
   */
  void accept(Tile tile, float[][] inputs);
}
