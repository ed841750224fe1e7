package io.github.exo2micro.picture.chart;

import java.util.Locale;

/**
 * Writes a value with its uncertainty, as science does: two significant digits of the uncertainty, and as many places.
 */
public final class PlusMinus {

  private static final int MOST_PLACES = 12;

  private PlusMinus() {}

  /**
   * "1.30133 ± 0.00092".
   *
   * @param value any
   * @param uncertainty one standard deviation; 0, negative or not finite = none is known, and the value has four
   *     significant digits
   */
  public static String text(double value, double uncertainty) {
    if (!(uncertainty > 0) || Double.isInfinite(uncertainty)) {
      return String.format(Locale.ROOT, "%.4g", value);
    }
    int places = (int) Math.max(0, Math.min(MOST_PLACES, 1 - Math.floor(Math.log10(uncertainty))));
    String format = "%." + places + "f";
    return String.format(Locale.ROOT, format + " ± " + format, value, uncertainty);
  }
}
