package io.github.exo2micro.pipeline;

import io.github.exo2micro.Progress;
import io.github.exo2micro.checkpoint.CheckpointVerdict;
import io.github.exo2micro.checkpoint.LocalField;
import io.github.exo2micro.checkpoint.MicrobeRecord;
import io.github.exo2micro.checkpoint.StageClock;
import io.github.exo2micro.checkpoint.StoredPictures;
import io.github.exo2micro.checkpoint.TwinFiles;
import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.microbes.MicrobeSummary;
import io.github.exo2micro.port.FeatureExtractor;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.registration.patch.UnmeasuredTissue;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.DifferenceSummary;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.RunControl;
import io.github.exo2micro.task.ScaleSummary;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.task.TaskResult;
import io.github.exo2micro.task.TaskRunner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs the four stages of a task in this process, streaming: memory is bounded whatever the images' size.
 *
 * <p>Stateless and thread-safe; each call has threads and files of its own, which are gone when it returns.
 */
public final class StreamingTaskRunner implements TaskRunner {

  /** The share of a whole run's time that each stage takes, measured at full size. */
  private static final double[] SHARES = {0, 0.25, 0.2, 0.35, 0.12};

  /** The stages whose checkpoints a search for microbes reads. */
  private static final Set<Stage> SEARCHED = Set.of(Stage.PADDED, Stage.INTERIOR_ALIGNED, Stage.DIFFERENCE);

  private final ImageSource source;
  private final FeatureExtractor features;

  /**
   * @param source reads the raw images
   * @param features finds SIFT features
   */
  public StreamingTaskRunner(ImageSource source, FeatureExtractor features) {
    this.source = source;
    this.features = features;
  }

  @Override
  public TaskResult run(TaskRequest request, Progress progress, StageListener listener) throws IOException {
    try (TaskSession session = new TaskSession(request, source, features)) {
      session.store().removeLeftovers(progress);
      session.store().otherFormatWarning().ifPresent(line -> session.warn(line, progress));
      progress.note("raw images: " + source.name() + "; features: " + features.name());
      return new Run(session, progress, listener).all();
    }
  }

  /** One call. */
  private static final class Run {
    private final TaskSession session;
    private final Progress progress;
    private final StageListener listener;
    private final Map<Integer, Double> seconds = new LinkedHashMap<>();
    private Optional<Alignment> stage2 = Optional.empty();
    private Optional<Alignment> stage3 = Optional.empty();
    private Optional<PairPass> counted = Optional.empty();
    private Optional<CameraLevels> camera = Optional.empty();
    private List<ScaleSummary> scales = List.of();
    private Optional<DifferenceSummary> difference = Optional.empty();
    private Optional<MicrobeSummary> microbes = Optional.empty();
    /** Whether microbes are searched in this run; else those of an earlier one hold. */
    private boolean searches;
    private Optional<Double> searchSeconds = Optional.empty();

    Run(TaskSession session, Progress progress, StageListener listener) {
      this.session = session;
      this.progress = progress;
      this.listener = listener;
    }

    TaskResult all() throws IOException {
      double done = 0;
      StoredPictures stored = new StoredPictures(session.store().folder(), session.parameters());
      for (StagePlan.Step step : plan()) {
        double share = SHARES[step.stage().number()];
        boolean runs = step.action() == StagePlan.Action.RUN;
        if (step.action() != StagePlan.Action.NOT_NEEDED) {
          listener.begins(step.stage(), !runs);
        }
        if (runs) {
          StageClock clock = new StageClock();
          progress.note("stage " + step.stage().number() + " runs: " + step.reason());
          discardUnusable(step.stage());
          stored.forget(step.stage());
          run(step.stage(), progress.part(done, done + share));
          seconds.put(step.stage().number(), clock.seconds());
        } else if (step.action() == StagePlan.Action.REUSE) {
          progress.note("stage " + step.stage().number() + " is reused");
        } else {
          tellNotNeeded(step.stage());
        }
        done += share;
        progress.report(done);
      }
      if (session.request().options().control().toStage() >= Stage.INTERIOR_ALIGNED.number()) {
        finalAlignment().ifPresent(a -> session.comparePixelSizes(a.warp(), progress));
      }
      if (searches) {
        StageClock clock = new StageClock();
        session.releaseAll();
        stored.forgetMicrobes();
        microbes = Optional.of(new MicrobeStage(session).run(finalAlignment(), progress.part(done, 1)));
        searchSeconds = Optional.of(clock.seconds());
      }
      drawMissing();
      session.pictures().finish(progress);
      searchSeconds.ifPresent(s -> seconds.merge(Stage.DIFFERENCE.number(), s, Double::sum));
      TaskResult result = result();
      if (session.request().options().dropIntermediates()
          && session.request().options().control().toStage() == Stage.DIFFERENCE.number()) {
        drop();
      }
      return result;
    }

