package io.github.exo2micro.checkpoint;

import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.picture.ScaleFieldPicture;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.DifferenceSummary;
import io.github.exo2micro.task.LocalScaleSummary;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A diagnostic picture that a complete run has.
 *
 * @param stage which stage draws it
 * @param name its file's name without suffix and extension
 */
public record StagePicture(Stage stage, String name) {

  private static final StagePicture SCALE_FIELD = new StagePicture(Stage.DIFFERENCE, ScaleFieldPicture.NAME);

  /**
   * All that a complete run with these parameters has whatever it finds, in the order of the stages; see {@link #owed}
   * for what a finished run has.
   */
  public static List<StagePicture> all(Parameters parameters) {
    return of(Checkpoint.all(parameters));
  }

  /** All that a run with these parameters may draw: with those that depend on what it finds. */
  static List<StagePicture> atMost(Parameters parameters) {
    List<StagePicture> all = of(Checkpoint.atMost(parameters));
    all.add(SCALE_FIELD);
    return all;
  }

  /**
   * What a complete run has, as far as the sidecars tell what it found: also the local scale and the difference with
   * it.
   */
  public static List<StagePicture> owed(CheckpointStore store) throws IOException {
    List<StagePicture> all = of(store.checkpoints());
    Optional<Sidecar> difference = store.sidecar(Checkpoint.DIFFERENCE);
    if (difference.flatMap(s -> DifferenceSummary.of(s.facts())).flatMap(DifferenceSummary::local)
        .filter(LocalScaleSummary::isMeasured).isPresent()) {
      all.add(SCALE_FIELD);
    }
    return all;
  }

  private static List<StagePicture> of(List<Checkpoint> checkpoints) {
    List<StagePicture> all = new ArrayList<>();
    for (String name : List.of("registration", "fine_alignment")) {
      all.add(new StagePicture(Stage.ICP_ALIGNED, name));
    }
    all.add(new StagePicture(Stage.INTERIOR_ALIGNED, "alignment_checker"));
    for (String name : List.of("pre_post_heatmap", "excess_heatmap", "pre_post_histograms", "difference_histogram",
        "ratio_histogram")) {
      all.add(new StagePicture(Stage.DIFFERENCE, name));
    }
    for (Checkpoint checkpoint : checkpoints) {
      if (checkpoint.stage() == Stage.DIFFERENCE) {
        all.add(new StagePicture(Stage.DIFFERENCE, checkpoint.name().replaceFirst("^difference", "difference_image")));
      }
    }
    return all;
  }
}
