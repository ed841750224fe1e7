package io.github.exo2micro.picture.chart;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;

/** Axis labels for counts: 0, 500, 20 000, 1.5 million as 0, 500, 20k, 1.5M; the same in every locale. */
public final class CountFormat extends NumberFormat {

  private static final long serialVersionUID = 1;

  public static String text(double value) {
    double size = Math.abs(value);
    if (size >= 1e9) {
      return trimmed(value / 1e9) + "G";
    }
    if (size >= 1e6) {
      return trimmed(value / 1e6) + "M";
    }
    return size >= 1e4 ? trimmed(value / 1e3) + "k" : trimmed(value);
  }

  /** Up to four significant digits, no zeros at the end, a real minus sign. */
  public static String trimmed(double value) {
    if (value == 0) {
      return "0";
    }
    int digits = (int) Math.max(0, Math.min(12, 3 - Math.floor(Math.log10(Math.abs(value)))));
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    if (text.contains(".")) {
      text = text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
    return text.replace('-', '−');
  }

  /** A count with its thousands apart: 13 600 000. */
  public static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count).replace(',', '\u202f');
  }

  @Override
  public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
    return to.append(text(number));
  }

  @Override
  public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
    return to.append(text(number));
  }

  @Override
  public Number parse(String source, ParsePosition position) {
    throw new UnsupportedOperationException("labels are written, never read");
  }
}
