package io.github.exo2micro.checkpoint;

import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.io.FitsCard;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.ScaleSummary;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.SuffixFormat;
import io.github.exo2micro.task.TaskId;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The FITS header cards of checkpoints, under the Python original's names. */
public final class CheckpointCards {

  private CheckpointCards() {}

  /** The scale of a difference image: SCALE and SCALEK. */
  public static List<FitsCard> scale(ScaleSummary scale) {
    return List.of(new FitsCard("SCALE", scale.scale(), "Scale factor (" + scale.kind() + ")"),
        new FitsCard("SCALEK", scale.kind().name(), "Scale kind"));
  }

  /** What a stage added to the header of an image with that sidecar. */
  static List<FitsCard> of(Sidecar sidecar) {
    List<FitsCard> cards = new ArrayList<>();
    if (sidecar.stage() == Stage.INTERIOR_ALIGNED.number()) {
      sidecar.alignment().ifPresent(a -> cards.addAll(AlignmentCards.of(a, sidecar.facts())));
    }
    sidecar.scales().stream().findFirst().ifPresent(s -> cards.addAll(scale(s)));
    return cards;
  }

  /** The size of a pixel, µm; none where it is not known. */
  static List<FitsCard> pixel(Optional<PixelSize> pixel) {
    return pixel.map(p -> List.of(new FitsCard("CDELT1", p.x(), "pixel size across"),
        new FitsCard("CUNIT1", "um", ""), new FitsCard("CDELT2", p.y(), "pixel size down"),
        new FitsCard("CUNIT2", "um", ""))).orElse(List.of());
  }

  static List<FitsCard> of(TaskId task, Stage stage, Parameters parameters, List<FitsCard> more) {
    List<FitsCard> cards = new ArrayList<>();
    cards.add(new FitsCard("SAMPLE", task.sample(), "Sample name"));
    cards.add(new FitsCard("DYE", task.dye(), "Dye/channel name"));
    cards.add(new FitsCard("STAGE", stage.prefix(), "Pipeline stage"));
    cards.add(new FitsCard("CREATED", LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS)
        .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME), "File creation timestamp"));
    for (ParameterSpec spec : ParameterSpec.values()) {
      Optional<Object> value = parameters.value(spec);
      if (spec.stage() <= stage.number() && !value.equals(spec.defaultValue())) {
        cards.add(new FitsCard(spec.abbreviation().toUpperCase(Locale.ROOT),
            value.map(v -> v instanceof Enum ? SuffixFormat.value(value) : v).orElse("None"), spec.parameter()));
      }
    }
    cards.addAll(more);
    return cards;
  }
}
