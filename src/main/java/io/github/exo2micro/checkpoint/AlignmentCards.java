package io.github.exo2micro.checkpoint;

import io.github.exo2micro.io.FitsCard;
import io.github.exo2micro.task.AlignmentSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The FITS cards that tell how an aligned image came about; the first two as the original writes them. */
public final class AlignmentCards {

  /** The fact in an aligned image's sidecar that says how values between pre's pixels were found. */
  public static final String INTERPOLATION = "interpolation";

  private AlignmentCards() {}

  /** IACC and ILVLOK of an alignment. */
  public static List<FitsCard> of(AlignmentSummary summary) {
    return List.of(new FitsCard("IACC", summary.accuracyPx(), "accuracy on held-out matches, px"),
        new FitsCard("ILVLOK", summary.accepted(), "whether the interior alignment was accepted"));
  }

  /** The same and what an image's facts say besides: INTERPOL. */
  public static List<FitsCard> of(AlignmentSummary summary, Map<String, String> facts) {
    List<FitsCard> cards = new ArrayList<>(of(summary));
    if (facts.containsKey(INTERPOLATION)) {
      cards.add(new FitsCard("INTERPOL", facts.get(INTERPOLATION), "between the pixels of pre"));
    }
    return cards;
  }
}
