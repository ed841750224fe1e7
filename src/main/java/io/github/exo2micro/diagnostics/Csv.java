package io.github.exo2micro.diagnostics;

/**
 * A table as text: a line of column names, then rows; numbers with the fewest digits that give them back, whatever the
 * locale. What is known of the picture as a whole stands in lines before, each beginning with #.
 */
final class Csv {

  private final StringBuilder text = new StringBuilder();

  /** A remark: "# name: value". */
  Csv remark(String name, Object value) {
    text.append("# ").append(name).append(": ").append(cell(value).replace('\n', ' ')).append('\n');
    return this;
  }

  /** A row of names or values. */
  Csv row(Object... cells) {
    for (int i = 0; i < cells.length; i++) {
      text.append(i == 0 ? "" : ",").append(quoted(cell(cells[i])));
    }
    text.append('\n');
    return this;
  }

  private static String cell(Object value) {
    if (value instanceof Double || value instanceof Float) {
      double v = ((Number) value).doubleValue();
      if (v == Math.rint(v) && Math.abs(v) < 1e15) {
        return Long.toString((long) v);
      }
      return value.toString();
    }
    return String.valueOf(value);
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
