package io.github.exo2micro.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PictureColumnsTest {

  private static String page(int... heights) {
    PictureColumns columns = new PictureColumns();
    for (int i = 0; i < heights.length; i++) {
      columns.add(new Thumbnail(100, heights[i], "data:,"), "p" + i + ".png", "t" + i, "");
    }
    Html html = new Html();
    columns.writeTo(html);
    return html.toString();
  }

  private static List<List<String>> columns(String page) {
    return Stream.of(page.split("<div class=\"column\">")).skip(1)
        .map(c -> Stream.of(c.split("<figure")).skip(1).map(f -> f.replaceAll("(?s).*<b>(t\\d+)</b>.*", "$1")).toList())
        .toList();
  }

  @Test
  void aPictureGoesToTheShortestColumn() {
    assertEquals(List.of(List.of("t0"), List.of("t1", "t3", "t5"), List.of("t2", "t4")),
        columns(page(400, 60, 100, 100, 90, 50)));
  }

  @Test
  void onANarrowScreenTheyKeepTheirOrder() {
    String page = page(100, 100, 100, 100);
    for (int i = 0; i < 4; i++) {
      assertTrue(page.matches("(?s).*<figure style=\"order:" + i + "\"><a href=\"p" + i + "\\.png\">.*"), page);
    }
  }

  @Test
  void withoutPicturesThereIsNothing() {
    assertEquals("", page());
  }
}
