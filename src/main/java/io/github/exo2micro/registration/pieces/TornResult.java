package io.github.exo2micro.registration.pieces;

import io.github.exo2micro.registration.local.LocalResult;
import java.util.Optional;

/**
 * What came of looking for pieces.
 *
 * @param local the field with all pieces in it, and its figures; empty where no further piece was found or believed
 * @param tear the pieces; empty likewise
 * @param reason what was found, or why nothing was, one sentence
 */
public record TornResult(Optional<LocalResult> local, Optional<Tear> tear, String reason) {

  /** No tissue is left over that could be a piece. */
  static final TornResult NOTHING = none("no region of the tissue is large enough to be a piece that moved");

  static TornResult none(String reason) {
    return new TornResult(Optional.empty(), Optional.empty(), reason);
  }
}