    private void drawMissing() throws IOException {
      if (!session.request().options().pictures()) {
        return;
      }
      Set<Stage> ran = seconds.keySet().stream().map(Stage::of).collect(Collectors.toSet());
      new MissingPictures(session, new MissingPictures.Found() {
        @Override
        public Alignment alignment(Checkpoint checkpoint) throws IOException {
          return alignmentOf(checkpoint.equals(Checkpoint.ICP_PRE) ? stage2 : stage3, checkpoint, false);
        }

        @Override
        public CameraLevels camera(Progress part) throws IOException {
          return Run.this.camera(part);
        }

        @Override
        public PairPass counted(Progress part) throws IOException {
          return Run.this.counted(camera(part), part);
        }
      }).draw(ran, progress.part(1, 1));
    }

    /** What nothing needs is left as it is; what is wrong with it is said. */
    private void tellNotNeeded(Stage stage) throws IOException {
      progress.note("stage " + stage.number() + " is not needed: what is made from it is there");
      for (Checkpoint checkpoint : checkpoints(stage)) {
        CheckpointVerdict verdict = session.store().verdict(checkpoint, false, progress.part(0, 0));
        if (verdict instanceof CheckpointVerdict.Damaged || verdict instanceof CheckpointVerdict.Stale) {
          progress
              .note(checkpoint + " is " + (verdict instanceof CheckpointVerdict.Stale ? "out of date: " : "damaged: ")
                  + verdict.reason() + ". Nothing needs it, so it stays as it is; --from-stage " + stage.number()
                  + " makes it again.");
        }
      }
    }

    /** Gives the disk free once the difference is there; the sidecars stay, so that a later run knows what was done. */
    private void drop() throws IOException {
      for (Checkpoint checkpoint : Checkpoint.all(session.parameters())) {
        if (checkpoint.stage() != Stage.DIFFERENCE) {
          session.release(checkpoint);
          session.store().drop(checkpoint);
        }
      }
      progress.note("the checkpoints of stages 1 to 3 were dropped");
    }

    /**
     * The plan, once the pixels of every checkpoint that a stage is going to read have been compared with their
     * checksum: a flipped bit must not be carried on. What nothing reads is judged by header, length and time alone.
     */
    private List<StagePlan.Step> plan() throws IOException {
      Map<Stage, StagePlan.State> states = new EnumMap<>(Stage.class);
      for (Stage stage : Stage.values()) {
        states.put(stage, state(stage, false));
      }
      List<StagePlan.Step> steps = StagePlan.of(states, session.request().options().control(), searched(states));
      boolean runs = steps.stream().anyMatch(s -> s.action() == StagePlan.Action.RUN);
      for (StagePlan.Step step : steps) {
        if (runs && step.action() == StagePlan.Action.REUSE) {
          states.put(step.stage(), state(step.stage(), true));
        }
      }
      steps = StagePlan.of(states, session.request().options().control(), searched(states));
      for (StagePlan.Step step : steps) {
        if (step.action() != StagePlan.Action.RUN && !hasItsFiles(step.stage())) {
          states.put(step.stage(), StagePlan.State.UNUSABLE);
        }
      }
      return StagePlan.of(states, session.request().options().control(), searched(states));
    }

    /**
     * The stages that a search for microbes reads; none when nothing is searched: detection is off, the run ends before
     * stage 4, or the lists of an earlier run fit what is there.
     */
    private Set<Stage> searched(Map<Stage, StagePlan.State> states) throws IOException {
      RunControl control = session.request().options().control();
      searches = false;
      if (control.toStage() < Stage.DIFFERENCE.number() || !session.parameters().flag(ParameterSpec.DETECT)) {
        return Set.of();
      }
      boolean again = control.force() || control.fromStage().isPresent()
          || StagePlan.of(states, control, Set.of()).stream()
              .anyMatch(s -> s.stage() == Stage.DIFFERENCE && s.action() == StagePlan.Action.RUN);
      MicrobeRecord.Judged judged = MicrobeStage.judge(session.store(), session.parameters(), false);
      if (!again && judged.record().isPresent() && !owesPictures(states)) {
        microbes = judged.record().map(MicrobeRecord::summary);
        return Set.of();
      }
      searches = true;
      return SEARCHED;
    }

