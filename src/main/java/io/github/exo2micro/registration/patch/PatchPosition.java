package io.github.exo2micro.registration.patch;

import io.github.exo2micro.image.Tile;

/**
 * A square of tissue at which the displacement is measured.
 *
 * @param left first column, post px
 * @param top first row, post px
 * @param side px, along both axes
 * @param heldOut never used in a fit: it only tells how good the fit is
 */
public record PatchPosition(int left, int top, int side, boolean heldOut) {

  /** Column of its centre, post px. */
  public double x() {
    return left + (side - 1) / 2.0;
  }

  /** Row of its centre, post px. */
  public double y() {
    return top + (side - 1) / 2.0;
  }

  /** Its pixels. */
  public Tile tile() {
    return new Tile(left, top, side, side);
  }
}
