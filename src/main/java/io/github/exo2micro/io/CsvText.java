package io.github.exo2micro.io;

import io.github.exo2micro.PlainText;
import java.util.regex.Pattern;

/**
 * Cells of text in comma-separated files. A spreadsheet runs a cell that begins with =, +, - or @, and names of files
 * come from anywhere: such a cell gets an apostrophe before it, which spreadsheets take for "this is text".
 */
public final class CsvText {

  private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final String RUNS = "=+-@\t";

  private CsvText() {}

  /** A cell, in quotes where it needs them. */
  public static String cell(String text) {
    String safe = safe(text);
    return safe.matches("[^\",\r\n]*") ? safe : inQuotes(safe);
  }

  /** A cell, always in quotes. */
  public static String quoted(String text) {
    return inQuotes(safe(text));
  }

  private static String inQuotes(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String safe(String text) {
    String plain = PlainText.of(text);
    boolean runs = plain.length() > 1 && RUNS.indexOf(plain.charAt(0)) >= 0 && !NUMBER.matcher(plain).matches();
    return runs ? "'" + plain : plain;
  }
}
