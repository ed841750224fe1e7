package io.github.exo2micro.pipeline;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Percentiles;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import java.io.IOException;
import java.util.Arrays;

/**
 * Both images of a task with their camera offsets and tissues: decided once from the canvas and the parameters alone,
 * so a run that resumes at a later stage decides the same.
 *
 * @param post the reference frame
 * @param pre in its own frame, before it is warped
 */
record Sections(Section post, Section pre) {

  static Sections of(Canvas canvas, TaskSession session) throws IOException {
    Parameters p = session.parameters();
    Section[] both = new Section[2];
    new ParallelLoop(session.executor(), session.threads()).run(2,
        i -> both[i] = i == 0
            ? Section.of(canvas.post(), session.postFrame(), p.optionalReal(ParameterSpec.POST_OFFSET))
            : Section.of(canvas.pre(), session.preFrame(), p.optionalReal(ParameterSpec.PRE_OFFSET)),
        Progress.none());
    return new Sections(both[0].beside(both[1]), both[1].beside(both[0]));
  }

  /** What the two cameras give without light, measured at full resolution; said, and warned of where it is in doubt. */
  CameraLevels camera(TaskSession session, Progress progress) throws IOException {
    CameraLevels camera = CameraLevels.of(post, pre, session.plane(Checkpoint.PADDED_POST, progress),
        session.plane(Checkpoint.PADDED_PRE, progress));
    progress.note(camera.note());
    camera.contradiction(() -> brightness(post), () -> brightness(pre)).ifPresent(line -> session.warn(line, progress));
    return camera;
  }

  /** Median brightness of a section's own tissue, grey levels; 0 when it has none. */
  static double brightness(Section section) {
    Tile inside = section.frameAt(1);
    float[] values = new float[inside.area()];
    int n = 0;
    Overview small = section.overview();
    for (int y = inside.y(); y < inside.bottom(); y++) {
      double fullY = small.toFull(y);
      boolean shown = false;
      int until = 0;
      for (int x = inside.x(); x < inside.right(); x++) {
        double fullX = small.toFull(x);
        if (fullX + 0.5 >= until) { // the tissue's grid is coarser
          shown = section.tissue().contains(fullX, fullY);
          until = section.tissue().nextColumn((int) Math.floor(fullX + 0.5));
        }
        if (shown) {
          values[n++] = small.image().at(x, y);
        }
      }
    }
    return n == 0 ? 0 : Percentiles.of(Arrays.copyOf(values, n)).at(50);
  }
}
