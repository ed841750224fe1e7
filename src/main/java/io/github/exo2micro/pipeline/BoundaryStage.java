package io.github.exo2micro.pipeline;

import io.github.exo2micro.Progress;
import io.github.exo2micro.checkpoint.StageClock;
import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.checkpoint.sidecar.SidecarContent;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.registration.boundary.CoarseAlignment;
import io.github.exo2micro.registration.boundary.CoarseResult;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.PairMismatchException;
import io.github.exo2micro.task.ParameterSpec;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
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
    if (isOneImage()) {
      session.warn("Pre and post are the same image: all their pixels are equal. Was one file saved under both names? "
          + "Their difference shows nothing.", progress);
    }
    CoarseResult coarse = align(sections, progress.part(0.2, 0.5));
    session.pictures().registration(coarse);
    if (!coarse.verdict().isAccepted()) {
      throw new PairMismatchException(session.request().task(), coarse.verdict().reason()
          + nothingShown("post", sections.post()) + nothingShown("pre", sections.pre())
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

  private boolean isOneImage() throws IOException {
    Optional<String> post = checksum(Checkpoint.PADDED_POST);
    return post.isPresent() && !post.get().isEmpty() && post.equals(checksum(Checkpoint.PADDED_PRE));
  }

  private Optional<String> checksum(Checkpoint checkpoint) throws IOException {
    return session.store().sidecar(checkpoint).map(Sidecar::checksum);
  }

  /** Says that an image has one brightness alone; empty for any other. */
  static String nothingShown(String side, Section section) {
    FloatImage image = section.overview().image();
    Tile frame = section.frameAt(1).intersect(image.size().whole());
    if (frame.isEmpty()) {
      return "";
    }
    float first = image.at(frame.x(), frame.y());
    for (int y = frame.y(); y < frame.bottom(); y++) {
      for (int x = frame.x(); x < frame.right(); x++) {
        if (image.at(x, y) != first) {
          return "";
        }
      }
    }
    return String.format(Locale.ROOT, "; %s shows nothing: it has a brightness of %.4g everywhere", side, first);
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
