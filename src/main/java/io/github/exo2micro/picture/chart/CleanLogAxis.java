package io.github.exo2micro.picture.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.Tick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A logarithmic axis with labels at 1, 10, 100 …; where fewer than two decades are shown also at 2 and 5, and where
 * that leaves fewer than three labels at every nice number. Small unlabelled ticks at 2 to 9 of each decade.
 */
final class CleanLogAxis extends LogAxis {

  private static final long serialVersionUID = 1;

  CleanLogAxis(String label, double lower, double upper) {
    super(label);
    setRange(lower, upper);
    setMinorTickMarksVisible(true);
  }

  @Override
  @SuppressWarnings("rawtypes") // JFreeChart's signature
  public List refreshTicks(Graphics2D g2, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
    TextAnchor anchor = RectangleEdge.isTopOrBottom(edge) ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
    return ticks(anchor);
  }

  private List<Tick> ticks(TextAnchor anchor) {
    double low = getRange().getLowerBound();
    double high = getRange().getUpperBound();
    List<Double> labelled = labelled(low, high);
    List<Tick> ticks = new ArrayList<>();
    for (double v : labelled) {
      ticks.add(new NumberTick(TickType.MAJOR, v, text(v), anchor, TextAnchor.CENTER, 0));
    }
    for (int decade = decade(low); decade <= decade(high); decade++) {
      for (int m = 1; m <= 9; m++) {
        double v = m * Math.pow(10, decade);
        if (v >= low && v <= high && !labelled.contains(v)) {
          ticks.add(new NumberTick(TickType.MINOR, v, "", anchor, TextAnchor.CENTER, 0));
        }
      }
    }
    return ticks;
  }

  private static int decade(double v) {
    return (int) Math.floor(Math.log10(v) + 1e-12);
  }

  /** The numbers that get a label. */
  static List<Double> labelled(double low, double high) {
    double decades = Math.log10(high / low);
    if (decades >= 2) {
      int every = (int) Math.ceil(decades / 10);
      List<Double> result = multiples(low, high, 1);
      result.removeIf(v -> Math.floorMod(Math.round(Math.log10(v)), every) != 0);
      return result;
    }
    List<Double> result = multiples(low, high, 1, 2, 5);
    return result.size() >= 3 || high < 1.001 * low ? result : linear(low, high);
  }

  private static List<Double> multiples(double low, double high, int... factors) {
    List<Double> result = new ArrayList<>();
    for (int decade = decade(low); decade <= decade(high); decade++) {
      for (int m : factors) {
        double v = decade < 0 ? m / Math.pow(10, -decade) : m * Math.pow(10, decade);
        if (v >= low * (1 - 1e-9) && v <= high * (1 + 1e-9)) {
          result.add(v);
        }
      }
    }
    return result;
  }

  private static List<Double> linear(double low, double high) {
    double step = Math.pow(10, Math.floor(Math.log10((high - low) / 2)));
    step = (high - low) / step > 10 ? 5 * step : (high - low) / step > 5 ? 2 * step : step;
    List<Double> result = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high * (1 + 1e-9); i++) {
      result.add(i * step);
    }
    return result;
  }

  /** 0.001, 0.5, 1, 100, then 10³, 10⁴ … */
  static String text(double v) {
    double exponent = Math.log10(v);
    if (v >= 1e3 && Math.abs(exponent - Math.rint(exponent)) < 1e-9) {
      StringBuilder power = new StringBuilder("10");
      Long.toString(Math.round(exponent)).chars().forEach(c -> power.append("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0')));
      return power.toString();
    }
    return CountFormat.text(v);
  }
}
