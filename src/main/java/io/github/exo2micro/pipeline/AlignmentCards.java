package io.github.exo2micro.pipeline;

import io.github.exo2micro.io.FitsCard;
import java.util.List;

/** The FITS cards that tell how an aligned image came about, as the original writes them. */
final class AlignmentCards {

  private AlignmentCards() {}

  /** IACC and ILVLOK of an alignment. */
  static List<FitsCard> of(AlignmentSummary summary) {
    return List.of(new FitsCard("IACC", summary.accuracyPx(), "accuracy on held-out matches, px"),
        new FitsCard("ILVLOK", summary.accepted(), "whether the interior alignment was accepted"));
  }
}
