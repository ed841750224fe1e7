package io.github.exo2micro.pipeline;

import io.github.exo2micro.Progress;
import io.github.exo2micro.checkpoint.CheckpointCards;
import io.github.exo2micro.checkpoint.CheckpointWriter;
import io.github.exo2micro.checkpoint.StageClock;
import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.checkpoint.sidecar.SidecarContent;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.Coverage;
import io.github.exo2micro.image.CoverageCount;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.TileSweep.Output;
import io.github.exo2micro.picture.chart.PlusMinus;
import io.github.exo2micro.raw.AddedChannels;
import io.github.exo2micro.subtraction.DifferenceFunction;
import io.github.exo2micro.subtraction.PairRatios;
import io.github.exo2micro.subtraction.RatioFit;
import io.github.exo2micro.subtraction.Saturation;
import io.github.exo2micro.subtraction.ScaleEstimate;
import io.github.exo2micro.subtraction.ScaleEstimator;
import io.github.exo2micro.subtraction.field.LocalDifferenceFunction;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.DifferenceSummary;
import io.github.exo2micro.task.LocalScale;
import io.github.exo2micro.task.Outside;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.ScaleKind;
import io.github.exo2micro.task.ScaleSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Stage 4: finds the scale of the background, draws the pictures, writes one difference image per scale:
 * (post − its offset) − scale × (pre − its offset), NaN where one of both has no pixel.
 */
final class DifferenceStage {

  private static final int COVERAGE = 2;

  private final TaskSession session;
  private final Alignment alignment;
  private final CameraLevels camera;

  /**
   * @param alignment of the aligned pre, which tells where pre has pixels
   * @param camera whose offsets are taken off
   */
  DifferenceStage(TaskSession session, Alignment alignment, CameraLevels camera) {
    this.session = session;
    this.alignment = alignment;
    this.camera = camera;
  }

  /**
   * What came out.
   *
   * @param scales Moffat first
   * @param summary the rest
   */
  record Result(List<ScaleSummary> scales, DifferenceSummary summary) {}

  /** @param counted what was counted as post and aligned pre passed by */
  Result run(PairPass counted, Progress progress) throws IOException {
    StageClock clock = new StageClock();
    note(counted.postSaturation(), "post", session.postFrame(), progress);
    note(counted.preSaturation(), "pre", session.preFrame(), progress);
    Estimated estimated = estimate(counted.ratios());
    List<ScaleSummary> scales = estimated.scales();
    for (ScaleSummary scale : scales) {
      progress.note(String.format(Locale.ROOT, "stage 4: %s scale %s%s", scale.kind(),
          PlusMinus.text(scale.scale(), scale.uncertainty()), scale.note().isEmpty() ? "" : " (" + scale.note() + ")"));
    }
    Optional<Plane> coverage = coverage(progress);
    Optional<Plane> mask = mask(coverage);
    LocalScaleChoice local = local(counted, scales.get(0));
    session.pictures().difference(counted, shown(estimated, local), mask, progress);
    progress.note("stage 4: " + local.reason());
    DifferenceSummary summary = write(scales, local, coverage, mask.isPresent(), saturation(counted), clock,
        progress.part(0, 0.95));
    summary.outside().filter(share -> share > 0)
        .ifPresent(share -> progress.note("stage 4: " + summary.outsideText()));
    progress.report(1);
    return new Result(scales, summary);
  }

  private static void note(Optional<Saturation> saturation, String side, Tile frame, Progress progress) {
    saturation.ifPresent(s -> progress.note(String.format(Locale.ROOT,
        "stage 4: %.2f %% of %s is saturated at %.0f and left out of the ratio", 100.0 * s.pixels() / frame.area(),
        side,
        s.level())));
  }

  /** Draws its pictures again without writing an image. */
  void draw(PairPass counted, Progress progress) throws IOException {
    Estimated estimated = estimate(counted.ratios());
    session.pictures().difference(counted, shown(estimated, local(counted, estimated.scales().get(0))),
        mask(coverage(progress)), progress);
  }

