package io.github.exo2micro.picture.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contours, colours and labels against geometry and definitions. */
class ScalesAndLinesTest {

  private interface Formula {
    double at(int x, int y);
  }

  private static FloatImage image(int width, int height, Formula formula) {
    FloatImage image = new FloatImage(width, height);
    for (int i = 0; i < width * height; i++) {
      image.pixels()[i] = (float) formula.at(i % width, i / width);
    }
    return image;
  }

  private static double length(Contours contours) {
    double length = 0;
    for (int i = 0; i < contours.count(); i++) {
      length += Math.hypot(contours.end(i, 2) - contours.end(i, 0), contours.end(i, 3) - contours.end(i, 1));
    }
    return length;
  }

  /** A cone of height 40 passes half its height at a radius of 20. */
  @Test
  void theContourOfAConeIsItsCircle() {
    Contours contours = Contours.halfHeight(image(90, 80, (x, y) -> Math.max(0, 40 - Math.hypot(x - 45, y - 40))));
    assertEquals(2 * Math.PI * 20, length(contours), 0.5);
    for (int i = 0; i < contours.count(); i++) {
      assertEquals(20, Math.hypot(contours.end(i, 0) - 45, contours.end(i, 1) - 40), 0.1);
    }
  }

  private static String place(double x, double y) {
    return Math.round(1e6 * x) + " " + Math.round(1e6 * y);
  }

  /** Each end of a piece is an end of exactly one other: the lines are closed. */
  @Test
  void theLinesOfRandomSpotsAreClosedAlsoAtTheEdgeAndAtSaddles() {
    Random random = new Random(3);
    Contours contours = Contours.halfHeight(image(40, 30, (x, y) -> 2 * random.nextDouble()));
    List<String> ends = new ArrayList<>();
    for (int i = 0; i < contours.count(); i++) {
      ends.add(place(contours.end(i, 0), contours.end(i, 1)));
      ends.add(place(contours.end(i, 2), contours.end(i, 3)));
    }
    ends.sort(null);
    assertTrue(ends.size() > 400);
    for (int i = 0; i < ends.size(); i += 2) {
      assertEquals(ends.get(i), ends.get(i + 1));
      assertTrue(i == 0 || !ends.get(i).equals(ends.get(i - 1)), "and of one only");
    }
  }

  @Test
  void anImageOfNothingHasNoLineAndOneOfEverythingItsFrame() {
    assertEquals(0, Contours.halfHeight(image(9, 9, (x, y) -> 0)).count());
    assertEquals(0, Contours.halfHeight(image(9, 9, (x, y) -> -5)).count());
    Contours frame = Contours.halfHeight(image(9, 7, (x, y) -> 1));
    for (int i = 0; i < frame.count(); i++) {
      double x = frame.end(i, 0);
      double y = frame.end(i, 1);
      assertTrue(x == -0.5 || x == 8.5 || y == -0.5 || y == 6.5, x + ", " + y);
    }
  }

  @Test
  void linesSeenThroughAWarpAndOnAPageAreTheSameLinesMoved() {
    Contours lines = Contours.halfHeight(image(20, 20, (x, y) -> Math.max(0, 8 - Math.hypot(x - 10, y - 10))));
    Homography warp = Homography.similarity(30, 2, 10, 10, 5, -3);
    Contours moved = lines.through(warp);
    assertEquals(2 * length(lines), length(moved), 1e-6);
    assertEquals(warp.x(lines.end(3, 2), lines.end(3, 3)), moved.end(3, 2), 1e-9);
    PathIterator path = lines.path(AffineTransform.getScaleInstance(3, 3)).getPathIterator(null);
    double[] at = new double[6];
    assertEquals(PathIterator.SEG_MOVETO, path.currentSegment(at));
    assertEquals(3 * lines.end(0, 0), at[0], 1e-9);
    path.next();
    assertEquals(PathIterator.SEG_LINETO, path.currentSegment(at));
    assertEquals(3 * lines.end(0, 3), at[1], 1e-9);
  }

  @Test
  void shadesRunFromTheFirstPercentileToTheLastWithARootBetween() {
    Shades shades = Shades.of(image(100, 100, (x, y) -> 1 + x + 100 * y));
    assertEquals(100, shades.low(), 3);
    assertEquals(9970, shades.high(), 3);
    assertEquals(0, shades.level(50));
    assertEquals(0, shades.level(Double.NaN));
    assertEquals(255, shades.level(1e9));
    assertEquals(Math.round(255 * Math.sqrt(0.25)), shades.level(shades.low() + (shades.high() - shades.low()) / 4), 1);
    assertEquals(new Shades(0, 1), Shades.of(image(5, 5, (x, y) -> -1)));
    Shades few = Shades.of(image(5, 5, (x, y) -> 7));
    assertTrue(few.low() == 0 && few.high() > 0 && few.level(7) == 255, few.toString());
  }

  @Test
  void aStretchHasFullColourAtItsLimitWhicheverTheSignAndNeverBelowTwoKnees() {
    FloatImage difference = image(100, 100, (x, y) -> x == 0 && y < 20 ? Float.NaN : (x - 50) * 0.1 * y);
    AsinhStretch stretch = AsinhStretch.of(List.of(difference), 3);
    assertTrue(stretch.limit() > 6 && stretch.limit() < 500, stretch.toString());
    assertEquals(0, stretch.position(-stretch.limit()), 1e-12);
    assertEquals(0.5, stretch.position(0), 1e-12);
    assertEquals(1, stretch.position(stretch.limit()), 1e-12);
    assertEquals(1 - stretch.position(17), stretch.position(-17), 1e-12);
    FloatImage holes = image(5, 5, (x, y) -> Double.NaN);
    assertEquals(new AsinhStretch(3, 6), AsinhStretch.of(List.of(holes), 3));
    assertEquals(new AsinhStretch(1, 2), AsinhStretch.of(List.of(), 0), "a knee of nothing is one");
    assertEquals(new AsinhStretch(1, 2), AsinhStretch.of(List.of(), Double.NaN));
  }

