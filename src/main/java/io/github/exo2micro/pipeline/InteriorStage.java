package io.github.exo2micro.pipeline;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.registration.interior.InteriorAlignment;
import io.github.exo2micro.registration.interior.InteriorResult;
import io.github.exo2micro.registration.local.LocalAlignment;
import io.github.exo2micro.registration.local.LocalResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Stage 3: aligns pre on the tissue's interior and writes the warped pre, which is counted against post on the way. */
final class InteriorStage {

  private final TaskSession session;

  InteriorStage(TaskSession session) {
    this.session = session;
  }

  /**
   * @param earlier stage 2's alignment, made in this run or read from its sidecar
   * @param counting makes what watches post and the aligned pre, once the alignment is known
   */
  Alignment run(Alignment earlier, Supplier<PairPass> counting, Progress progress) throws IOException {
    StageClock clock = new StageClock();
    Sections sections = session.sections(progress.part(0, 0.1));
    InteriorResult result = align(earlier, sections, progress.part(0.1, 0.4));
    progress.note((result.accepted() ? "stage 3 accepted: " : "stage 3 rejected, stage 2's alignment stays: ")
        + result.reason());
    LocalResult local = local(earlier, result, sections, progress);
    progress.note("stage 3, local alignment: " + local.reason());
    AlignmentSummary summary = new AlignmentSummary(result.accepted(), result.reason(), result.accuracyPx(),
        result.accuracyP95Px(), result.inlierResidualPx(), result.inlierRatio(), result.matches(),
        result.correctionPx(), result.method());
    Alignment alignment = new Alignment(earlier.source(), result.warp(), local.field(), Optional.of(summary));
    new WarpWriting(session).write(Checkpoint.INTERIOR_PRE, alignment,
        List.of(session.plane(Checkpoint.PADDED_POST, progress)), counting.get().observers(), AlignmentCards.of(summary),
        () -> content(alignment, clock), progress.part(0.6, 1));
    session.pictures().alignment(alignment, result, progress);
    return alignment;
  }

  private InteriorResult align(Alignment earlier, Sections sections, Progress progress) throws IOException {
    return new InteriorAlignment(session.plane(Checkpoint.PADDED_POST, progress),
        session.plane(earlier.source(), progress), sections.post(), sections.pre(), session.features(),
        session.executor(), session.threads()).align(earlier.warp(), StageParameters.interior(session.parameters()),
            progress);
  }

  /**
   * Draws its picture again without writing an image: the same input gives the same alignment.
   *
   * @param made what the stage made
   */
  void draw(Alignment earlier, Alignment made, Progress progress) throws IOException {
    Sections sections = session.sections(progress.part(0, 0.1));
    InteriorResult result = align(earlier, sections, progress.part(0.1, 0.4));
    LocalResult local = local(earlier, result, sections, progress);
    session.pictures().alignment(new Alignment(made.source(), made.warp(), local.field(), made.summary()), result, progress);
  }

  private LocalResult local(Alignment earlier, InteriorResult result, Sections sections, Progress progress)
      throws IOException {
    if (!result.accepted()) {
      return LocalResult.none("the homography was rejected, so nothing is known to begin with");
    }
    return new LocalAlignment(session.plane(Checkpoint.PADDED_POST, progress),
        session.plane(earlier.source(), progress), sections.post(), sections.pre(),
        new ParallelLoop(session.executor(), session.threads())).align(result.warp(), result.residuals(),
            StageParameters.local(session.parameters()), progress.part(0.4, 0.6));
  }

  private SidecarContent content(Alignment alignment, StageClock clock) {
    return new SidecarContent(Optional.of(alignment.warp()), alignment.summary().stream().toList(), List.of(),
        Map.of("features", session.features().name(), "warped image", alignment.source().toString()),
        clock.seconds());
  }
}