  private ShownScales shown(Estimated estimated, LocalScaleChoice local) {
    return new ShownScales(camera, subtracted(), estimated.scales(), estimated.fit(), local);
  }

  private LocalScaleChoice local(PairPass counted, ScaleSummary moffat) {
    return LocalScaleChoice.of(counted.regions(),
        alignment.field().orElseGet(() -> DisplacementField.none(alignment.warp())), session.preFrame(),
        session.parameters().choice(ParameterSpec.LOCAL_SCALE, LocalScale.class), moffat.scale());
  }

  private Optional<Plane> mask(Optional<Plane> coverage) {
    return session.parameters().choice(ParameterSpec.OUTSIDE, Outside.class) == Outside.NAN ? coverage
        : Optional.empty();
  }

  /**
   * The scales that were asked for.
   *
   * @param scales Moffat first
   * @param fit of the Moffat scale
   */
  private record Estimated(List<ScaleSummary> scales, RatioFit fit) {}

  private Estimated estimate(PairRatios ratios) throws IOException {
    ScaleEstimate found = ScaleEstimator.moffat(ratios);
    ScaleEstimate moffat = added(Checkpoint.PADDED_POST)
        .note(added(Checkpoint.PADDED_PRE), found.scale(), found.uncertainty()).map(found::noted).orElse(found);
    List<ScaleSummary> all = new ArrayList<>(List.of(summary(ScaleKind.MOFFAT, moffat, ratios)));
    session.parameters().optionalReal(ParameterSpec.SCALE_PERCENTILE).ifPresent(p -> all.add(
        summary(ScaleKind.percentile(p), ScaleEstimator.percentile(ratios, p), ratios)));
    session.parameters().optionalReal(ParameterSpec.MANUAL_SCALE).ifPresent(s -> all.add(
        summary(ScaleKind.MANUAL, ScaleEstimator.manual(s), ratios)));
    return new Estimated(all, moffat.fit().orElseThrow());
  }

  private AddedChannels added(Checkpoint padded) throws IOException {
    return AddedChannels.of(session.store().sidecar(padded).map(Sidecar::facts).orElse(Map.of()));
  }

  private static ScaleSummary summary(ScaleKind kind, ScaleEstimate e, PairRatios ratios) {
    return new ScaleSummary(kind, e.scale(), e.uncertainty(), Optional.of(ratios.pixels().overSubtracted(e.scale())),
        e.note());
  }

  /** What is taken off both images before they are subtracted. */
  private CameraLevels subtracted() {
    return session.parameters().flag(ParameterSpec.SUBTRACT_OFFSET) ? camera : CameraLevels.NONE;
  }

  private DifferenceSummary write(List<ScaleSummary> scales, LocalScaleChoice local, Optional<Plane> coverage,
      boolean masked, Map<String, String> saturation, StageClock clock, Progress progress) throws IOException {
    List<Plane> inputs = new ArrayList<>(List.of(session.plane(Checkpoint.PADDED_POST, progress),
        session.plane(Checkpoint.INTERIOR_PRE, progress)));
    coverage.ifPresent(inputs::add);
    CoverageCount covered = new CoverageCount(COVERAGE, session.postFrame());
    List<CheckpointWriter> writers = new ArrayList<>();
    try {
      List<Output> outputs = new ArrayList<>();
      for (ScaleSummary scale : scales) {
        CheckpointWriter writer = session.store().write(Checkpoint.difference(scale.kind()), session.paddedSize(),
            CheckpointCards.scale(scale));
        writers.add(writer);
        outputs.add(new Output(writer, new DifferenceFunction(scale.scale(),
            subtracted().postOffset() - scale.scale() * subtracted().preOffset(), masked)));
      }
      if (local.field().isPresent()) {
        CheckpointWriter writer = session.store().write(Checkpoint.LOCAL_DIFFERENCE, session.paddedSize(),
            CheckpointCards.scale(new ScaleSummary(ScaleKind.LOCAL,
                local.summary(scales.get(0).scale()).median(), 0, Optional.empty(), "")));
        writers.add(writer);
        outputs.add(new Output(writer, new LocalDifferenceFunction(local.field().get(), subtracted().postOffset(),
            subtracted().preOffset(), masked)));
      }
      session.sweep().run(inputs, outputs, coverage.isPresent() ? List.of(covered) : List.of(), progress);
      DifferenceSummary summary = summary(coverage.map(c -> covered.outside()), local,
          scales.get(0).scale());
      if (local.field().isPresent()) {
        // Before the difference whose sidecar says that it is there.
        writers.get(scales.size()).commit(content(scales, 0, summary, saturation, clock));
      } else {
        session.store().discard(Checkpoint.LOCAL_DIFFERENCE);
      }
      for (int i = 0; i < scales.size(); i++) {
        writers.get(i).commit(content(scales, i, summary, saturation, clock));
      }
      return summary;
    } finally {
      for (CheckpointWriter writer : writers) {
        writer.close();
      }
    }
  }