    /** Whether pictures of microbes are missing that can be drawn from what is there. */
    private boolean owesPictures(Map<Stage, StagePlan.State> states) throws IOException {
      return session.request().options().pictures()
          && SEARCHED.stream().allMatch(s -> states.get(s) == StagePlan.State.INTACT)
          && !new StoredPictures(session.store().folder(), session.parameters()).hasMicrobes();
    }

    /** That of the aligned pre image; empty where another program made it. */
    private Optional<Alignment> finalAlignment() throws IOException {
      return Optional.of(alignmentOf(stage3, Checkpoint.INTERIOR_PRE, false))
          .filter(a -> a.source().equals(Checkpoint.PADDED_PRE));
    }

    /** Makes the files of a stage that are missing in a format asked for; says whether the stage can still be used. */
    private boolean hasItsFiles(Stage stage) throws IOException {
      boolean usable = true;
      for (Checkpoint checkpoint : checkpoints(stage)) {
        if (stage == Stage.DIFFERENCE || !session.request().options().dropIntermediates()) {
          usable &= new TwinFiles(session.store()).complete(checkpoint, progress.part(0, 0));
        }
      }
      return usable;
    }

    private StagePlan.State state(Stage stage, boolean verify) throws IOException {
      StagePlan.State state = StagePlan.State.INTACT;
      for (Checkpoint checkpoint : checkpoints(stage)) {
        CheckpointVerdict verdict = session.store().verdict(checkpoint, verify, progress.part(0, 0));
        if (verdict instanceof CheckpointVerdict.Damaged || verdict instanceof CheckpointVerdict.Stale) {
          return StagePlan.State.UNUSABLE;
        }
        if (verdict instanceof CheckpointVerdict.Missing) {
          state = StagePlan.State.MISSING;
        }
      }
      if (stage == Stage.INTERIOR_ALIGNED && !LocalField.fits(session.store())) {
        return StagePlan.State.UNUSABLE;
      }
      return state;
    }

    private List<Checkpoint> checkpoints(Stage stage) throws IOException {
      return session.store().checkpoints().stream().filter(c -> c.stage() == stage).toList();
    }

    /** Sets damaged files aside and says for each that cannot be used why. */
    private void discardUnusable(Stage stage) throws IOException {
      if (!session.request().options().control().force()) {
        for (Checkpoint checkpoint : checkpoints(stage)) {
          if (!session.store().verdict(checkpoint, true, progress.part(0, 0)).isUsable()) {
            session.store().reuse(checkpoint, true, progress);
          }
        }
      }
    }

    private void run(Stage stage, Progress part) throws IOException {
      session.releaseAll();
      switch (stage) {
        case PADDED -> new PaddingStage(session).run(part);
        case ICP_ALIGNED -> stage2 = Optional.of(new BoundaryStage(session).run(part));
        case INTERIOR_ALIGNED -> {
          Alignment earlier = alignmentOf(stage2, Checkpoint.ICP_PRE, true);
          Canvas canvas = session.canvas(part);
          CameraLevels camera = camera(part);
          stage3 = Optional.of(new InteriorStage(session).run(earlier, () -> {
            PairPass pass = new PairPass(session, canvas, camera);
            counted = Optional.of(pass);
            return pass;
          }, part));
        }
        case DIFFERENCE -> {
          CameraLevels camera = camera(part);
          Alignment alignment = alignmentOf(stage3, Checkpoint.INTERIOR_PRE, false);
          PairPass pass = counted(camera, part.part(0, 0.5));
          counted = Optional.empty(); // nobody asks again, and the search for microbes can do with its 50 MB
          DifferenceStage.Result made = new DifferenceStage(session, alignment, camera).run(pass, part.part(0.5, 1));
          scales = made.scales();
          difference = Optional.of(made.summary());
        }
      }
    }

    /** What stage 3 counted on its way; else counted in a pass of its own. */
    private PairPass counted(CameraLevels camera, Progress part) throws IOException {
      if (counted.isEmpty()) {
        PairPass pass = new PairPass(session, session.canvas(part.part(0, 0.4)), camera);
        pass.sweep(session, part.part(0.4, 1));
        counted = Optional.of(pass);
      }
      return counted.get();
    }

