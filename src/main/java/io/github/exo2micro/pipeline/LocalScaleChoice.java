package io.github.exo2micro.pipeline;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.subtraction.field.LocalScaleEstimate;
import io.github.exo2micro.subtraction.field.RegionCounts;
import io.github.exo2micro.subtraction.field.ScaleField;
import io.github.exo2micro.subtraction.field.TilePattern;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.LocalScale;
import io.github.exo2micro.task.LocalScaleSummary;
import io.github.exo2micro.task.Recommendation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides whether a difference with a local scale is written, and which difference to go on with.
 *
 * @param estimate how the scale varies; empty when it could not be measured
 * @param field the scale of the local difference; empty when none is written
 * @param needed whether one scale does not fit
 * @param reason why, or why not
 */
record LocalScaleChoice(Optional<LocalScaleEstimate> estimate, Optional<ScaleField> field, boolean needed,
    String reason) {

  /** The spread must be that many times its uncertainty. */
  private static final double CERTAIN = 3;
  /** Regions that the field was not fitted to must lie closer to it than to one scale, by this factor. */
  private static final double GAIN = 1.25;

  /** @param scale the global one, taken where a local one is wanted but could not be measured */
  static LocalScaleChoice of(RegionCounts counts, DisplacementField warp, Tile preFrame, LocalScale wanted,
      double scale) {
    Optional<LocalScaleEstimate> estimate = LocalScaleEstimate.of(counts, warp, preFrame);
    if (estimate.isEmpty()) {
      return new LocalScaleChoice(estimate,
          wanted == LocalScale.ON ? Optional.of(ScaleField.constant(scale)) : Optional.empty(), false,
          "too few regions show tissue to tell how the scale varies");
    }
    LocalScaleEstimate e = estimate.get();
    boolean wide = LocalScaleSummary.isWide(e.low(), e.median(), e.high());
    boolean needed = wide && e.high() - e.low() > CERTAIN * e.uncertainty() && e.gain() > GAIN;
    boolean written = wanted == LocalScale.ON || wanted == LocalScale.AUTO && needed;
    return new LocalScaleChoice(estimate, written ? Optional.of(e.field()) : Optional.empty(), needed,
        reason(e, needed));
  }

  private static String reason(LocalScaleEstimate e, boolean needed) {
    String spread = String.format(Locale.ROOT,
        "the background's scale runs from %.3f to %.3f over the tissue (p5 to p95, "
            + "± %.2g)%s",
        e.low(), e.high(), e.uncertainty(), tiles(e.patterns()));
    return spread + (needed ? ": one scale does not fit the whole image"
        : ": it varies by less than 5 % or than what can be told, so one scale fits the whole image");
  }

  private static String tiles(List<TilePattern> patterns) {
    return patterns.isEmpty() ? "" : ", with the tiles of " + patterns.stream().map(p -> String.format(Locale.ROOT,
        "%s %.0f px %s", p.side() == TilePattern.Side.POST ? "post," : "pre,", p.period(),
        p.horizontal() ? "wide" : "high")).collect(Collectors.joining(" and "));
  }

  LocalScaleSummary summary(double scale) {
    return estimate.map(e -> new LocalScaleSummary(e.low(), e.median(), e.high(), e.uncertainty(), field.isPresent(),
        reason)).orElseGet(() -> new LocalScaleSummary(scale, scale, scale, 0, field.isPresent(), reason));
  }

  Recommendation recommended() {
    boolean local = needed && field.isPresent();
    return new Recommendation(local ? Checkpoint.LOCAL_DIFFERENCE : Checkpoint.DIFFERENCE, reason
        + (needed && !local ? ", but the difference with a local scale is switched off" : ""));
  }
}
