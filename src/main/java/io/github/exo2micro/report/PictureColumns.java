package io.github.exo2micro.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The pictures of a task in columns of about the same height: each picture goes to the column that is shortest so far.
 * On
 * a narrow screen they stand below each other in their own order.
 */
final class PictureColumns {

  private static final int COLUMNS = 3;
  /** Title and hint, as a part of the picture's width. */
  private static final double CAPTION = 0.25;

  private final List<Html> columns = new ArrayList<>();
  private final double[] heights = new double[COLUMNS];
  private int order;

  PictureColumns() {
    for (int i = 0; i < COLUMNS; i++) {
      columns.add(new Html());
    }
  }

  /** Adds a small picture that links to the full one, with its title and hint. */
  void add(Thumbnail small, String path, String title, String hint) {
    int shortest = 0;
    for (int i = 1; i < COLUMNS; i++) {
      shortest = heights[i] < heights[shortest] ? i : shortest;
    }
    heights[shortest] += (double) small.height() / small.width() + CAPTION;
    figure(columns.get(shortest), "<figure style=\"order:" + order++ + "\">", small, path, title, hint);
  }

  /** One figure. */
  static void figure(Html html, String open, Thumbnail small, String path, String title, String hint) {
    html.raw(open + "<a href=\"" + Html.link(path) + "\"><img loading=\"lazy\" width=\"" + small.width()
        + "\" height=\"" + small.height() + "\" alt=\"" + Html.escaped(title) + "\" src=\"" + small.uri()
        + "\"></a><figcaption><b>")
        .text(title).raw("</b> ").text(hint).raw("</figcaption></figure>\n");
  }

  /** Writes the columns; nothing where there is no picture. */
  void writeTo(Html html) {
    if (order > 0) {
      html.raw("<div class=\"pictures\">\n");
      columns.forEach(column -> html.raw("<div class=\"column\">" + column + "</div>\n"));
      html.raw("</div>\n");
    }
  }
}
