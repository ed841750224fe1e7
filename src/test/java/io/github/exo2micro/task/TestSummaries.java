package io.github.exo2micro.task;

import io.github.exo2micro.image.Interpolation;
import java.util.OptionalDouble;

/** Summaries for tests, from plain figures: below 0 = not measured. */
public final class TestSummaries {

  private TestSummaries() {}

  public static AlignmentSummary alignment(boolean accepted, String reason, double accuracyPx, double accuracyP95Px,
      double inlierResidualPx, double inlierRatio, int matches, double correctionPx, String method) {
    return new AlignmentSummary(accepted, reason, known(accuracyPx), known(accuracyP95Px), known(inlierResidualPx),
        known(inlierRatio), matches, known(correctionPx), method);
  }

  public static LocalSummary local(boolean used, String reason, double beforePx, double beforeP95Px, double afterPx,
      double afterP95Px, double noisePx, int fitted, int seams, double largestPx, String left) {
    return new LocalSummary(used, reason, known(beforePx), known(beforeP95Px), known(afterPx), known(afterP95Px),
        known(noisePx), fitted, seams, known(largestPx), left, Interpolation.BICUBIC);
  }

  private static OptionalDouble known(double value) {
    return value < 0 ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
