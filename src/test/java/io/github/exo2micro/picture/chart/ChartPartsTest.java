package io.github.exo2micro.picture.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.text.ParsePosition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The parts that pictures are put together from, each against its own definition. */
class ChartPartsTest {

  private static FloatImage image(int width, int height, float... pixels) {
    return new FloatImage(width, height, pixels);
  }

  private static int[] row(Shading shading, int x, int y, int count) {
    int[] to = new int[count + 2];
    to[0] = -1;
    to[count + 1] = -1;
    shading.row(x, y, count, to, 1);
    assertEquals(-1, to[0], "written before the row");
    assertEquals(-1, to[count + 1], "written behind the row");
    return java.util.Arrays.copyOfRange(to, 1, count + 1);
  }

  private static int channel(int rgb, int shift) {
    return rgb >> shift & 255;
  }

  /** Values 0 to 99 in two rows. */
  private static FloatImage ramp() {
    FloatImage ramp = new FloatImage(50, 2);
    for (int i = 0; i < 100; i++) {
      ramp.pixels()[i] = i;
    }
    return ramp;
  }

  @Test
  void greyRisesWithTheSquareRootFromBlackToWhite() {
    int[] first = row(Shading.grey(ramp()), 0, 0, 50);
    int[] second = row(Shading.grey(ramp()), 0, 1, 50);
    assertEquals(0, first[0]);
    assertEquals(0xffffff, second[49]);
    for (int i = 1; i < 50; i++) {
      assertTrue(channel(first[i], 0) >= channel(first[i - 1], 0));
      assertEquals(channel(first[i], 0), channel(first[i], 16), "it is grey");
    }
    // Half the brightness is white by 1/√2.
    assertEquals(180, channel(second[0], 0), 3);
    assertArrayEquals(java.util.Arrays.copyOfRange(second, 10, 15), row(Shading.grey(ramp()), 10, 1, 5));
  }

  @Test
  void paleGreyIsTheNegativeAndNeverDark() {
    int[] pale = row(Shading.paleGrey(ramp()), 0, 1, 50);
    assertTrue(channel(pale[49], 0) < channel(pale[0], 0));
    for (int rgb : pale) {
      assertTrue(channel(rgb, 0) >= 150, Integer.toHexString(rgb));
    }
  }

  @Test
  void postIsRedPreIsCyanAndAgreementIsGrey() {
    FloatImage dark = new FloatImage(50, 2);
    for (int rgb : row(Shading.redCyan(ramp(), ramp()), 0, 1, 50)) {
      assertEquals(channel(rgb, 0), channel(rgb, 16));
    }
    assertEquals(0xff0000, row(Shading.redCyan(ramp(), dark), 49, 1, 1)[0]);
    assertEquals(0x00ffff, row(Shading.redCyan(dark, ramp()), 49, 1, 1)[0]);
  }

  @Test
  void aDifferenceIsWhiteAtNothingAndFullColourAtTheLimit() {
    Shading shading = Shading.blueWhiteRed(image(3, 1, 5, 0, 7), image(3, 1, 0, 5, 7), 5);
    int[] colours = row(shading, 0, 0, 3);
    assertEquals(ColourMap.BLUE_WHITE_RED.rgb(1), colours[0]);
    assertEquals(ColourMap.BLUE_WHITE_RED.rgb(0), colours[1]);
    assertEquals(ColourMap.BLUE_WHITE_RED.rgb(0.5), colours[2]);
    assertTrue(channel(colours[0], 16) > channel(colours[0], 0), "more light in post is red");
  }

  @Test
  void aStretchedDifferenceIsWhiteWhereItHasNoValue() {
    AsinhStretch stretch = new AsinhStretch(1, 100);
    int[] colours = row(Shading.stretched(image(4, 1, Float.NaN, 0, 100, -1e9f), stretch), 0, 0, 4);
    assertEquals(0xffffff, colours[0]);
    assertEquals(ColourMap.DIFFERENCE.rgb(0.5), colours[1]);
    assertEquals(ColourMap.DIFFERENCE.rgb(1), colours[2]);
    assertEquals(ColourMap.DIFFERENCE.rgb(0), colours[3]);
  }

  @Test
  void anImageWithoutLightIsBlackNotAnError() {
    assertArrayEquals(new int[] {0, 0}, row(Shading.grey(image(2, 1, 0, Float.NaN)), 0, 0, 2));
    assertArrayEquals(new int[] {0, 0xffffff}, row(Shading.grey(image(2, 1, -5, 9)), 0, 0, 2));
  }

