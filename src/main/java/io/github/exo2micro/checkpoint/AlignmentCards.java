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

  /**
   * What a header says of stage 3's alignment: IACC, in px, −1 without a fit; ILVLOK, a whole number as in the
   * original: 1 where the interior alignment was accepted, else 0; and INTERPOL where the image's facts have it.
   */
  public static List<FitsCard> of(AlignmentSummary summary, Map<String, String> facts) {
    List<FitsCard> cards = new ArrayList<>();
    cards.add(new FitsCard("IACC", summary.accuracyPx().orElse(-1), "Interior alignment accuracy estimate (px)"));
    cards.add(new FitsCard("ILVLOK", summary.accepted() ? 1 : 0, "Interior levels completed"));
    if (facts.containsKey(INTERPOLATION)) {
      cards.add(new FitsCard("INTERPOL", facts.get(INTERPOLATION), "between the pixels of pre"));
    }
    return cards;
  }
}
