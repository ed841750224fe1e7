package io.github.exo2micro.checkpoint;

import io.github.exo2micro.io.FitsCard;
import io.github.exo2micro.task.AlignmentSummary;
import java.util.List;

/** The FITS cards that tell how an aligned image came about, as the original writes them. */
public final class AlignmentCards {

  private AlignmentCards() {}

  /** IACC and ILVLOK of an alignment. */
  public static List<FitsCard> of(AlignmentSummary summary) {
    return List.of(new FitsCard("IACC", summary.accuracyPx(), "accuracy on held-out matches, px"),
        new FitsCard("ILVLOK", summary.accepted(), "whether the interior alignment was accepted"));
  }
}
