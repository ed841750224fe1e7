package io.github.exo2micro.pipeline;

import io.github.exo2micro.Progress;
import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.checkpoint.MicrobeFiles;
import io.github.exo2micro.checkpoint.MicrobeRecord;
import io.github.exo2micro.checkpoint.StageClock;
import io.github.exo2micro.checkpoint.sidecar.Provenance;
import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.tissue.Tissue;
import io.github.exo2micro.microbes.DetectionSettings;
import io.github.exo2micro.microbes.MicrobeInputs;
import io.github.exo2micro.microbes.MicrobeSearch;
import io.github.exo2micro.microbes.MicrobeSummary;
import io.github.exo2micro.microbes.SearchArea;
import io.github.exo2micro.microbes.list.MicrobePlaces;
import io.github.exo2micro.microbes.list.RawFrame;
import io.github.exo2micro.subtraction.Saturation;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.DifferenceSummary;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What follows stage 4: finds the microbes in the recommended difference, lists and draws them. */
final class MicrobeStage {

  private final TaskSession session;

  MicrobeStage(TaskSession session) {
    this.session = session;
  }

  /** The difference in which microbes are looked for: the recommended one, where stage 4 has recommended one. */
  static Checkpoint searched(CheckpointStore store) throws IOException {
    return store.sidecar(Checkpoint.DIFFERENCE).map(Sidecar::facts).flatMap(DifferenceSummary::of)
        .map(s -> s.recommended().image()).orElse(Checkpoint.DIFFERENCE);
  }

  /** The checkpoints that a search reads: the difference first. */
  static List<Checkpoint> inputs(CheckpointStore store) throws IOException {
    return List.of(searched(store), Checkpoint.PADDED_POST, Checkpoint.INTERIOR_PRE);
  }

  /** How the lists of an earlier run are. */
  static MicrobeRecord.Judged judge(CheckpointStore store, Parameters parameters, boolean verify) throws IOException {
    return MicrobeRecord.judge(store, parameters, inputs(store), verify);
  }

  /**
   * Searches.
   *
   * @param aligned where pre has come to lie, where it is known
   */
  MicrobeSummary run(Optional<Alignment> aligned, Progress progress) throws IOException {
    StageClock clock = new StageClock();
    Parameters parameters = session.parameters();
    DetectionSettings settings = new DetectionSettings(parameters.real(ParameterSpec.DETECT_SIGMA),
        parameters.integer(ParameterSpec.DETECT_MIN_AREA));
    Checkpoint searched = searched(session.store());
    Plane difference = session.plane(searched, progress);
    Plane post = session.plane(Checkpoint.PADDED_POST, progress);
    Plane pre = session.plane(Checkpoint.INTERIOR_PRE, progress);
    Optional<PixelSize> pixel = session.pixelSize();
    MicrobePlaces places = new MicrobePlaces();
    Tissue tissue = session.tissue(progress.part(0, 0.1)).withoutGround();
    double saturated = session.canvas(progress).postSaturation().map(Saturation::level)
        .orElse(session.postHeader().type().maximum());
    try (MicrobeFiles files = new MicrobeFiles(session.store().folder(), parameters,
        new RawFrame(parameters.integer(ParameterSpec.PAD), pixel))) {
      MicrobeSearch search = new MicrobeSearch(
          new MicrobeInputs(difference, post, pre, area(tissue, aligned), saturated),
          settings,
          session.executor(), session.threads());
      MicrobeSearch.Found found = search.search(microbe -> {
        files.take(microbe);
        places.take(microbe);
      }, progress.part(0.1, 1));
      MicrobeSummary summary = new MicrobeSummary(found.count(), found.chance(), found.searchedPixels(),
          pixel.map(PixelSize::area).orElse(0.0), settings.sigma(), settings.minArea(), searched.toString());
      record(summary, files.commit());
      say(summary, found, clock, progress);
      session.pictures().microbes(difference, tissue, places, summary);
      return summary;
    }
  }

  private SearchArea area(Tissue tissue, Optional<Alignment> aligned) {
    // Without a warp the pre image is aligned already, and where it has no pixel is not known.
    return new TissueArea(tissue, session.postFrame(), aligned.isEmpty() ? session.paddedSize().whole().grown(1)
        : session.preFrame(), aligned.map(Alignment::warp).orElse(Homography.identity()),
        aligned.flatMap(Alignment::field).filter(f -> f.pieces().isPresent()));
  }

  private void record(MicrobeSummary summary, List<Path> files) throws IOException {
    List<MicrobeRecord.Listed> listed = new ArrayList<>();
    for (Path file : files) {
      listed.add(MicrobeRecord.Listed.of(file));
    }
    new MicrobeRecord(MicrobeRecord.ALGORITHM, Provenance.software(), MicrobeRecord.searched(session.parameters()),
        MicrobeRecord.identities(session.store(), inputs(session.store())), summary,
        session.parameters().integer(ParameterSpec.PAD), listed)
        .write(MicrobeFiles.sidecar(session.store().folder(), session.parameters()));
  }

  private void say(MicrobeSummary s, MicrobeSearch.Found found, StageClock clock, Progress progress) {
    progress.note(String.format(Locale.ROOT,
        "microbes: %d found in %.1f million px of tissue, %d by chance; noise of the"
            + " smoothed difference (grey levels at the brightness of pre): %s; %.1f s",
        s.count(), s.searchedPixels() / 1e6,
        s.chance(), found.noise(), clock.seconds()));
    if (s.isReversed()) {
      session.warn(String.format(Locale.ROOT,
          "The negated difference shows %d spots, the difference %d: pre has what post lacks. Were pre and post"
              + " exchanged? If not, look at the alignment and the scale.",
          s.chance(), s.count()), progress);
    } else if (s.chanceShare() > MicrobeSummary.GOOD_SHARE) {
      session.warn(String.format(Locale.ROOT,
          "About %.0f %% of the %d microbes are expected to be chance: the same search"
              + " finds %d in the negated difference. Raise detect_sigma, and look at the alignment and the scale "
              + "first.",
          100 * s.chanceShare(), s.count(), s.chance()), progress);
    }
  }
}