  @Test
  void faintAndBrightSignalShareABarWhoseLabelsDoNotTouch() {
    for (double limit : new double[] {2, 50, 3000, 1e6}) {
      AsinhStretch stretch = new AsinhStretch(1, limit);
      double last = -1;
      List<Double> at = stretch.bar("difference").ticks().stream().map(ColourBar.Tick::at).sorted().toList();
      assertTrue(at.contains(0.5) && at.size() >= 5, limit + ": " + at);
      for (double position : at) {
        assertTrue(position >= 0 && position <= 1 && position - last >= 0.054, limit + ": " + at);
        last = position;
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1000", "0.5, 30", "3, 4", "0.001, 0.02", "1, 1e12", "20, 21", "0.9, 110", "5, 5.2", "1e5, 1e6"})
  void aLogAxisHasAFewNiceLabelsInItsRangeAndInOrder(double low, double high) {
    List<Double> labels = CleanLogAxis.labelled(low, high);
    assertTrue(labels.size() >= 2 && labels.size() <= 12, labels.toString());
    for (int i = 0; i < labels.size(); i++) {
      double v = labels.get(i);
      assertTrue(v >= low * (1 - 1e-6) && v <= high * (1 + 1e-6), labels.toString());
      assertTrue(i == 0 || v > labels.get(i - 1), labels.toString());
      // Two digits at most say what stands there, or three between neighbours.
      double digits = v / Math.pow(10, Math.floor(Math.log10(v) + 1e-12) - 2);
      assertEquals(Math.rint(digits), digits, 1e-6, labels.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"0.001, 0.001", "0.5, 0.5", "1, 1", "100, 100", "1000, 10³", "1e6, 10⁶", "1e12, 10¹²"})
  void powersOfTenAreWrittenAsPowersFromAThousandOn(double value, String text) {
    assertEquals(text, CleanLogAxis.text(value));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "32768, 32768", "32769, 10923", "1000000, 32259"})
  void samplesAreEveryNthValueFromTheFirstOn(int length, int expected) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = i;
    }
    float[] chosen = Samples.of(values);
    assertEquals(expected, chosen.length);
    for (int i = 1; i < chosen.length; i++) {
      assertEquals(chosen[1], chosen[i] - chosen[i - 1]);
    }
    assertEquals(0, chosen[0]);
    assertEquals(1, chosen.length == 1 ? 1 : (int) chosen[1] % 2, "an odd step prefers no column");
    assertEquals(0, Samples.of(new float[0]).length);
  }

  /** Averaged down in steps of a half, an image keeps its mean, whatever its size. */
  @ParameterizedTest
  @CsvSource({"64, 64", "63, 63", "200, 200"})
  void anImageThatIsDrawnSmallKeepsItsBrightness(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    ImagePanel.fill(image, new Tile(0, 0, width, height),
        (x, y, count, to, at) -> Arrays.fill(to, at, at + count, (x + y) % 2 == 0 ? 0x404040 : 0x808080));
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, (x + y) % 2 == 0 ? 0x404040 : 0x808080);
      }
    }
    BufferedImage page = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    java.awt.Graphics2D g = page.createGraphics();
    ImagePanel.paint(g, image, new java.awt.geom.Rectangle2D.Double(0, 0, 8, 8));
    g.dispose();
    double sum = 0;
    for (int y = 1; y < 7; y++) {
      for (int x = 1; x < 7; x++) {
        sum += (page.getRGB(x, y) & 255) / 36.0;
      }
    }
    assertEquals(0x60, sum, 6);
  }

  @Test
  void aPieceOfAnImageIsFilledFromItsOwnPlace() {
    BufferedImage piece = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    ImagePanel.fill(piece, new Tile(10, 20, 3, 2), (x, y, count, to, at) -> {
      for (int i = 0; i < count; i++) {
        to[at + i] = (x + i) << 8 | y;
      }
    });
    assertEquals(0xff000000 | 10 << 8 | 20, piece.getRGB(0, 0));
    assertEquals(0xff000000 | 12 << 8 | 21, piece.getRGB(2, 1));
  }

  @Test
  void theTableOfColoursIsThatOfTheFormulaForFloatsOfAnySize() {
    AsinhStretch stretch = new AsinhStretch(4, 900);
    AsinhStretch.Table table = stretch.table();
    int apart = 0;
    for (float v : new float[] {0, -0f, 1e-30f, 3.9f, -3.9f, 899, -899, 1e9f, -1e9f, Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY, Float.MIN_VALUE}) {
      int[] a = channels(stretch.rgb(v));
      int[] b = channels(table.rgb(v));
      for (int k = 0; k < 3; k++) {
        apart = Math.max(apart, Math.abs(a[k] - b[k]));
      }
    }
    assertTrue(apart <= 8, "colours differ by " + apart);
    assertEquals(0xffffff, table.rgb(Float.NaN));
    assertArrayEquals(channels(ColourMap.DIFFERENCE.rgb(1)), channels(table.rgb(Float.POSITIVE_INFINITY)));
  }

  private static int[] channels(int rgb) {
    return new int[] {rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255};
  }
}
