package io.github.exo2micro.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * A diagnostic picture that a complete run has.
 *
 * @param stage which stage draws it
 * @param name its file's name without suffix and extension
 */
public record StagePicture(Stage stage, String name) {

  /** All that a complete run with these parameters has, in the order of the stages. */
  public static List<StagePicture> all(Parameters parameters) {
    List<StagePicture> all = new ArrayList<>();
    for (String name : List.of("registration", "fine_alignment")) {
      all.add(new StagePicture(Stage.ICP_ALIGNED, name));
    }
    all.add(new StagePicture(Stage.INTERIOR_ALIGNED, "alignment_checker"));
    for (String name : List.of("pre_post_heatmap", "excess_heatmap", "pre_post_histograms", "difference_histogram",
        "ratio_histogram")) {
      all.add(new StagePicture(Stage.DIFFERENCE, name));
    }
    for (Checkpoint checkpoint : Checkpoint.all(parameters)) {
      if (checkpoint.stage() == Stage.DIFFERENCE) {
        all.add(new StagePicture(Stage.DIFFERENCE, checkpoint.name().replaceFirst("^difference", "difference_image")));
      }
    }
    return all;
  }
}
