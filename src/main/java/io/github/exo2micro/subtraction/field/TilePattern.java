package io.github.exo2micro.subtraction.field;

/**
 * What repeats with every tile of a mosaic along one axis of one of the two images: a polynomial of the position in the
 * tile, so that it may bend sharply at the seams, as vignetting does.
 *
 * @param side whose tiles
 * @param horizontal along x, else along y
 * @param period width of a tile along that axis, px of its own image
 * @param phase where a tile begins, px
 */
public record TilePattern(Side side, boolean horizontal, double period, double phase) {

  /** Powers of the position in the tile, from 1 on. */
  static final int TERMS = 4;

  /** Whose tiles repeat. */
  public enum Side {
    /** Those of post. */
    POST,
    /** Those of pre, seen through the warp. */
    PRE
  }

  /** Where a coordinate lies in its tile: −0.5 at its beginning to 0.5 at its end. */
  double position(double coordinate) {
    double tiles = (coordinate - phase) / period;
    return tiles - Math.floor(tiles) - 0.5;
  }

  /** The powers of the position, their means over a tile taken off. */
  static void terms(double u, double[] into, int at) {
    into[at] = 2 * u;
    into[at + 1] = 4 * u * u - 1 / 3.0;
    into[at + 2] = 8 * u * u * u;
    into[at + 3] = 16 * u * u * u * u - 0.2;
  }
}
