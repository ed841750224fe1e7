package io.github.exo2micro.pipeline;

import io.github.exo2micro.Progress;
import io.github.exo2micro.checkpoint.AlignmentCards;
import io.github.exo2micro.checkpoint.LocalField;
import io.github.exo2micro.checkpoint.StageClock;
import io.github.exo2micro.checkpoint.sidecar.SidecarContent;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.image.FramePlane;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.registration.interior.InteriorAlignment;
import io.github.exo2micro.registration.interior.InteriorResult;
import io.github.exo2micro.registration.local.LocalAlignment;
import io.github.exo2micro.registration.local.LocalParameters;
import io.github.exo2micro.registration.local.LocalResult;
import io.github.exo2micro.registration.patch.TissueCheck;
import io.github.exo2micro.registration.patch.UnmeasuredTissue;
import io.github.exo2micro.registration.pieces.TornAlignment;
import io.github.exo2micro.registration.pieces.TornResult;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.LocalSummary;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.RunControl;
import io.github.exo2micro.task.Stage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    Measured measured = measured(earlier, sections, clock, progress);
    Alignment alignment = checked(measured, sections, progress);
    new WarpWriting(session).write(Checkpoint.INTERIOR_PRE, alignment,
        List.of(session.plane(Checkpoint.PADDED_POST, progress)), counting.get().observers(),
        AlignmentCards.of(alignment.summary().orElseThrow(), interpolation(alignment)), () -> content(alignment, clock),
        progress.part(0.6, 1));
    session.pictures().alignment(alignment, measured.shown(), progress);
    return alignment;
  }

  /** With what the tissue says to the final alignment, local field included. */
  private Alignment checked(Measured measured, Sections sections, Progress progress) throws IOException {
    Alignment alignment = measured.alignment();
    if (!session.parameters().flag(ParameterSpec.INTERIOR_ECC)) {
      return alignment;
    }
    UnmeasuredTissue unmeasured = measured.unmeasured().isPresent() ? measured.unmeasured().get()
        : unmeasured(alignment, sections, progress);
    alignment.summary().flatMap(AlignmentSummary::tear).ifPresent(t -> session.warn("The section is " + t.text()
        + (t.gapText().isEmpty() ? "" : "; " + t.gapText()) + ". The pieces' edges are drawn in the picture"
        + " 'alignment_checker': microbes within some pixels of them are doubtful.", progress));
    if (unmeasured.isTorn()) {
      session.warn("The tissue is torn where the local field changes faster than tissue bends, though no piece of it"
          + " could be aligned on its own: " + unmeasured.text() + ". These places are marked in the picture"
          + " 'alignment_checker'; do not count microbes there.", progress);
    } else if (unmeasured.extent() != UnmeasuredTissue.Extent.NONE) {
      session.warn(unmeasured.text() + ": is the section torn or folded, or did a piece of it move? These regions are "
          + "marked in the picture 'alignment_checker'; do not count microbes there.", progress);
    } else {
      progress.note("stage 3: " + unmeasured.text());
    }
    return new Alignment(alignment.source(), alignment.warp(), alignment.field(),
        alignment.summary().map(s -> s.with(unmeasured)));
  }

  private UnmeasuredTissue unmeasured(Alignment alignment, Sections sections, Progress progress) throws IOException {
    boolean padded = alignment.source().equals(Checkpoint.PADDED_PRE);
    Plane covered = padded
        ? alignment.covered(session.preFrame(), session.paddedSize())
        : new FramePlane(session.paddedSize().whole(), session.paddedSize());
    return new TissueCheck(session.plane(Checkpoint.PADDED_POST, progress), session.aligned(alignment, progress),
        covered,
        sections.post().tissue(), new ParallelLoop(session.executor(), session.threads()))
        .run(progress.part(0.58, 0.6));
  }

  /** An alignment and what its picture shows. */
  private record Measured(Alignment alignment, AlignedPatches shown, Optional<UnmeasuredTissue> unmeasured) {

    Measured with(Optional<UnmeasuredTissue> known) {
      return new Measured(alignment, shown, known);
    }
  }

  /** From the field that is there, unless the stage was asked to run; else measured. */
  private Measured measured(Alignment earlier, Sections sections, StageClock clock, Progress progress)
      throws IOException {
    RunControl control = session.request().options().control();
    boolean asked = control.force() || control.fromStage().isPresent()
        && control.fromStage().getAsInt() <= Stage.INTERIOR_ALIGNED.number();
    Optional<LocalField> stored = asked || !earlier.source().equals(Checkpoint.PADDED_PRE) ? Optional.empty()
        : LocalField.read(session.store());
    if (stored.isPresent()) {
      progress.note("stage 3 goes on from the local field that is there");
      return of(earlier, stored.get()).with(stored.get().summary().unmeasured());
    }
    InteriorResult result = align(earlier, sections, progress.part(0.1, 0.4));
    progress.note((result.accepted() ? "stage 3 accepted: " : "stage 3 rejected, stage 2's alignment stays: ")
        + result.reason());
    LocalResult local = local(earlier, result, sections, progress);
    progress.note("stage 3, local alignment: " + local.reason());
    AlignmentSummary homography = new AlignmentSummary(result.accepted(), result.reason(), result.accuracyPx(),
        result.accuracyP95Px(), result.inlierResidualPx(), result.inlierRatio(), result.matches(),
        result.correctionPx(), result.method());
    AlignmentSummary summary = homography.with(LocalSummary.of(local));
    Optional<LocalField> whole = local.field().map(f -> new LocalField(f.stored(), summary, local.residuals()));
    Measured one = whole.map(f -> of(earlier, f)).orElseGet(() -> new Measured(
        new Alignment(earlier.source(), result.warp(), Optional.of(summary)), AlignedPatches.of(result, local),
        Optional.empty()));
    Torn torn = torn(earlier, one, homography, sections, progress);
    Optional<LocalField> field = torn.field().or(() -> whole);
    if (field.isPresent()) {
      // A run that goes on from the field must know of a tear that only the search for pieces finds.
      Optional<UnmeasuredTissue> tear = torn.unmeasured().filter(UnmeasuredTissue::isTorn);
      tear.map(field.get()::with).orElseGet(field::get).write(session.store(), clock);
      return of(earlier, field.get()).with(torn.unmeasured());
    }
    session.store().discard(Checkpoint.LOCAL_FIELD);
    return one.with(torn.unmeasured());
  }

  /** The field of a torn section, where it is one, and what the tissue says to the alignment then. */
  private record Torn(Optional<LocalField> field, Optional<UnmeasuredTissue> unmeasured) {}

  private Torn torn(Alignment earlier, Measured one, AlignmentSummary homography, Sections sections, Progress progress)
      throws IOException {
    if (!session.parameters().flag(ParameterSpec.INTERIOR_ECC)) {
      return new Torn(Optional.empty(), Optional.empty());
    }
    Alignment alignment = one.alignment();
    UnmeasuredTissue before = unmeasured(alignment, sections, progress);
    LocalParameters local = StageParameters.local(session.parameters());
    if (!local.enabled()) {
      return new Torn(Optional.empty(), Optional.of(before));
    }
    TornResult result = new TornAlignment(session.plane(Checkpoint.PADDED_POST, progress),
        session.plane(earlier.source(), progress), sections.post(), sections.pre(), session.features(),
        session.executor(), session.threads())
        .align(alignment.field().orElseGet(() -> DisplacementField.none(alignment.warp())), before.hasRegion(),
            StageParameters.interior(session.parameters()), local, progress.part(0.56, 0.58));
    if (!result.isNothing() || before.hasRegion()) {
      progress.note("stage 3, pieces: " + result.reason());
    }
    if (result.local().isEmpty()) {
      return new Torn(Optional.empty(), Optional.of(result.along().isEmpty() ? before
          : before.withTear(result.along(), result.alongShare())));
    }
    LocalResult found = result.local().get();
    LocalField field = new LocalField(found.field().orElseThrow().stored(),
        homography.with(LocalSummary.of(found).with(result.tear().orElseThrow())), found.residuals());
    UnmeasuredTissue after = unmeasured(of(earlier, field).alignment(), sections, progress);
    if (after.share() <= before.share()) {
      return new Torn(Optional.of(field), Optional.of(after));
    }
    progress.note("stage 3, pieces: not used, since no more of the tissue is confirmed with them: " + after.text());
    return new Torn(Optional.empty(), Optional.of(before));
  }

  private static Measured of(Alignment earlier, LocalField field) {
    return new Measured(new Alignment(earlier.source(), field.field().warp(), Optional.of(field.field()),
        Optional.of(field.summary())), AlignedPatches.of(field), Optional.empty());
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
    Optional<LocalField> field = made.field().isPresent() ? LocalField.read(session.store()) : Optional.empty();
    if (field.isPresent()) {
      session.pictures().alignment(made, AlignedPatches.of(field.get()), progress);
      return;
    }
    Sections sections = session.sections(progress.part(0, 0.3));
    InteriorResult result = align(earlier, sections, progress.part(0.3, 0.6));
    session.pictures().alignment(made,
        AlignedPatches.of(result, local(earlier, result, sections, progress.part(0.6, 1))),
        progress);
  }

  private LocalResult local(Alignment earlier, InteriorResult result, Sections sections, Progress progress)
      throws IOException {
    // A homography that would not improve a bent slide is refused; local alignment then begins from stage 2's.
    boolean canBegin = result.accepted() || session.parameters().flag(ParameterSpec.INTERIOR_ECC)
        && result.correctionPx().orElse(0) <= session.parameters().real(ParameterSpec.INTERIOR_MAX_CORRECTION);
    if (result.misled()) {
      return LocalResult.none("what the patches follow is a pattern fixed to the camera, not the tissue");
    }
    if (!canBegin) {
      return LocalResult.none("interior alignment was rejected or is off, so nothing is known to begin with");
    }
    return new LocalAlignment(session.plane(Checkpoint.PADDED_POST, progress),
        session.plane(earlier.source(), progress), sections.post(), sections.pre(),
        new ParallelLoop(session.executor(), session.threads())).align(result.warp(), result.residuals(),
            StageParameters.local(session.parameters()), progress.part(0.4, 0.6));
  }

  private SidecarContent content(Alignment alignment, StageClock clock) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("features", session.features().name());
    facts.put("warped image", alignment.source().toString());
    facts.putAll(interpolation(alignment));
    if (alignment.field().isPresent()) {
      facts.putAll(LocalField.fact(session.store()));
    }
    return new SidecarContent(Optional.of(alignment.warp()), alignment.summary(), List.of(), facts,
        clock.seconds());
  }

  private static Map<String, String> interpolation(Alignment alignment) {
    return Map.of(AlignmentCards.INTERPOLATION, alignment.interpolation().text());
  }
}