  /** Where both images have pixels; empty when pre's warp is not known, as of the Python original's checkpoints. */
  private Optional<Plane> coverage(Progress progress) {
    if (!alignment.source().equals(Checkpoint.PADDED_PRE)) {
      session.warn("Where pre has pixels is not known, since another program aligned it: the difference has a value"
          + " everywhere, and none of it says what lies outside pre.", progress);
      return Optional.empty();
    }
    return Optional.of(new Coverage(session.postFrame(), session.preFrame(), alignment.warp(),
        alignment.covered(session.preFrame(), session.paddedSize()), margin()));
  }

  /** Farther than any image is large, px. */
  private static final int EVERYWHERE = 1 << 29;

  /** How far, pre px, the local field may move a pixel beyond the warp: its largest shift as the warp enlarges it. */
  private int margin() {
    if (alignment.field().flatMap(DisplacementField::pieces).isPresent()) {
      return EVERYWHERE; // a gap may be anywhere
    }
    Homography w = alignment.warp();
    double enlarged = Math.sqrt(w.at(0, 0) * w.at(0, 0) + w.at(0, 1) * w.at(0, 1) + w.at(1, 0) * w.at(1, 0)
        + w.at(1, 1) * w.at(1, 1));
    return alignment.field().map(f -> (int) Math.ceil(f.bound() * enlarged)).orElse(0);
  }

  private DifferenceSummary summary(Optional<Double> outside, LocalScaleChoice local, double scale) {
    return new DifferenceSummary(outside, subtracted().postOffset(), subtracted().preOffset(),
        Optional.of(local.summary(scale)), local.recommended());
  }

  /** As the sidecar keeps it; nothing where nothing saturates. */
  private static Map<String, String> saturation(PairPass counted) {
    Map<String, String> facts = new LinkedHashMap<>();
    counted.postSaturation().ifPresent(s -> facts.put("post saturated at", Double.toString(s.level())));
    counted.preSaturation().ifPresent(s -> facts.put("pre saturated at", Double.toString(s.level())));
    return facts;
  }

  private SidecarContent content(List<ScaleSummary> scales, int own, DifferenceSummary summary,
      Map<String, String> saturation, StageClock clock) {
    List<ScaleSummary> ownFirst = new ArrayList<>(scales);
    ownFirst.add(0, ownFirst.remove(own));
    SidecarContent content = SidecarContent.scaled(ownFirst, clock.seconds());
    for (var fact : camera.facts().entrySet()) {
      content = content.with(fact.getKey(), fact.getValue());
    }
    for (var fact : saturation.entrySet()) {
      content = content.with(fact.getKey(), fact.getValue());
    }
    for (var fact : summary.facts().entrySet()) {
      content = content.with(fact.getKey(), fact.getValue());
    }
    return content;
  }
}
