package io.github.exo2micro.pipeline;

import io.github.exo2micro.Progress;
import io.github.exo2micro.checkpoint.StagePicture;
import io.github.exo2micro.checkpoint.StoredPictures;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Draws the pictures that a task owes and does not have, of stages that did not run: they were not asked for then, or
 * the run was killed before they were drawn. Measures again what they show; no image is written.
 */
final class MissingPictures {

  private final TaskSession session;
  private final Found found;

  /** What the stages found, in this run or in an earlier one. */
  interface Found {
    /** Of stage 2 or 3. */
    Alignment alignment(Checkpoint checkpoint) throws IOException;

    /** Of stage 2. */
    CameraLevels camera(Progress progress) throws IOException;

    /** Post against the aligned pre. */
    PairPass counted(Progress progress) throws IOException;
  }

  MissingPictures(TaskSession session, Found found) {
    this.session = session;
    this.found = found;
  }

  /** @param ran the stages of this run: what they did not draw they have warned of */
  void draw(Set<Stage> ran, Progress progress) throws IOException {
    StoredPictures stored = new StoredPictures(session.store().folder(), session.parameters());
    for (Stage stage : Stage.values()) {
      if (ran.contains(stage) || stage.number() > session.request().options().control().toStage() || !isOurs(stage)) {
        continue;
      }
      List<StagePicture> missing = new ArrayList<>();
      for (StagePicture picture : stored.missing(stage, StagePicture.owed(session.store()))) {
        if (!stored.copy(picture)) {
          missing.add(picture);
        }
      }
      if (!missing.isEmpty()) {
        draw(stage, missing, progress);
      }
    }
  }

  /** Of another program's image the stage cannot be told: its warp is not known. */
  private boolean isOurs(Stage stage) throws IOException {
    for (Checkpoint checkpoint : Checkpoint.of(stage, session.parameters())) {
      if (session.store().sidecar(checkpoint).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private void draw(Stage stage, List<StagePicture> missing, Progress progress) throws IOException {
    String names = missing.stream().map(StagePicture::name).collect(Collectors.joining(", "));
    List<String> gone = new ArrayList<>();
    for (Checkpoint input : inputs(stage)) {
      if (!session.store().verdict(input, false, progress).isUsable()) {
        gone.add(input.toString());
      }
    }
    if (!gone.isEmpty()) {
      session.warn("The pictures " + names + " are missing and cannot be drawn: " + String.join(", ", gone)
          + (gone.size() == 1 ? " is" : " are") + " not there any more. Run with --from-stage 1 to make both again.",
          progress);
      return;
    }
    progress.note("stage " + stage.number() + " is kept; its missing pictures are drawn: " + names);
    switch (stage) {
      case PADDED -> {
      }
      case ICP_ALIGNED -> new BoundaryStage(session).draw(progress);
      case INTERIOR_ALIGNED -> new InteriorStage(session).draw(found.alignment(Checkpoint.ICP_PRE),
          found.alignment(Checkpoint.INTERIOR_PRE), progress);
      case DIFFERENCE -> {
        CameraLevels camera = found.camera(progress);
        new DifferenceStage(session, found.alignment(Checkpoint.INTERIOR_PRE), camera).draw(found.counted(progress),
            progress);
      }
    }
  }

  /** Besides a stage's own inputs, the padded images: every picture needs the overviews. */
  private Set<Checkpoint> inputs(Stage stage) {
    Set<Checkpoint> inputs = new java.util.LinkedHashSet<>(List.of(Checkpoint.PADDED_POST, Checkpoint.PADDED_PRE));
    if (stage == Stage.DIFFERENCE) {
      inputs.add(Checkpoint.INTERIOR_PRE);
    }
    return inputs;
  }
}
