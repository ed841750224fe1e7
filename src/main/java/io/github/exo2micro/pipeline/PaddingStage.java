package io.github.exo2micro.pipeline;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.PaddedPlane;
import io.github.exo2micro.image.TileSweep.Output;
import io.github.exo2micro.image.TileSweep.TileFunction;
import io.github.exo2micro.raw.GreyPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Stage 1: puts post and pre at (pad, pad) on a canvas of zeros that holds both, in one pass that also makes the canvas's
 * overviews.
 */
final class PaddingStage {

  private final TaskSession session;

  PaddingStage(TaskSession session) {
    this.session = session;
  }

  void run(Progress progress) throws IOException {
    StageClock clock = new StageClock();
    TaskRequest request = session.request();
    try (GreyPlane post = open(request.post(), progress.part(0, 0.1));
        GreyPlane pre = open(request.pre(), progress.part(0.1, 0.2))) {
      session.release(Checkpoint.PADDED_POST);
      session.release(Checkpoint.PADDED_PRE);
      write(post, pre, clock, progress.part(0.2, 1));
      for (GreyPlane plane : List.of(post, pre)) {
        if (plane.metNonFinite()) {
          session.warn((plane == post ? request.post() : request.pre()).getFileName()
              + " holds pixels that are not numbers; they count as 0.", progress);
        }
      }
    }
  }

  private GreyPlane open(Path file, Progress progress) throws IOException {
    GreyPlane plane = GreyPlane.open(session.source(), file, session.executor(), session.threads(), progress);
    plane.choice().warning().ifPresent(line -> session.warn(line, Progress.none()));
    return plane;
  }

  private void write(GreyPlane post, GreyPlane pre, StageClock clock, Progress progress) throws IOException {
    ImageSize size = session.paddedSize();
    int pad = session.parameters().integer(ParameterSpec.PAD);
    Canvas.Builder canvas = new Canvas.Builder(size, session);
    try (CheckpointWriter postWriter = session.store().write(Checkpoint.PADDED_POST, size, List.of());
        CheckpointWriter preWriter = session.store().write(Checkpoint.PADDED_PRE, size, List.of())) {
      session.sweep().run(List.of(new PaddedPlane(post, pad, pad, size), new PaddedPlane(pre, pad, pad, size)),
          List.of(new Output(postWriter, TileFunction.input(0)), new Output(preWriter, TileFunction.input(1))),
          canvas.observers(), progress);
      postWriter.commit(content(post, clock));
      preWriter.commit(content(pre, clock));
    }
    session.keep(canvas.build());
  }

  private SidecarContent content(GreyPlane plane, StageClock clock) {
    return SidecarContent.plain(clock.seconds()).with("source", session.source().name())
        .with("format", plane.header().format()).with("channels", plane.choice().note());
  }
}
