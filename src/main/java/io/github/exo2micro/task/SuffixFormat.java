package io.github.exo2micro.task;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes parameter values as the original's file-name suffixes do: booleans 1/0, none {@code none}, choices in lower
 * case, numbers as C's {@code %g}, with more digits only where six would not give the same number back.
 */
public final class SuffixFormat {

  private SuffixFormat() {}

  /** A value of any parameter kind. */
  public static String value(Optional<Object> value) {
    if (value.isEmpty()) {
      return "none";
    }
    Object v = value.get();
    if (v instanceof Boolean flag) {
      return flag ? "1" : "0";
    }
    if (v instanceof Enum<?> chosen) {
      return chosen.name().toLowerCase(Locale.ROOT);
    }
    if (v instanceof Integer whole) {
      return whole.toString();
    }
    return number(((Number) v).doubleValue());
  }

  /** A finite number, as {@code %g} with the fewest digits (at least six) that give it back. */
  static String number(double v) {
    if (v == 0) {
      return "0";
    }
    for (int digits = 6; digits < 17; digits++) {
      String text = general(v, digits);
      if (Double.parseDouble(text) == v) {
        return text;
      }
    }
    return general(v, 17);
  }

  private static String general(double v, int digits) {
    BigDecimal rounded = new BigDecimal(v).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    BigDecimal plain = rounded.stripTrailingZeros();
    if (exponent >= -4 && exponent < digits) {
      return plain.toPlainString();
    }
    BigDecimal mantissa = plain.scaleByPowerOfTen(-exponent).stripTrailingZeros();
    int size = Math.abs(exponent);
    return mantissa.toPlainString() + "e" + (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "") + size;
  }
}
