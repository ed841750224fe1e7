package io.github.exo2micro.pipeline;

import io.github.exo2micro.Progress;
import io.github.exo2micro.checkpoint.CheckpointWriter;
import io.github.exo2micro.checkpoint.sidecar.SidecarContent;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.TileObserver;
import io.github.exo2micro.image.TileSweep.Output;
import io.github.exo2micro.image.TileSweep.TileFunction;
import io.github.exo2micro.task.Checkpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes the pre image through a warp, in one pass that others may watch. */
final class WarpWriting {

  private final TaskSession session;

  WarpWriting(TaskSession session) {
    this.session = session;
  }

  /** What is to be said about the image once its pixels are written. */
  interface Content {
    SidecarContent get() throws IOException;
  }

  /**
   * @param beside more planes that the observers see, as inputs 0 to n−1; the warped pre comes after them
   * @param observers watch the pass
   */
  void write(Checkpoint target, Alignment alignment, List<Plane> beside, List<? extends TileObserver> observers,
      List<io.github.exo2micro.io.FitsCard> cards, Content content, Progress progress) throws IOException {
    session.release(target);
    List<Plane> inputs = new ArrayList<>(beside);
    inputs.add(session.aligned(alignment, progress));
    try (CheckpointWriter writer = session.store().write(target, session.paddedSize(), cards)) {
      session.sweep().run(inputs, List.of(new Output(writer, TileFunction.input(beside.size()))), observers,
          progress);
      writer.commit(content.get());
    }
  }
}
