package io.github.exo2micro.registration.local;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.image.Interpolation;
import io.github.exo2micro.registration.patch.RemainingError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Decides whether a field is used, and says what it gained and what is left. */
final class LocalVerdict {

  private static final double GAIN_PX = 0.05;
  private static final double GAIN_SHARE = 0.2;
  private static final int LEAST_LEFT_OUT = 8;
  /** Residuals this many times the noise, and at least so many px, are more than noise. */
  private static final double OUT = 4;
  private static final double LEAST_LEFT_PX = 0.15;
  /** A share that chance and stained microbes give. */
  private static final double FEW = 0.02;
  private static final double APART = 0.2;

  private LocalVerdict() {}

  /**
   * @param error of the field over the tissue, which is what is reported of a field that helps; whether it is used is
   *     decided on the patches left out, before and after alike
   */
  static LocalResult of(DisplacementField field, List<LocalResidual> residuals, RemainingError error,
      List<LocalPatch> fitted, LocalParameters parameters) {
    if (residuals.size() < LEAST_LEFT_OUT) {
      return LocalResult.none("only " + residuals.size() + " patches could be kept out of the local fit");
    }
    double noise = Median.of(residuals.stream().mapToDouble(LocalResidual::sigma).toArray());
    HeldOutError before = HeldOutError.of(residuals, LocalResidual::before, noise);
    HeldOutError after = HeldOutError.of(residuals, LocalResidual::after, noise);
    double largest = fitted.stream().mapToDouble(p -> length(field.at(p.x(), p.y()))).max().orElse(0);
    boolean better = isClearlyLower(after.median(), before.median())
        || isClearlyLower(after.p95(), before.p95()) && after.median() <= before.median();
    Remainder left = left(field, residuals, noise);
    // A field that is refused is refused by these patches, so their figures say why.
    double median = better ? error.median() : after.median();
    double p95 = better ? error.p95() : after.p95();
    String figures = String.format(Locale.ROOT,
        "error %s %d patches that were never fitted %.3f → %.3f px (95 %%: %.3f → %.3f px), %d patches "
            + "fitted, %d seams, largest displacement %.1f px; what is left is %s",
        better ? "over the tissue by" : "on", residuals.size(), before.median(), median, before.p95(), p95,
        fitted.size(), field.seamLines(), largest, left.text());
    String objection = "";
    if (!better) {
      objection = "a local field would not lower the error clearly: ";
    } else if (largest > parameters.maxCorrectionPx()) {
      objection = String.format(Locale.ROOT, "the displacement is larger than %.0f px: ", parameters.maxCorrectionPx());
    }
    return new LocalResult(objection.isEmpty() ? Optional.of(field) : Optional.empty(), objection + figures,
        OptionalDouble.of(before.median()), OptionalDouble.of(before.p95()), OptionalDouble.of(median),
        OptionalDouble.of(p95), OptionalDouble.of(noise), fitted.size(), field.seamLines(),
        OptionalDouble.of(largest), left, residuals, Interpolation.BICUBIC);
  }

  private static boolean isClearlyLower(double after, double before) {
    return after <= before - GAIN_PX && after <= before * (1 - GAIN_SHARE);
  }

  private static double length(double[] d) {
    return Math.hypot(d[0], d[1]);
  }

  /**
   * What kind the remaining residuals beyond the noise are. They count as along seams where two thirds of them lie
   * beside one; as a tear where neighbours that stick out point apart; as a bend where they point the same way.
   */
  private static Remainder left(DisplacementField field, List<LocalResidual> residuals, double noise) {
    double limit = Math.max(LEAST_LEFT_PX, OUT * noise);
    List<LocalResidual> out = residuals.stream().filter(r -> r.after() > limit).toList();
    if (out.size() <= Math.max(2, FEW * residuals.size())) {
      return Remainder.NOISE;
    }
    double beside = nearest(residuals);
    long atSeams = out.stream().filter(r -> field.distanceToSeam(r.x(), r.y()) < beside).count();
    if (3 * atSeams >= 2 * out.size()) {
      return Remainder.SEAM;
    }
    double alike = 0;
    double power = 0;
    for (LocalResidual r : out) {
      for (LocalResidual q : out) {
        if (q != r && Math.hypot(q.x() - r.x(), q.y() - r.y()) < 2.5 * beside) {
          alike += r.afterX() * q.afterX() + r.afterY() * q.afterY();
          power += r.after() * q.after();
        }
      }
    }
    return power > 0 && alike < -APART * power ? Remainder.TEAR
        : alike > APART * power ? Remainder.BEND : Remainder.NOISE;
  }

  /** Typical distance of a patch to the nearest other one that was not fitted. */
  private static double nearest(List<LocalResidual> residuals) {
    return Median.of(residuals.stream().mapToDouble(r -> residuals.stream().filter(q -> q != r)
        .mapToDouble(q -> Math.hypot(q.x() - r.x(), q.y() - r.y())).min().orElse(0)).toArray());
  }
}
