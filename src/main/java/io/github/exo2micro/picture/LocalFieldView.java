package io.github.exo2micro.picture;

import io.github.exo2micro.picture.statistics.ResidualVector;
import java.awt.geom.Line2D;
import java.util.List;

/**
 * What a field of local displacements gained.
 *
 * @param before what the homography alone leaves at the patches that were never fitted; empty where no field is used
 * @param seams the lines along which the field jumps, post px
 * @param tears the edges of the pieces of a torn section, gaps included, post px; empty where it is whole
 * @param pieces how many pieces it has, at least 1
 */
public record LocalFieldView(List<ResidualVector> before, List<Line2D> seams, List<Line2D> tears, int pieces) {

  /** Where the homography stays alone. */
  public static final LocalFieldView NONE = new LocalFieldView(List.of(), List.of(), List.of(), 1);

  /** Copies the lists. */
  public LocalFieldView {
    before = List.copyOf(before);
    seams = List.copyOf(seams);
    tears = List.copyOf(tears);
  }
}
