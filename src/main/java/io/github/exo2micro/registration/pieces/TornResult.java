package io.github.exo2micro.registration.pieces;

import io.github.exo2micro.image.Tile;
import io.github.exo2micro.registration.local.LocalResult;
import java.util.List;
import java.util.Optional;

/**
 * What came of looking for pieces.
 *
 * @param local the field with all pieces in it, and its figures; empty where no further piece was found or believed
 * @param tear the pieces; empty likewise
 * @param reason what was found, or why nothing was, one sentence
 * @param along places along a tear that the field of the whole section follows without explaining them, where no piece
 *     was found: a tear that ends inside the tissue, or a piece too small to be measured
 * @param alongShare the part of the tissue that they are, 0 to 1
 */
public record TornResult(Optional<LocalResult> local, Optional<Tear> tear, String reason, List<Tile> along,
    double alongShare) {

  /** No tissue is left over that could be a piece. */
  static final TornResult NOTHING = none("no region of the tissue is large enough to be a piece that moved");

  /** Copies the list. */
  public TornResult {
    along = List.copyOf(along);
  }

  /** Whether there was nothing to look at. */
  public boolean isNothing() {
    return equals(NOTHING);
  }

  /** With what another one knows of a tear that cuts off no piece; that one where there was nothing to look at here. */
  TornResult or(TornResult other) {
    return isNothing() ? other : along(other.along, other.alongShare);
  }

  TornResult along(List<Tile> places, double share) {
    return new TornResult(local, tear, reason, local.isPresent() ? List.of() : places, local.isPresent() ? 0 : share);
  }

  static TornResult of(LocalResult local, Tear tear) {
    return new TornResult(Optional.of(local), Optional.of(tear), tear.text(), List.of(), 0);
  }

  static TornResult none(String reason) {
    return new TornResult(Optional.empty(), Optional.empty(), reason, List.of(), 0);
  }
}
