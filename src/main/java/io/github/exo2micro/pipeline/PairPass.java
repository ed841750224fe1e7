package io.github.exo2micro.pipeline;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.TileObserver;
import io.github.exo2micro.picture.statistics.BrightnessScale;
import io.github.exo2micro.picture.statistics.PairHistograms;
import io.github.exo2micro.picture.statistics.PairStatistics;
import io.github.exo2micro.picture.statistics.Preview;
import io.github.exo2micro.picture.statistics.PreviewBuilder;
import io.github.exo2micro.port.RawHeader.SampleType;
import io.github.exo2micro.subtraction.PairRatios;
import io.github.exo2micro.subtraction.RatioHistogram;
import io.github.exo2micro.subtraction.Saturation;
import io.github.exo2micro.subtraction.SignalRange;
import io.github.exo2micro.subtraction.field.RegionCounts;
import io.github.exo2micro.task.Checkpoint;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What is counted while post (input 0) and the aligned pre (input 1) pass by: once, as stage 3 writes its image, or in
 * a pass of its own when stage 3 was reused. Made when the pass begins, since it holds up to 50 MB for pictures.
 */
final class PairPass {

  private final Canvas canvas;
  private final RegionCounts regions;
  private final RatioHistogram ratios;
  /** Empty for a task without pictures. */
  private final Optional<Shown> shown;

  /** What pictures need. */
  private record Shown(PairStatistics statistics, PreviewBuilder preview) {}

  PairPass(TaskSession session, Canvas canvas, CameraLevels camera) {
    SampleType post = session.postHeader().type();
    SampleType pre = session.preHeader().type();
    boolean whole = post.isWhole() && pre.isWhole();
    regions = new RegionSignal(canvas, camera).counts(session.postFrame());
    this.canvas = canvas;
    ratios = new RatioHistogram(range(camera.postRange(post), canvas.postSaturation()),
        range(camera.preRange(pre), canvas.preSaturation()), Optional.of(regions));
    shown = session.request().options().pictures() ? Optional.of(new Shown(
        new PairStatistics(0, 1, BrightnessScale.fine(canvas.rawPre().maximum(), whole),
            BrightnessScale.coarse(canvas.rawPre().jointMaximum(), whole), camera.floor()),
        new PreviewBuilder(session.paddedSize(), 0, 1, camera.floor()))) : Optional.empty();
  }

  private static SignalRange range(SignalRange range, Optional<Saturation> saturation) {
    return saturation.map(s -> range.saturatedAt(s.level())).orElse(range);
  }

  /** Where raw post saturates, if it shows. */
  Optional<Saturation> postSaturation() {
    return canvas.postSaturation();
  }

  /** The same of raw pre. */
  Optional<Saturation> preSaturation() {
    return canvas.preSaturation();
  }

  List<TileObserver> observers() {
    return shown.map(s -> List.<TileObserver>of(ratios, s.statistics(), s.preview())).orElse(List.of(ratios));
  }

  /** Counts in a pass of its own. */
  void sweep(TaskSession session, Progress progress) throws IOException {
    session.sweep().run(List.of(session.plane(Checkpoint.PADDED_POST, progress),
        session.plane(Checkpoint.INTERIOR_PRE, progress)), List.of(), observers(), progress);
  }

  PairRatios ratios() {
    return ratios.ratios();
  }

  /** Region by region; to be asked when the pass is over. */
  RegionCounts regions() {
    return regions;
  }

  /** For a task with pictures. */
  PairHistograms histograms() {
    return shown.orElseThrow().statistics().build();
  }

  /** For a task with pictures. */
  Preview preview() {
    return shown.orElseThrow().preview().build();
  }
}
