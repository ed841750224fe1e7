package io.github.exo2micro.report;

import io.github.exo2micro.PlainText;
import java.nio.charset.StandardCharsets;

/** Grows a page; all text that comes from outside goes through {@link #text}, so that it cannot become markup. */
final class Html {

  private final StringBuilder page = new StringBuilder();

  /** Markup, as it is. */
  Html raw(String markup) {
    page.append(markup);
    return this;
  }

  /** Text. */
  Html text(String text) {
    page.append(escaped(text));
    return this;
  }

  /** An element with text; {@code open} is its name and attributes. */
  Html element(String open, String text) {
    String name = open.split(" ", 2)[0];
    return raw("<" + open + ">").text(text).raw("</" + name + ">\n");
  }

  /** For text and for quoted attributes. */
  static String escaped(String text) {
    return PlainText.of(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** A relative path with / as a link: what has a meaning in links is encoded. */
  static String link(String path) {
    StringBuilder link = new StringBuilder(path.matches("[^/]*:.*") ? "./" : "");
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "/-._~".indexOf(c) >= 0) {
        link.append(c);
      } else {
        link.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
            .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return link.toString();
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
