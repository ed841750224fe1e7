package io.github.exo2micro.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A diagnostic picture that a complete run has.
 *
 * @param stage which stage draws it
 * @param name its file's name without suffix and extension
 */
public record StagePicture(Stage stage, String name) {

  /**
   * All that a complete run with these parameters has whatever it finds, in the order of the stages; see {@link #owed} for what
   * a finished run has.
   */
  public static List<StagePicture> all(Parameters parameters) {
    return of(Checkpoint.all(parameters));
  }

  /** All that a run with these parameters may draw: with those that depend on what it finds. */
  static List<StagePicture> atMost(Parameters parameters) {
    return of(Checkpoint.atMost(parameters));
  }

  /** What a complete run has, as far as the sidecars tell what it found: also the difference with a local scale. */
  static List<StagePicture> owed(CheckpointStore store) throws IOException {
    return of(store.checkpoints());
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
