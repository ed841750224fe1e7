package io.github.exo2micro.registration.local;

import io.github.exo2micro.geometry.SeamGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a mosaic's tiles are alike, known seams say where others should be. A line that is only guessed counts when the
 * displacements do not speak against it and the images, searched over a wide window, put it within some pixels of the
 * guess.
 */
final class RegularSeams {

  /** How well a guess must be met, px. */
  static final double TOLERANCE_PX = 4;
  private static final int LEAST_TILE = 4;
  /** Fewer lines are regular by chance. */
  private static final int LEAST_OTHERS = 3;

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
      double[] at = places(known, profile.frame(), profile.upright());
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
   * Where a line should lie that alone spoils an otherwise regular grid.
   *
   * @param known placed to the pixel
   * @param spacing of the patches, px
   * @return each such line with the nearest place on the grid of the others
   */
  static Map<SeamLine, SeamLine> astray(List<SeamLine> known, int spacing) {
    Map<SeamLine, SeamLine> astray = new LinkedHashMap<>();
    for (SeamLine line : known) {
      double[] all = places(known, line.frame(), line.upright());
      double[] others = Arrays.stream(all).filter(at -> at != line.at()).toArray();
      double period = period(others, LEAST_TILE * spacing);
      if (others.length < LEAST_OTHERS || period == 0 || period(all, LEAST_TILE * spacing) > 0) {
        continue;
      }
      double guess = others[0] + period * Math.rint((line.at() - others[0]) / period);
      if (Math.abs(guess - line.at()) < spacing
          && Arrays.stream(others).noneMatch(o -> Math.abs(o - guess) < spacing)) {
        astray.put(line, line.at(guess));
      }
    }
    return astray;
  }

  private static double[] places(List<SeamLine> lines, SeamGrid.Frame frame, boolean upright) {
    return lines.stream().filter(l -> l.frame() == frame && l.upright() == upright).mapToDouble(SeamLine::at).sorted()
        .toArray();
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