    /** What was found in this run, else what the sidecar of the reused checkpoint says. */
    private Alignment alignmentOf(Optional<Alignment> made, Checkpoint checkpoint, boolean warn) throws IOException {
      if (made.isPresent()) {
        return made.get();
      }
      Optional<Sidecar> sidecar = session.store().sidecar(checkpoint);
      Optional<Homography> warp = sidecar.flatMap(Sidecar::homography);
      if (warp.isPresent()) {
        Checkpoint warped = "02_icp_aligned_pre".equals(sidecar.get().facts().get("warped image"))
            ? Checkpoint.ICP_PRE : Checkpoint.PADDED_PRE;
        Optional<DisplacementField> field = checkpoint.equals(Checkpoint.INTERIOR_PRE)
            && LocalField.isUsed(sidecar.get().facts())
                ? LocalField.read(session.store()).map(LocalField::field) : Optional.empty();
        return new Alignment(warped, warp.get(), field, sidecar.get().alignment());
      }
      if (warn) {
        session.warn("The warp of " + checkpoint + " is not known (it has no sidecar): the image itself is aligned"
            + " further, so pixels are interpolated twice.", progress);
      }
      return new Alignment(checkpoint, Homography.identity(), Optional.empty());
    }

    /** As stage 2's sidecar has it; measured again where there is none, as beside the original's checkpoints. */
    private CameraLevels camera(Progress part) throws IOException {
      if (camera.isEmpty()) {
        camera = session.store().sidecar(Checkpoint.ICP_PRE).flatMap(s -> CameraLevels.of(s.facts()));
      }
      if (camera.isEmpty()) {
        camera = Optional.of(session.sections(part.part(0, 0.3)).camera(session, part.part(0.3, 0.4)));
      }
      return camera.get();
    }

    private TaskResult result() throws IOException {
      int last = session.request().options().control().toStage();
      Optional<Alignment> coarse = last >= 2
          ? Optional.of(alignmentOf(stage2, Checkpoint.ICP_PRE, false)) : Optional.empty();
      Optional<AlignmentSummary> second = coarse.flatMap(Alignment::summary);
      Optional<Alignment> third = last >= 3
          ? Optional.of(alignmentOf(stage3, Checkpoint.INTERIOR_PRE, false)) : Optional.empty();
      if (last == 4 && scales.isEmpty()) {
        Optional<Sidecar> sidecar = session.store().sidecar(Checkpoint.DIFFERENCE);
        scales = sidecar.map(Sidecar::scales).orElse(List.of());
        difference = sidecar.flatMap(s -> DifferenceSummary.of(s.facts()));
      }
      List<String> outputs = last == 4
          ? checkpoints(Stage.DIFFERENCE).stream()
              .map(c -> (session.request().options().format().hasTiff() ? session.store().tiff(c)
                  : session.store().fits(c))
                  .toString())
              .toList()
          : List.of();
      List<Double> warp = third.or(() -> coarse).filter(a -> a.source().equals(Checkpoint.PADDED_PRE))
          .map(a -> elements(a.warp()))
          .orElse(List.of());
      return new TaskResult(session.request().task(), status(second, third), scales, second,
          third.flatMap(Alignment::summary), warp, seconds, -1, session.features().name(),
          session.source().name(), List.copyOf(session.warnings()), outputs, difference,
          last == 4 ? microbes : Optional.empty());
    }

    private static List<Double> elements(Homography warp) {
      List<Double> list = new ArrayList<>();
      for (double element : warp.toArray()) {
        list.add(element);
      }
      return list;
    }

    private String status(Optional<AlignmentSummary> second, Optional<Alignment> third) {
      if (third.isPresent() && session.parameters().flag(ParameterSpec.INTERIOR_ECC)) {
        if (third.get().summary().isEmpty()) {
          return "complete, but the alignment comes from another program and its accuracy is not known";
        }
        if (!third.get().summary().get().accepted()) {
          return "complete, but only the coarse alignment could be used (interior alignment rejected)";
        }
      }
      if (second.isPresent() && !second.get().accepted()) {
        return "complete, but the coarse alignment was rejected";
      }
      Optional<UnmeasuredTissue> unmeasured = third.flatMap(Alignment::summary)
          .flatMap(AlignmentSummary::unmeasured);
      List<String> doubts = new ArrayList<>();
      third.flatMap(Alignment::summary).flatMap(AlignmentSummary::tear).ifPresent(t -> doubts.add(t.text()));
      unmeasured.filter(u -> u.extent() != UnmeasuredTissue.Extent.NONE).ifPresent(u -> doubts.add(u.text()));
      return doubts.isEmpty() ? "complete" : "complete, but " + String.join("; ", doubts);
    }
  }
}
