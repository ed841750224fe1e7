package io.github.exo2micro.picture.file;

import io.github.exo2micro.PlainText;
import io.github.exo2micro.io.CsvText;

/**
 * A table as text: a line of column names, then rows; numbers with the fewest digits that give them back, whatever the
 * locale. What is known of the picture as a whole stands in lines before, each beginning with #.
 */
public final class Csv {

  /** Numbers of few decimals are written by whole-number arithmetic: these tables have 100 000 cells. */
  private static final int MOST_DECIMALS = 4;
  private static final double EXACT = 1e15;

  private final StringBuilder text = new StringBuilder(1 << 14);

  /** A remark: "# name: value". */
  public Csv remark(String name, Object value) {
    text.append("# ").append(name).append(": ");
    if (value instanceof String line) {
      text.append(PlainText.line(line.replace('\n', ' ')));
    } else {
      append(value);
    }
    text.append('\n');
    return this;
  }

  /** A row of names or values. */
  public Csv row(Object... cells) {
    for (int i = 0; i < cells.length; i++) {
      if (i > 0) {
        text.append(',');
      }
      if (cells[i] instanceof String cell) {
        text.append(CsvText.cell(cell));
      } else {
        append(cells[i]);
      }
    }
    text.append('\n');
    return this;
  }

  /** A row of numbers. */
  public Csv numbers(double... cells) {
    for (int i = 0; i < cells.length; i++) {
      if (i > 0) {
        text.append(',');
      }
      number(cells[i]);
    }
    text.append('\n');
    return this;
  }

  private void append(Object value) {
    if (value instanceof Float single && single != Math.rint(single)) {
      text.append(single.floatValue());
    } else if (value instanceof Double || value instanceof Float) {
      number(((Number) value).doubleValue());
    } else {
      text.append(value);
    }
  }

  private void number(double v) {
    double size = Math.abs(v);
    double unit = 1;
    for (int decimals = 0; decimals <= MOST_DECIMALS && size * unit < EXACT; decimals++) {
      long whole = Math.round(size * unit);
      if (whole / unit == size && (whole > 0 || size == 0)) {
        fixed(v < 0, whole, (long) unit, decimals);
        return;
      }
      unit *= 10;
    }
    text.append(v);
  }

  private void fixed(boolean negative, long whole, long unit, int decimals) {
    if (negative) {
      text.append('-');
    }
    text.append(whole / unit);
    if (decimals > 0) {
      text.append('.');
      long rest = whole % unit;
      for (long digit = unit / 10; digit > 0; digit /= 10) {
        text.append((char) ('0' + rest / digit % 10));
      }
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