  @Test
  void samplesAreEvenAndPreferNoColumn() {
    float[] few = {3, 1, 2};
    assertArrayEquals(few, Samples.of(few));
    float[] many = new float[1024 * 1000];
    for (int i = 0; i < many.length; i++) {
      many[i] = i % 1024;
    }
    float[] chosen = Samples.of(many);
    assertTrue(chosen.length <= 1 << 15 && chosen.length > 1 << 14, chosen.length + " samples");
    Set<Float> columns = new HashSet<>();
    for (float v : chosen) {
      columns.add(v);
    }
    assertEquals(1024, columns.size());
  }

  @Test
  void panelsFillTheBodyWithEqualGaps() {
    List<Rectangle2D> boxes = Panels.grid(new Rectangle2D.Double(10, 20, 312, 112), 3, 2);
    assertEquals(6, boxes.size());
    assertEquals(new Rectangle2D.Double(10, 20, 96, 50), boxes.get(0));
    assertEquals(new Rectangle2D.Double(118, 20, 96, 50), boxes.get(1));
    assertEquals(new Rectangle2D.Double(226, 82, 96, 50), boxes.get(5));
  }

  @Test
  void pagesFollowTheImagesShapeWithinBounds() {
    double wide = Panels.height(2, 1, new Tile(0, 0, 400, 100));
    double square = Panels.height(2, 1, new Tile(0, 0, 400, 400));
    assertEquals(344.0 / 4 + Panels.TITLE, wide, 1e-9);
    assertEquals(344.0 + Panels.TITLE, square, 1e-9);
    assertEquals(850 + Panels.TITLE, Panels.height(2, 1, new Tile(0, 0, 1, 400)), 1e-9);
    assertEquals(40 + Panels.TITLE, Panels.height(2, 1, new Tile(0, 0, 4000, 1)), 1e-9);
  }

  @Test
  void aScaleBarIsRoundAndAtMostAFifthOrSoOfTheImage() {
    for (double width = 0.7; width < 1e5; width *= 1.13) {
      ScaleBar bar = ScaleBar.of(width);
      assertTrue(bar.micrometres() <= 0.22 * width * (1 + 1e-9) && bar.micrometres() > 0.22 * width / 2.51,
          bar + " on " + width);
      double digit = bar.micrometres() / Math.pow(10, Math.floor(Math.log10(bar.micrometres()) + 1e-9));
      assertTrue(List.of(1L, 2L, 5L).contains(Math.round(digit)) && Math.abs(digit - Math.rint(digit)) < 1e-9,
          bar.toString());
    }
    assertEquals(new ScaleBar(200, "200 µm"), ScaleBar.of(1000));
    assertEquals("2 mm", ScaleBar.of(10_000).text());
  }

  @Test
  void aScaleBarHasItsLengthOnThePage() {
    Figure figure = Figure.single(300);
    Rectangle2D area = new Rectangle2D.Double(50, 40, 300, 200);
    ScaleBar.draw(figure, area, 1000);
    BufferedImage page = figure.finish();
    int ink = PictureStyle.INK.getRGB() & 0xffffff;
    double scale = page.getWidth() / 480.0;
    int longest = 0;
    for (int y = 0; y < page.getHeight(); y++) {
      int run = 0;
      for (int x = 0; x < page.getWidth(); x++) {
        run = (page.getRGB(x, y) & 0xffffff) == ink ? run + 1 : 0;
        longest = Math.max(longest, run);
      }
    }
    assertEquals(300 * 0.2 * scale, longest, 2);
  }

  @Test
  void countsAreShortWithARealMinusAndAreNeverRead() {
    assertEquals(List.of("0", "12.34", "0.001234", "−5", "20k", "1.5M", "−2G", "9999"),
        List.of(CountFormat.text(0), CountFormat.text(12.341), CountFormat.text(0.0012341), CountFormat.text(-5),
            CountFormat.text(20_000), CountFormat.text(1.5e6), CountFormat.text(-2e9), CountFormat.text(9999)));
    assertEquals("13\u202f600\u202f000", CountFormat.grouped(13_600_000));
    assertEquals("1.5M", new CountFormat().format(1.5e6));
    assertEquals("20k", new CountFormat().format(20_000L));
    assertThrows(UnsupportedOperationException.class, () -> new CountFormat().parse("5", new ParsePosition(0)));
  }

  private static FontMetrics metrics() {
    Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    g.setFont(PictureStyle.LABEL);
    return g.getFontMetrics();
  }

