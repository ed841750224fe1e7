package io.github.exo2micro.registration.local;

import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Tissue;
import java.util.ArrayList;
import java.util.List;

/**
 * The glass between the rows and columns of many sections beside each other, like the cores of a microarray. Nothing
 * holds the cores together there, so the field may jump along it: each core moves on its own, and a spline alone would
 * bend the rims of all of them.
 *
 * @param post tissue of post
 * @param pre the same of pre
 */
record SectionGaps(Tissue post, Tissue pre) {

  /** Columns looked at in the width of the tissue, and rows in its height. */
  private static final int STEPS = 600;
  /** Dust and a ragged rim are no tissue that a line would cut. */
  private static final double MOST_TISSUE = 0.003;
  /** A line of which more lies on tissue is the seam of a mosaic and none of the gaps. */
  private static final double LEAST_ON_TISSUE = 0.2;

  /** Lines in the middle of the gaps, in the image whose axes the sections follow better; none beside one section. */
  List<SeamLine> lines() {
    if (!post.isArray()) {
      return List.of();
    }
    List<SeamLine> inPost = between(post, SeamGrid.Frame.POST);
    List<SeamLine> inPre = pre.isArray() ? between(pre, SeamGrid.Frame.PRE) : List.of();
    return inPre.size() > inPost.size() ? inPre : inPost;
  }

  private static List<SeamLine> between(Tissue tissue, SeamGrid.Frame frame) {
    List<SeamLine> lines = new ArrayList<>();
    Tile bounds = tissue.bounds();
    for (boolean upright : new boolean[] {true, false}) {
      int length = upright ? bounds.width() : bounds.height();
      int step = Math.max(1, length / STEPS);
      int begin = -1;
      for (int at = 0; at < length; at += step) {
        Tile strip = upright ? new Tile(bounds.x() + at, bounds.y(), step, bounds.height())
            : new Tile(bounds.x(), bounds.y() + at, bounds.width(), step);
        boolean empty = tissue.fraction(strip) <= MOST_TISSUE;
        if (empty && begin < 0) {
          begin = at;
        } else if (!empty && begin >= 0) {
          if (begin > 0) {
            lines.add(new SeamLine(frame, upright, (upright ? bounds.x() : bounds.y()) + (begin + at) / 2.0,
                Double.POSITIVE_INFINITY));
          }
          begin = -1;
        }
      }
    }
    return lines;
  }

  /** With the lines of mosaics that were found beside them: those that lie in a gap are the gap's. */
  List<SeamLine> and(List<SeamLine> found) {
    List<SeamLine> all = new ArrayList<>(lines());
    if (all.isEmpty()) {
      return found;
    }
    found.stream().filter(this::isOnTissue).forEach(all::add);
    return all;
  }

  private boolean isOnTissue(SeamLine line) {
    Tissue tissue = line.frame() == SeamGrid.Frame.POST ? post : pre;
    Tile bounds = tissue.bounds();
    int on = 0;
    for (int k = 0; k < STEPS; k++) {
      double along = (k + 0.5) / STEPS;
      on += tissue.contains(line.upright() ? line.at() : bounds.x() + along * bounds.width(),
          line.upright() ? bounds.y() + along * bounds.height() : line.at()) ? 1 : 0;
    }
    return on >= LEAST_ON_TISSUE * STEPS;
  }
}
