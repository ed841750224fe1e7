package io.github.exo2micro.pipeline;

import io.github.exo2micro.image.Percentiles;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import java.util.Arrays;

/**
 * Both images of a task with their camera offsets and tissues: decided once from the canvas and the parameters alone,
 * so a run that resumes at a later stage decides the same.
 *
 * @param post the reference frame
 * @param pre in its own frame, before it is warped
 */
record Sections(Section post, Section pre) {

  static Sections of(Canvas canvas, TaskSession session) {
    Parameters p = session.parameters();
    Section post = Section.of(canvas.post(), session.postFrame(), p.optionalReal(ParameterSpec.POST_OFFSET));
    Section pre = Section.of(canvas.pre(), session.preFrame(), p.optionalReal(ParameterSpec.PRE_OFFSET));
    return new Sections(post.beside(pre), pre.beside(post));
  }

  /** Median brightness of a section's own tissue, grey levels; 0 when it has none. */
  static double brightness(Section section) {
    Tile inside = section.frameAt(1);
    float[] values = new float[inside.area()];
    int n = 0;
    for (int y = inside.y(); y < inside.bottom(); y++) {
      for (int x = inside.x(); x < inside.right(); x++) {
        if (section.tissue().contains(section.overview().toFull(x), section.overview().toFull(y))) {
          values[n++] = section.overview().image().at(x, y);
        }
      }
    }
    return n == 0 ? 0 : Percentiles.of(Arrays.copyOf(values, n)).at(50);
  }
}
