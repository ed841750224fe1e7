package io.github.exo2micro.microbes.list;

import java.util.Locale;

/**
 * Writes numbers as {@link String#format} does with {@code %.3f} and {@code %.6g}, some fifty times as fast: a list of
 * a million microbes holds ten million numbers. What lies so near to half a last digit that rounding is in doubt, and
 * what is too large or too small, goes to {@code String.format} itself.
 */
final class NumberText {

  private static final long[] TEN = {1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
      1_000_000_000, 10_000_000_000L};
  /** Scaled numbers up to here have at least three bits more than {@link #DOUBT} asks for. */
  private static final double MOST = 1e12;
  /** So near to half a last digit, in last digits, the decimal text of the number decides. */
  private static final double DOUBT = 1e-3;
  private static final double SMALLEST = 1e-4;

  private NumberText() {}

  /**
   * As {@code %.<decimals>f}.
   *
   * @param decimals 0 to 10
   */
  static void fixed(StringBuilder out, double value, int decimals) {
    double scaled = Math.abs(value) * TEN[decimals];
    if (!(scaled < MOST) || isInDoubt(scaled)) {
      out.append(String.format(Locale.ROOT, "%." + decimals + "f", value));
      return;
    }
    digits(out, value, Math.round(scaled), decimals);
  }

  /**
   * As {@code %.<digits>g}.
   *
   * @param digits 1 to 6
   */
  static void significant(StringBuilder out, double value, int digits) {
    double size = Math.abs(value);
    if (size >= SMALLEST && size < TEN[digits]) {
      int decimals = digits;
      for (int whole = 0; whole < digits && size >= TEN[whole]; whole++) {
        decimals--;
      }
      for (int k = 1; size * TEN[k] < 1; k++) {
        decimals++;
      }
      double scaled = size * TEN[decimals];
      // One that is rounded up to a further digit has one decimal less.
      if (!isInDoubt(scaled) && Math.round(scaled) < TEN[digits]) {
        digits(out, value, Math.round(scaled), decimals);
        return;
      }
    }
    out.append(String.format(Locale.ROOT, "%." + digits + "g", value));
  }

  private static boolean isInDoubt(double scaled) {
    return Math.abs(scaled - Math.floor(scaled) - 0.5) < DOUBT;
  }

  private static void digits(StringBuilder out, double value, long rounded, int decimals) {
    if (value < 0 || 1 / value < 0) {
      out.append('-');
    }
    out.append(rounded / TEN[decimals]);
    if (decimals > 0) {
      out.append('.');
      long rest = rounded % TEN[decimals];
      for (int k = decimals - 1; k > 0 && rest < TEN[k]; k--) {
        out.append('0');
      }
      out.append(rest);
    }
  }
}