  @Test
  void aLongTextLosesItsMiddle() {
    FontMetrics metrics = metrics();
    String name = "CD070_first_half_and_second_half_SybrGld";
    assertEquals(name, PictureLabel.fitted(name, metrics, 1e4));
    String cut = PictureLabel.fitted(name, metrics, metrics.stringWidth(name) / 2.0);
    assertTrue(metrics.stringWidth(cut) <= metrics.stringWidth(name) / 2.0, cut);
    String[] halves = cut.split("…");
    assertEquals(2, halves.length, cut);
    assertTrue(name.startsWith(halves[0]) && name.endsWith(halves[1]), cut);
    assertTrue(Math.abs(halves[0].length() - halves[1].length()) <= 1, cut);
    assertEquals("…", PictureLabel.fitted(name, metrics, 1));
  }

  @Test
  void contoursRunBetweenThePixelsAtHalfTheHeight() {
    FloatImage spot = new FloatImage(5, 5);
    spot.set(2, 2, 8);
    Contours ring = Contours.halfHeight(spot);
    assertEquals(4, ring.count(), "a diamond");
    for (int i = 0; i < ring.count(); i++) {
      for (int end = 0; end < 4; end += 2) {
        assertEquals(0.5, Math.abs(ring.end(i, end) - 2) + Math.abs(ring.end(i, end + 1) - 2), 1e-9);
      }
    }
    assertEquals(0, Contours.halfHeight(new FloatImage(5, 5)).count());
    Contours moved = ring.through(Homography.translation(10, -3));
    assertEquals(ring.end(1, 0) + 10, moved.end(1, 0), 1e-9);
    assertEquals(ring.end(1, 1) - 3, moved.end(1, 1), 1e-9);
  }

  @Test
  void contoursCloseAlsoAtTheImagesEdge() {
    FloatImage full = new FloatImage(3, 2);
    java.util.Arrays.fill(full.pixels(), 1);
    Contours edge = Contours.halfHeight(full);
    assertEquals(2 * (3 + 2), edge.count());
    for (int i = 0; i < edge.count(); i++) {
      assertTrue(edge.end(i, 0) >= -0.5 && edge.end(i, 0) <= 2.5 && edge.end(i, 1) >= -0.5 && edge.end(i, 1) <= 1.5);
    }
  }

  @Test
  void theContentIsWhatIsAboveZeroWithAMarginInsideTheImage() {
    FloatImage first = new FloatImage(200, 100);
    FloatImage second = new FloatImage(200, 100);
    assertEquals(first.size().whole(), ImagePanel.content(first, second), "nothing: all of it");
    first.set(50, 40, 1);
    second.set(149, 59, 1);
    // 100 px wide: a margin of 2 + 4 px.
    assertEquals(new Tile(44, 34, 112, 32), ImagePanel.content(first, second));
    first.set(0, 0, 1);
    assertEquals(0, ImagePanel.content(first, second).x());
  }

  @Test
  void aColourBarOfCountsHasItsLabelsAtTheirLogarithms() {
    ColourBar bar = ColourBar.counts(ColourMap.MAGMA, 1, 1000, "pixels");
    assertEquals(List.of("1", "10", "100", "10³"), bar.ticks().stream().map(ColourBar.Tick::text).toList());
    for (int i = 0; i < 4; i++) {
      assertEquals(i / 3.0, bar.ticks().get(i).at(), 1e-9);
    }
    ColourBar one = ColourBar.counts(ColourMap.MAGMA, 1, 1, "pixels");
    assertTrue(one.ticks().stream().allMatch(t -> t.at() == 0), one.ticks().toString());
  }

  @Test
  void everySignOfALegendLeavesItsColourAndStaysInItsPlace() {
    for (LegendEntry.Sign sign : LegendEntry.Sign.values()) {
      Figure figure = Figure.single(200);
      new LegendEntry(sign, new Color(0x2040c0), "").drawSign(figure, 100, 80);
      BufferedImage page = figure.finish();
      double scale = page.getWidth() / 480.0;
      int coloured = 0;
      for (int y = 0; y < page.getHeight(); y++) {
        for (int x = 0; x < page.getWidth(); x++) {
          int rgb = page.getRGB(x, y);
          if (channel(rgb, 0) > channel(rgb, 16) + 20) {
            coloured++;
            assertTrue(x >= 100 * scale - 2 && x <= (100 + LegendEntry.WIDTH) * scale + 2, sign + " at column " + x);
            assertTrue(Math.abs(y - 80 * scale) <= 7 * scale, sign + " at row " + y);
          }
        }
      }
      assertTrue(coloured > 10, sign + " left " + coloured + " px");
    }
  }
}
