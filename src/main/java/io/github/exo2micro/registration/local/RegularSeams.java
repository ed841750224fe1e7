package io.github.exo2micro.registration.local;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a mosaic's tiles are alike, known seams say where others should be. A line that is only guessed counts when the
 * displacements do not speak against it and the images, searched over a wide window, put it within some pixels of the
 * guess.
 */
final class RegularSeams {

  /** How well a guess must be met, px. */
  static final double TOLERANCE_PX = 4;
  private static final int LEAST_TILE = 4;

  private RegularSeams() {}

  /**
   * Lines that a regular grid would have and that are not known yet.
   *
   * @param known placed to the pixel
   * @param profiles where displacements speak for lines
   * @param spacing of the patches, px
   */
  static List<SeamLine> missing(List<SeamLine> known, List<SeamSearch.Profile> profiles, int spacing) {
    List<SeamLine> missing = new ArrayList<>();
    for (SeamSearch.Profile profile : profiles) {
      double[] at = known.stream().filter(l -> l.frame() == profile.frame() && l.upright() == profile.upright())
          .mapToDouble(SeamLine::at).sorted().toArray();
      double period = period(at, LEAST_TILE * spacing);
      if (period > 0) {
        double first = at[0] - period * Math.floor((at[0] - profile.from()) / period);
        for (double place = first; place <= profile.at(profile.evidence().length); place += period) {
          double guess = place;
          if (Arrays.stream(at).noneMatch(a -> Math.abs(a - guess) < 2.0 * spacing)) {
            SeamLine best = profile.best(guess, spacing);
            if (best.evidence() == 0 || best.evidence() >= profile.typical()) {
              missing.add(new SeamLine(profile.frame(), profile.upright(), guess, best.evidence()));
            }
          }
        }
      }
    }
    return missing;
  }

  /**
   * The side of the tiles: the smallest distance of neighbouring lines of which all the others are multiples; 0 when
   * they are not regular or fewer than two.
   */
  static double period(double[] at, double least) {
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i + 1 < at.length; i++) {
      smallest = Math.min(smallest, at[i + 1] - at[i]);
    }
    if (!(smallest >= least && smallest < Double.POSITIVE_INFINITY)) {
      return 0;
    }
    double span = at[at.length - 1] - at[0];
    double period = span / Math.rint(span / smallest);
    for (double a : at) {
      double off = (a - at[0]) / period;
      if (Math.abs(off - Math.rint(off)) * period > TOLERANCE_PX) {
        return 0;
      }
    }
    return period;
  }
}
