package io.github.exo2micro.registration.local;

import io.github.exo2micro.geometry.SeamGrid;
import java.util.ArrayList;
import java.util.List;

/** Makes grids of lines. */
final class SeamGrids {

  private SeamGrids() {}

  /** One grid for each frame that has lines, without jumps yet. */
  static List<SeamGrid> of(List<SeamLine> lines) {
    List<SeamGrid> grids = new ArrayList<>();
    for (SeamGrid.Frame frame : SeamGrid.Frame.values()) {
      double[] xs = at(lines, frame, true);
      double[] ys = at(lines, frame, false);
      if (xs.length + ys.length > 0) {
        grids.add(SeamGrid.flat(frame, xs, ys));
      }
    }
    return grids;
  }

  private static double[] at(List<SeamLine> lines, SeamGrid.Frame frame, boolean upright) {
    return lines.stream().filter(l -> l.frame() == frame && l.upright() == upright).mapToDouble(SeamLine::at).sorted()
        .distinct().toArray();
  }
}
