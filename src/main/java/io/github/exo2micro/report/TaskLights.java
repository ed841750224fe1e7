package io.github.exo2micro.report;

import io.github.exo2micro.microbes.MicrobeSummary;
import io.github.exo2micro.picture.chart.PlusMinus;
import io.github.exo2micro.registration.patch.UnmeasuredTissue;
import io.github.exo2micro.registration.pieces.Tear;
import io.github.exo2micro.report.TrafficLight.Level;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.LocalScaleSummary;
import io.github.exo2micro.task.ScaleKind.Way;
import io.github.exo2micro.task.ScaleSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Judges a task that ran: was the alignment accepted, how exact is it, does the scale fit, is too much subtracted?
 *
 * <p>The limits: microbes are a few px wide, so half a pixel of error hides none and two pixels ring every edge; a
 * scale
 * that is 2 % off leaves less than the noise of ordinary tissue, 5 % shows; half of the background below zero is what
 * noise alone gives.
 */
final class TaskLights {

  static final double GOOD_PX = 0.5;
  static final double POOR_PX = 2;
  static final double GOOD_SCALE = 0.02;
  static final double POOR_SCALE = 0.05;
  static final double GOOD_BELOW = 0.65;
  static final double POOR_BELOW = 0.8;
  static final double LEFT_OVER = 0.25;

  private final ReportTask task;

  TaskLights(ReportTask task) {
    this.task = task;
  }

  /** One per question that the task's end allows; a task that did not end well has a single one. */
  List<TrafficLight> all() {
    List<TrafficLight> lights = new ArrayList<>();
    if (task.end() != ReportTask.End.DONE) {
      lights.add(new TrafficLight(task.end() == ReportTask.End.FAILED ? Level.RED : Level.UNKNOWN, "Result",
          task.status(), ""));
      return lights;
    }
    if (task.coarse().isPresent() || task.interior().isPresent()) {
      lights.add(alignment());
      lights.add(accuracy());
      task.interior().flatMap(AlignmentSummary::tear).ifPresent(t -> lights.add(tear(t)));
      task.interior().flatMap(AlignmentSummary::unmeasured).ifPresent(u -> lights.add(tissue(u)));
    }
    task.scale(Way.MOFFAT).ifPresent(s -> lights.add(scaleFit(s)));
    task.localScale().ifPresent(s -> lights.add(evenness(s)));
    task.scales().forEach(s -> overSubtraction(s).ifPresent(lights::add));
    task.microbes().ifPresent(m -> lights.add(microbes(m)));
    return lights;
  }

  /** The worst of all; a warning is something to look at. */
  Level worst() {
    Stream<Level> warned = task.warnings().isEmpty() ? Stream.empty() : Stream.of(Level.AMBER);
    return Stream.concat(all().stream().map(TrafficLight::level), warned).max(Comparator.naturalOrder())
        .orElse(Level.UNKNOWN);
  }

  private TrafficLight alignment() {
    Optional<AlignmentSummary> interior = task.interior();
    if (interior.isPresent()) {
      String reason = interior.get().reason();
      return interior.get().accepted()
          ? new TrafficLight(Level.GREEN, "Alignment", reason.startsWith("accepted") ? reason : "accepted: " + reason,
              "")
          : rejected(3, "the alignment on the outline was kept", reason);
    }
    Optional<AlignmentSummary> coarse = task.coarse().filter(a -> !a.accepted());
    if (coarse.isPresent()) {
      return rejected(2, "the earlier alignment was kept", coarse.get().reason());
    }
    return new TrafficLight(Level.AMBER, "Alignment", "on the outline only: stage 3 did not run",
        "Run stage 3 (interior_ecc = true) before you trust single microbes.");
  }

  private static TrafficLight rejected(int stage, String kept, String reason) {
    return new TrafficLight(Level.RED, "Alignment", "stage " + stage + " rejected, " + kept + ": " + reason,
        advice(stage));
  }

  private static String advice(int stage) {
    return stage == 3
        ? "Do not count microbes in this difference. Look at the alignment checker: if both images show the same "
            + "structures, raise interior_max_correction or lower interior_min_inlier_ratio a little and run from "
            + "stage 3; if they show different places, the outline misled stage 2: see the registration picture."
        : "Do not count microbes in this difference. Look at the registration picture: does each line follow the "
            + "tissue's edge? If not, change boundary_width or boundary_smooth; if the images are turned or scaled "
            + "against each other, widen angle_range or scale_min/scale_max; check that both files show the same "
            + "sample.";
  }

  private TrafficLight accuracy() {
    Optional<AlignmentSummary> measured = task.interior().filter(TaskLights::isMeasured)
        .or(() -> task.coarse().filter(TaskLights::isMeasured));
    if (measured.isEmpty()) {
      return new TrafficLight(Level.UNKNOWN, "Accuracy", "could not be measured",
          "Judge by the alignment checker: single microbes must not have a bright and a dark side.");
    }
    double px = measured.get().accuracyPx().getAsDouble();
    OptionalDouble p95 = measured.get().accuracyP95Px();
    String finding = "median error " + Figures.px(px) + (p95.isPresent() ? ", 95 % within " + Figures.px(p95) : "")
        + ", on matches that were not used for the fit";
    if (px <= GOOD_PX) {
      return new TrafficLight(Level.GREEN, "Accuracy", finding, "");
    }
    String advice = "Edges in the difference have a bright and a dark side; count only microbes away from edges. Look "
        + "at the arrows of the alignment checker: arrows that turn or grow to one side mean that the tissue was bent "
        + "between the two images.";
    return new TrafficLight(px <= POOR_PX ? Level.AMBER : Level.RED, "Accuracy", finding, advice);
  }

