package io.github.exo2micro;

/**
 * Makes text from outside (names, file headers, what a child printed) harmless to show: a terminal obeys control
 * characters, and marks of writing direction let a name look like another.
 */
public final class PlainText {

  private PlainText() {}

  /**
   * The text on its lines: line feeds and tabs stay, every other character that does something is shown by its number.
   */
  public static String of(String text) {
    return shown(text, true);
  }

  /** The text on one line. */
  public static String line(String text) {
    return shown(text, false);
  }

  private static String shown(String text, boolean lines) {
    if (text.chars().noneMatch(PlainText::acts)) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean endOfLine = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (lines && (c == '\n' || c == '\t')) {
        plain.append(c);
      } else if (acts(c) && !(lines && endOfLine)) {
        plain.append(String.format("\\u%04x", (int) c));
      } else if (!acts(c)) {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static boolean acts(int c) {
    return Character.isISOControl(c) || c == 0x061c || c == 0x200e || c == 0x200f || c >= 0x2028 && c <= 0x202e
        || c >= 0x2066 && c <= 0x2069 || c == 0xfeff;
  }
}
