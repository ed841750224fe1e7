package io.github.exo2micro.report;

import io.github.exo2micro.microbes.MicrobeSummary;
import io.github.exo2micro.picture.chart.PlusMinus;
import io.github.exo2micro.task.LocalScaleSummary;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers with their units, as the report writes them; the same in every locale. */
final class Figures {

  private Figures() {}

  /** "0.054 px". */
  static String px(double px) {
    return String.format(Locale.ROOT, px < 1 ? "%.3f px" : px < 100 ? "%.1f px" : "%.0f px", px);
  }

  /** As the other, or a dash when it is not known. */
  static String px(OptionalDouble px) {
    return px.isEmpty() ? "–" : px(px.getAsDouble());
  }

  /** Four digits, or a dash when there is none. */
  static String scale(double scale) {
    return Double.isNaN(scale) ? "–" : String.format(Locale.ROOT, "%.4g", scale);
  }

  /** "1.103 to 1.482 over the tissue (p5 to p95, apart by 0.3798 ± 0.0017)". */
  static String spread(LocalScaleSummary s) {
    return String.format(Locale.ROOT, "%.3f to %.3f over the tissue (p5 to p95, apart by ", s.low(), s.high())
        + PlusMinus.text(s.high() - s.low(), s.uncertainty()) + ")";
  }

  /** "1.46 GB", or a dash when it is not known. */
  static String memory(long bytes) {
    return bytes < 0 ? "–" : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
  }

  /** "2346, 3 of them expected by chance; 850 per mm² on 2.76 mm² of tissue". */
  static String microbes(MicrobeSummary m) {
    String where = m.perMm2().isPresent()
        ? String.format(Locale.ROOT, "%.4g per mm² on %.4g mm² of tissue", m.perMm2().getAsDouble(), m.searchedMm2())
        : String.format(Locale.ROOT, "%.4g per million px of tissue (the pixel size is not known)", m.perMegapixel());
    return m.count() + ", " + m.chance() + " of them expected by chance; " + where;
  }

  static String percent(double share) {
    return share < 0 ? "–" : Math.round(100 * share) + " %";
  }
}
