package io.github.exo2micro.pipeline;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.TileSweep.Output;
import io.github.exo2micro.subtraction.DifferenceFunction;
import io.github.exo2micro.subtraction.RatioCounts;
import io.github.exo2micro.subtraction.ScaleEstimate;
import io.github.exo2micro.subtraction.ScaleEstimator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Stage 4: finds the scale of the background, draws the pictures, writes one difference image per scale. */
final class DifferenceStage {

  private final TaskSession session;

  DifferenceStage(TaskSession session) {
    this.session = session;
  }

  /**
   * @param counted what was counted as post and aligned pre passed by
   * @return the scales, Moffat first
   */
  List<ScaleSummary> run(PairPass counted, CameraLevels camera, Progress progress) throws IOException {
    StageClock clock = new StageClock();
    List<ScaleEstimate> estimates = estimates(counted.ratios());
    List<ScaleSummary> scales = estimates.stream()
        .map(e -> new ScaleSummary(e.kind(), e.scale(), e.uncertainty(), e.note())).toList();
    for (ScaleEstimate estimate : estimates) {
      progress.note(String.format(java.util.Locale.ROOT, "stage 4: %s scale %.5f ± %.5f%s", estimate.kind(),
          estimate.scale(), estimate.uncertainty(), estimate.note().isEmpty() ? "" : " (" + estimate.note() + ")"));
    }
    session.pictures().difference(counted, camera, estimates, progress);
    write(scales, camera, clock, progress.part(0, 0.95));
    progress.report(1);
    return scales;
  }

  /** Draws its pictures again without writing an image. */
  void draw(PairPass counted, CameraLevels camera, Progress progress) throws IOException {
    session.pictures().difference(counted, camera, estimates(counted.ratios()), progress);
  }

  private List<ScaleEstimate> estimates(RatioCounts counts) {
    List<ScaleEstimate> all = new ArrayList<>(List.of(ScaleEstimator.moffat(counts)));
    session.parameters().optionalReal(ParameterSpec.SCALE_PERCENTILE)
        .ifPresent(p -> all.add(ScaleEstimator.percentile(counts, p)));
    session.parameters().optionalReal(ParameterSpec.MANUAL_SCALE).ifPresent(s -> all.add(ScaleEstimator.manual(s)));
    return all;
  }

  private void write(List<ScaleSummary> scales, CameraLevels camera, StageClock clock, Progress progress)
      throws IOException {
    List<CheckpointWriter> writers = new ArrayList<>();
    try {
      List<Output> outputs = new ArrayList<>();
      for (ScaleSummary scale : scales) {
        CheckpointWriter writer = session.store().write(Checkpoint.difference(scale.kind()), session.paddedSize(),
            CheckpointCards.scale(scale));
        writers.add(writer);
        outputs.add(new Output(writer, new DifferenceFunction(scale.scale())));
      }
      session.sweep().run(List.of(session.plane(Checkpoint.PADDED_POST, progress),
          session.plane(Checkpoint.INTERIOR_PRE, progress)), outputs, List.of(), progress);
      for (int i = 0; i < writers.size(); i++) {
        writers.get(i).commit(content(scales, i, camera, clock));
      }
    } finally {
      for (CheckpointWriter writer : writers) {
        writer.close();
      }
    }
  }

  private static SidecarContent content(List<ScaleSummary> scales, int own, CameraLevels camera, StageClock clock) {
    List<ScaleSummary> ownFirst = new ArrayList<>(scales);
    ownFirst.add(0, ownFirst.remove(own));
    SidecarContent content = SidecarContent.scaled(ownFirst, clock.seconds());
    for (var fact : camera.facts().entrySet()) {
      content = content.with(fact.getKey(), fact.getValue());
    }
    return content;
  }
}
