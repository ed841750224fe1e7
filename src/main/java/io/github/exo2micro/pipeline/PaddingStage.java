package io.github.exo2micro.pipeline;

import io.github.exo2micro.Progress;
import io.github.exo2micro.checkpoint.CheckpointWriter;
import io.github.exo2micro.checkpoint.StageClock;
import io.github.exo2micro.checkpoint.sidecar.RawSizeFact;
import io.github.exo2micro.checkpoint.sidecar.SidecarContent;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.PaddedPlane;
import io.github.exo2micro.image.TileSweep.Output;
import io.github.exo2micro.image.TileSweep.TileFunction;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.raw.AddedChannels;
import io.github.exo2micro.raw.RawReading;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.TaskRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Stage 1: puts post and pre at (pad, pad) on a canvas of zeros that holds both, in one pass that also makes the
 * canvas's overviews.
 */
final class PaddingStage {

  private final TaskSession session;

  PaddingStage(TaskSession session) {
    this.session = session;
  }

  void run(Progress progress) throws IOException {
    StageClock clock = new StageClock();
    TaskRequest request = session.request();
    try (RawReading post = open(request.post(), session.postHeader(), progress.part(0, 0.02));
        RawReading pre = open(request.pre(), session.preHeader(), progress.part(0.02, 0.04))) {
      session.release(Checkpoint.PADDED_POST);
      session.release(Checkpoint.PADDED_PRE);
      Progress pass = progress.part(0.04, 1);
      if (!write(post, pre, clock, pass)) {
        progress.note("Not the channels that a sample of the pixels suggested: the raw images are padded again.");
        write(post, pre, clock, pass);
      }
      for (RawReading reading : List.of(post, pre)) {
        String name = (reading == post ? request.post() : request.pre()).getFileName().toString();
        progress.note(name + ": " + reading.header().taken());
        reading.header().warnings().forEach(line -> session.warn(name + ": " + line, progress));
        progress.note(reading.choice().note());
        reading.choice().warning().ifPresent(line -> session.warn(line, Progress.none()));
      }
      for (RawReading reading : List.of(post, pre)) {
        if (reading.metNonFinite()) {
          session.warn((reading == post ? request.post() : request.pre()).getFileName()
              + " holds pixels that are not numbers; they count as 0.", progress);
        }
      }
    }
  }

  private RawReading open(Path file, RawHeader known, Progress progress) throws IOException {
    RawReading reading = RawReading.open(session.source(), file, session.parameters().imageChoice(), session.executor(),
        session.threads(), progress);
    if (!reading.header().equals(known)) {
      reading.close();
      session.rawFiles().requireUnchanged();
      throw new IllegalStateException(file + " was " + known + " and is " + reading.header());
    }
    return reading;
  }

  /** Whether the pixels were those of the right channels; if not, nothing was kept of them. */
  private boolean write(RawReading post, RawReading pre, StageClock clock, Progress progress) throws IOException {
    ImageSize size = session.paddedSize();
    int pad = session.parameters().integer(ParameterSpec.PAD);
    Canvas.Builder canvas = new Canvas.Builder(size, session);
    try (CheckpointWriter postWriter = session.store().write(Checkpoint.PADDED_POST, size, List.of());
        CheckpointWriter preWriter = session.store().write(Checkpoint.PADDED_PRE, size, List.of())) {
      session.sweep().run(
          List.of(new PaddedPlane(post.plane(), pad, pad, size), new PaddedPlane(pre.plane(), pad, pad, size)),
          List.of(new Output(postWriter, TileFunction.input(0)), new Output(preWriter, TileFunction.input(1))),
          canvas.observers(), progress);
      // Both are settled, whatever the first says: a second pass is the last.
      if (!post.settle() | !pre.settle()) {
        return false;
      }
      session.rawFiles().requireUnchanged();
      postWriter.commit(content(post, clock));
      preWriter.commit(content(pre, clock));
    }
    session.keep(canvas.build());
    return true;
  }

  private SidecarContent content(RawReading reading, StageClock clock) {
    SidecarContent content = RawSizeFact.add(SidecarContent.plain(clock.seconds())
        .with("source", session.source().name()).with("format", reading.header().format())
        .with("taken", reading.taken()).with("channels", reading.choice().note()), reading.header().size());
    AddedChannels added = AddedChannels.of(reading.choice());
    return added.share() > 0 ? content.with(AddedChannels.FACT, added.fact()) : content;
  }
}
