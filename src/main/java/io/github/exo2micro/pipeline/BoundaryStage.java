package io.github.exo2micro.pipeline;

import io.github.exo2micro.Progress;
import io.github.exo2micro.checkpoint.StageClock;
import io.github.exo2micro.checkpoint.sidecar.SidecarContent;
import io.github.exo2micro.registration.boundary.CoarseAlignment;
import io.github.exo2micro.registration.boundary.CoarseResult;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.PairMismatchException;
import io.github.exo2micro.task.ParameterSpec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Stage 2: aligns pre to post on the overviews and writes the warped pre. */
final class BoundaryStage {

  private final TaskSession session;

  BoundaryStage(TaskSession session) {
    this.session = session;
  }

  /** @throws PairMismatchException when no alignment is supported by the images */
  Alignment run(Progress progress) throws IOException {
    StageClock clock = new StageClock();
    Sections sections = session.sections(progress.part(0, 0.2));
    CoarseResult coarse = align(sections, progress.part(0.2, 0.5));
    session.pictures().registration(coarse);
    if (!coarse.verdict().isAccepted()) {
      throw new PairMismatchException(session.request().task(), coarse.verdict().reason()
          + differentImages(taken(Checkpoint.PADDED_POST), taken(Checkpoint.PADDED_PRE)),
          coarse.boundary().isPresent());
    }
    coarse.contradiction().ifPresent(line -> session.warn(line, progress));
    AlignmentSummary summary = summary(coarse);
    CameraLevels camera = sections.camera(session, progress);
    Alignment alignment = new Alignment(Checkpoint.PADDED_PRE, coarse.warp(), Optional.of(summary));
    WarpWriting writing = new WarpWriting(session);
    if (session.parameters().flag(ParameterSpec.SAVE_ALL_INTERMEDIATES)) {
      Alignment before = new Alignment(Checkpoint.PADDED_PRE, coarse.boundaryOnly(), Optional.empty());
      writing.write(Checkpoint.ICP_COARSE_PRE, before, List.of(), List.of(), List.of(),
          () -> content(before, clock, camera), progress.part(0.5, 0.7));
    }
    writing.write(Checkpoint.ICP_PRE, alignment, List.of(), List.of(), List.of(),
        () -> content(alignment, clock, camera), progress.part(0.7, 1));
    return alignment;
  }

  private CoarseResult align(Sections sections, Progress progress) throws IOException {
    return CoarseAlignment.align(sections.post(), sections.pre(), StageParameters.boundary(session.parameters()),
        session.features(), session.executor(), session.threads(), progress);
  }

  /** Draws its pictures again without writing an image: the same input gives the same alignment. */
  void draw(Progress progress) throws IOException {
    session.pictures().registration(align(session.sections(progress.part(0, 0.5)), progress.part(0.5, 1)));
  }

  /**
   * What was taken of the raw files, where it is not the same in both; pre and post of one dye should have it in one
   * channel.
   */
  static String differentImages(String post, String pre) {
    return post.equals(pre) ? ""
        : "; not the same was taken of both files: of post " + (post.isEmpty() ? "its only channel" : post)
            + ", of pre " + (pre.isEmpty() ? "its only channel" : pre) + "; the parameters channel and page choose.";
  }

  private String taken(Checkpoint checkpoint) throws IOException {
    return session.store().sidecar(checkpoint).map(sidecar -> sidecar.facts().getOrDefault("taken", "")).orElse("");
  }

  /**
   * The coarse warp is judged by how the images agree under it; it has no held-out matches, so its accuracy is not
   * known.
   */
  private static AlignmentSummary summary(CoarseResult coarse) {
    return AlignmentSummary.unmeasured(coarse.verdict().reason(), coarse.method().toString());
  }

  private SidecarContent content(Alignment alignment, StageClock clock, CameraLevels camera) {
    SidecarContent content = new SidecarContent(Optional.of(alignment.warp()), alignment.summary(),
        List.of(), camera.facts(), clock.seconds());
    return content.with("features", session.features().name());
  }
}
