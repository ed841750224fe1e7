package io.github.exo2micro.fiji.host;

import ij.measure.ResultsTable;
import ij.text.TextWindow;
import java.util.List;

/** Where a command's answer goes: a window of ImageJ, or stdout where there is no display; and back to its caller. */
public final class Shown {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 500;

  private Shown() {}

  /** Shows a text, and returns it. */
  public static String text(Exo2MicroCommand command, String title, String text) {
    if (command.isHeadless()) {
      System.out.println(text);
    } else {
      TextWindow window = new TextWindow(title, text, WIDTH, HEIGHT);
      window.getTextPanel().scrollToTop();
    }
    return text;
  }

  /**
   * Shows a table, and returns it.
   *
   * @param columns headings
   * @param rows one list per row, as long as {@code columns}
   */
  public static ResultsTable table(Exo2MicroCommand command, String title, List<String> columns,
      List<List<String>> rows) {
    if (command.isHeadless()) {
      System.out.println(String.join("\t", columns));
      rows.forEach(row -> System.out.println(String.join("\t", row)));
    }
    ResultsTable table = new ResultsTable();
    for (List<String> row : rows) {
      table.addRow();
      for (int i = 0; i < columns.size(); i++) {
        table.addValue(columns.get(i), row.get(i).replace('\n', ' '));
      }
    }
    if (!command.isHeadless()) {
      table.show(title);
    }
    return table;
  }
}