  private static boolean isMeasured(AlignmentSummary a) {
    return a.accepted() && a.accuracyPx().isPresent();
  }

  /** Whether the alignment holds all over the tissue. */
  private static TrafficLight tissue(UnmeasuredTissue unmeasured) {
    Level level = switch (unmeasured.extent()) {
      case NONE -> Level.GREEN;
      case PART -> Level.AMBER;
      case MUCH -> Level.RED;
    };
    return new TrafficLight(level, "Tissue", unmeasured.text(), level == Level.GREEN ? ""
        : "Look at the squares in the alignment checker: is the section torn or folded there, did a piece of it move, "
            + "or is it out of focus or covered in one image? Do not count microbes in these regions.");
  }

  /** A section that was put together is something to look at, however well its pieces lie. */
  private static TrafficLight tear(Tear tear) {
    return new TrafficLight(Level.AMBER, "Tear",
        tear.text() + (tear.gapText().isEmpty() ? "" : "; " + tear.gapText()),
        "Look at the edges of the pieces in the alignment checker: do they follow the tear? Microbes within some pixels of "
            + "an edge are doubtful.");
  }

  private static TrafficLight scaleFit(ScaleSummary scale) {
    double relative = scale.uncertainty() / scale.scale();
    String finding = "Moffat scale " + PlusMinus.text(scale.scale(), scale.uncertainty())
        + (scale.note().isEmpty() ? "" : "; " + scale.note());
    boolean failed = scale.note().contains("failed");
    if (!failed && relative <= GOOD_SCALE) {
      return new TrafficLight(Level.GREEN, "Scale fit", finding, "");
    }
    String advice = "Look at the ratio histogram: the green line must stand on the peak. If it does not, or if there "
        + "are two peaks, set manual_scale (or scale_percentile) and run from stage 4.";
    return new TrafficLight(failed || relative > POOR_SCALE ? Level.RED : Level.AMBER, "Scale fit", finding, advice);
  }

  /** Whether one scale serves the whole image, or a local one was used where it does not. */
  private static TrafficLight evenness(LocalScaleSummary s) {
    String finding = "the background's scale runs from " + Figures.spread(s);
    if (!s.isWide()) {
      return new TrafficLight(Level.GREEN, "Even background", finding + ": it varies by less than 5 %", "");
    }
    if (s.written()) {
      return new TrafficLight(Level.GREEN, "Even background",
          finding + ", and a difference with a local scale was written", "");
    }
    return new TrafficLight(Level.AMBER, "Even background", finding + ", but only one scale was used",
        "Look at the picture scale_field: is the change a slope or the tiles of the mosaic, and not stain? Then run "
            + "from stage 4 with local_scale = on, and compare both differences.");
  }

  /** How many of the microbes are expected to be chance. */
  private static TrafficLight microbes(MicrobeSummary m) {
    double share = m.chanceShare();
    String finding = m.count() + " found, " + m.chance() + " in the negated difference: "
        + (m.count() == 0 ? "nothing stands out" : "about " + Figures.percent(share) + " of them are chance");
    if (m.isReversed()) {
      return new TrafficLight(Level.RED, "Microbes",
          m.count() + " found, " + m.chance() + " in the negated difference: pre has what post lacks",
          "Were pre and post exchanged? If not, look at the alignment checker and at the scale.");
    }
    if (share <= MicrobeSummary.GOOD_SHARE) {
      return new TrafficLight(Level.GREEN, "Microbes", finding, "");
    }
    return new TrafficLight(share > MicrobeSummary.POOR_SHARE ? Level.RED : Level.AMBER, "Microbes", finding,
        "Look at the alignment checker and at the scale first. If both are right, raise detect_sigma until the "
            + "share is small.");
  }

  private static Optional<TrafficLight> overSubtraction(ScaleSummary scale) {
    if (scale.overSubtracted().isEmpty()) {
      return Optional.empty();
    }
    double below = scale.overSubtracted().get();
    Way way = scale.kind().way();
    String question = "Subtraction" + (way == Way.MOFFAT ? "" : " (" + scale.kind().title() + ")");
    String finding = "scale " + Figures.scale(scale.scale()) + " takes " + Math.round(100 * below)
        + " % of the background below zero (50 % is ideal)";
    if (below > GOOD_BELOW) {
      boolean percentile = way == Way.PERCENTILE;
      Level level = below > POOR_BELOW && !percentile ? Level.RED : Level.AMBER;
      String advice = percentile
          ? "This is what a high percentile means: only the brightest microbes are left. For faint ones use the "
              + "Moffat scale."
          : way == Way.MOFFAT
              ? "Faint microbes may be lost. Look at the ratio histogram: does the green line stand on the peak? Two "
                  + "materials with ratios of their own have this effect too; then judge brightness against the tissue "
                  + "around."
              : "Too much is subtracted: faint microbes are lost. Use a lower scale; the Moffat one is a good start.";
      return Optional.of(new TrafficLight(level, question, "over-subtracted: " + finding, advice));
    }
    if (below < LEFT_OVER) {
      return Optional.of(new TrafficLight(Level.AMBER, question, "background is left: " + finding,
          "Tissue still shows in the difference; do not count it as microbes. Use a higher scale."));
    }
    return Optional.of(new TrafficLight(Level.GREEN, question, finding, ""));
  }
}
