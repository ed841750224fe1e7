package io.github.exo2micro.picture.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.picture.PrePostHistograms;
import io.github.exo2micro.picture.statistics.Bins;
import io.github.exo2micro.picture.statistics.BrightnessScale;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PictureStyleTest {

  /** Relative luminance of sRGB (WCAG 2). */
  private static double luminance(int rgb) {
    double sum = 0;
    double[] weights = {0.2126, 0.7152, 0.0722};
    for (int i = 0; i < 3; i++) {
      double c = (rgb >> 16 - 8 * i & 255) / 255.0;
      sum += weights[i] * (c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  @Test
  void sequentialMapsGetBrighterAllTheWay() {
    for (ColourMap map : List.of(ColourMap.MAGMA, ColourMap.INFERNO)) {
      for (int i = 1; i < 256; i++) {
        assertTrue(luminance(map.rgb(i / 255.0)) >= luminance(map.rgb((i - 1) / 255.0)) - 1e-3, "step " + i);
      }
    }
    assertEquals(0x000004, ColourMap.MAGMA.rgb(-1));
    assertEquals(0xfcfdbf, ColourMap.MAGMA.rgb(2));
  }

  @Test
  void theDifferenceMapIsBlackInTheMiddleAndBrighterOutwards() {
    assertTrue(luminance(ColourMap.DIFFERENCE.rgb(0.5)) < 0.001);
    for (int i = 1; i <= 127; i++) {
      assertTrue(luminance(ColourMap.DIFFERENCE
          .rgb((127 - i) / 255.0)) >= luminance(ColourMap.DIFFERENCE.rgb((128 - i) / 255.0)) - 1e-3);
      assertTrue(luminance(ColourMap.DIFFERENCE
          .rgb((128 + i) / 255.0)) >= luminance(ColourMap.DIFFERENCE.rgb((127 + i) / 255.0)) - 1e-3);
    }
  }

  private static String labels(double low, double high) {
    return CleanLogAxis.labelled(low, high).stream().map(CleanLogAxis::text).collect(Collectors.joining(" "));
  }

  @Test
  void labelsLogAxesCleanly() {
    assertEquals("1 10 100 10³ 10⁴ 10⁵ 10⁶", labels(0.7, 2e6));
    assertEquals("0.01 0.1 1 10", labels(0.005, 20));
    assertEquals("0.5 1 2 5", labels(0.4, 6));
    assertEquals("1.1 1.2 1.3 1.4 1.5", labels(1.05, 1.55));
    assertEquals("1 100 10⁴ 10⁶ 10⁸ 10¹⁰", labels(0.5, 3e10));
  }

  @Test
  void writesCountsShortAndTheSameEverywhere() {
    assertEquals("0", CountFormat.text(0));
    assertEquals("9500", CountFormat.text(9500));
    assertEquals("20k", CountFormat.text(20000));
    assertEquals("1.5M", CountFormat.text(1.5e6));
    assertEquals("−3.25", CountFormat.text(-3.25));
    assertEquals("1.293", CountFormat.trimmed(1.29312));
    assertEquals("13\u202f600\u202f000", CountFormat.grouped(13600000));
  }

  @Test
  void asinhColoursAreEvenOnBothSides() {
    AsinhStretch stretch = new AsinhStretch(2, 100);
    assertEquals(0.5, stretch.position(0));
    assertEquals(1, stretch.position(100), 1e-12);
    assertEquals(0, stretch.position(-100), 1e-12);
    assertEquals(1 - stretch.position(7), stretch.position(-7), 1e-12);
    assertEquals(0xffffff, stretch.rgb(Double.NaN));
    List<ColourBar.Tick> ticks = stretch.bar("").ticks();
    assertTrue(ticks.size() >= 7, ticks.toString());
    assertTrue(ticks.stream().allMatch(t -> t.at() >= 0 && t.at() <= 1));
  }

  @Test
  void coarselyRecordedBrightnessGetsABinPerValue() {
    long[] counts = new long[256];
    for (int k = 0; k <= 200; k += 10) {
      counts[k] = 100 + k;
    }
    Bins bins = Bins.brightness(BrightnessScale.fine(255, true), List.of(counts));
    double[] sums = bins.sum(counts);
    assertEquals(21, sums.length);
    for (int i = 0; i < sums.length; i++) {
      assertEquals(100 + 10 * i, sums[i]);
    }
  }

  @Test
  void equalBinsHoldWholeLevels() {
    long[] counts = new long[16384];
    java.util.Arrays.fill(counts, 7);
    Bins bins = Bins.equal(0, 16383, 0, 4);
    double[] sums = bins.sum(counts);
    assertTrue(sums.length <= 400);
    assertEquals(7 * 41, sums[0]);
    assertEquals(7 * 16384, java.util.Arrays.stream(sums).sum());
    assertEquals(41 * 4, bins.edges()[1] - bins.edges()[0]);
  }

  @Test
  void takesALogarithmWhereOnePileTowersOverTheRest() {
    double[] counts = new double[200];
    java.util.Arrays.fill(counts, 10);
    assertFalse(PrePostHistograms.oneTowers(counts));
    counts[0] = 51;
    assertTrue(PrePostHistograms.oneTowers(counts), "zeros");
    counts[0] = 10;
    counts[6] = 900;
    counts[7] = 800;
    assertTrue(PrePostHistograms.oneTowers(counts), "a camera offset with its noise");
    counts[100] = 400;
    assertFalse(PrePostHistograms.oneTowers(counts));
  }

  @Test
  void takesColoursFromATableThatDifferByOneStepAtMost() {
    AsinhStretch stretch = new AsinhStretch(3, 180);
    AsinhStretch.Table table = stretch.table();
    java.util.Random random = new java.util.Random(5);
    for (int i = 0; i < 20000; i++) {
      float v = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(7) - 3));
      int wanted = ColourMap.step(stretch.position(v));
      int got = table.rgb(v);
      assertTrue(got == ColourMap.DIFFERENCE.rgbOfStep(wanted)
          || got == ColourMap.DIFFERENCE.rgbOfStep(Math.max(0, wanted - 1))
          || got == ColourMap.DIFFERENCE.rgbOfStep(Math.min(255, wanted + 1)), "value " + v);
    }
    assertEquals(stretch.rgb(0), table.rgb(0));
    assertEquals(0xffffff, table.rgb(Float.NaN));
    assertEquals(stretch.rgb(1e9), table.rgb(Float.POSITIVE_INFINITY));
  }
}
