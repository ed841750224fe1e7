package io.github.exo2micro.picture.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/**
 * A pair of axes on a page, with a data area whose place is known to the point: JFreeChart draws axes, ticks and grid;
 * data are painted over them in data coordinates.
 */
public final class Axes {

  /** Room for tick labels and the axis's label, pt. */
  public static final double LEFT = 56;
  static final double BOTTOM = 40;

  private final Figure figure;
  private final Rectangle2D data;
  private final ValueAxis x;
  private final ValueAxis y;

  private Axes(Figure figure, Rectangle2D data, ValueAxis x, ValueAxis y) {
    this.figure = figure;
    this.data = data;
    this.x = x;
    this.y = y;
  }

  /** A linear axis. */
  public static ValueAxis linear(String label, double lower, double upper) {
    NumberAxis axis = new NumberAxis(label);
    axis.setRange(lower, upper > lower ? upper : lower + 1);
    axis.setNumberFormatOverride(new CountFormat());
    return axis;
  }

  /** A linear axis for whole numbers: no label stands between two of them. */
  public static ValueAxis whole(String label, double lower, double upper) {
    NumberAxis axis = (NumberAxis) linear(label, lower, upper);
    if (upper - lower < 8) {
      axis.setTickUnit(new NumberTickUnit(1, new CountFormat()));
    }
    return axis;
  }

  /** A linear axis with about five labels, the same for both axes of a square plot. */
  public static ValueAxis linearSquare(String label, double lower, double upper) {
    NumberAxis axis = (NumberAxis) linear(label, lower, upper);
    axis.setTickUnit(new NumberTickUnit(niceStep((upper - lower) / 5), new CountFormat()));
    return axis;
  }

  /** 1, 2 or 5 times a power of ten, at or just under a length. */
  public static double niceStep(double length) {
    double decade = Math.pow(10, Math.floor(Math.log10(length)));
    double m = length / decade;
    return (m >= 5 ? 5 : m >= 2 ? 2 : 1) * decade;
  }

  /** A logarithmic axis. */
  public static ValueAxis log(String label, double lower, double upper) {
    return new CleanLogAxis(label, lower, upper > lower ? upper : lower * 10);
  }

  /** Draws axes and grid in a frame that holds their labels too. */
  public static Axes inFrame(Figure figure, Rectangle2D frame, ValueAxis x, ValueAxis y) {
    return around(figure, new Rectangle2D.Double(frame.getX() + LEFT, frame.getY() + 6, frame.getWidth() - LEFT - 10,
        frame.getHeight() - BOTTOM - 6), x, y);
  }

  /** Draws axes and grid around a data area. */
  public static Axes around(Figure figure, Rectangle2D data, ValueAxis x, ValueAxis y) {
    for (ValueAxis axis : new ValueAxis[] {x, y}) {
      axis.setLabelFont(PictureStyle.LABEL);
      axis.setTickLabelFont(PictureStyle.TICK);
      axis.setLabelPaint(PictureStyle.INK);
      axis.setTickLabelPaint(PictureStyle.INK);
      axis.setAxisLineVisible(false);
      axis.setTickMarkPaint(PictureStyle.INK);
      axis.setTickMarkOutsideLength(4);
      axis.setMinorTickMarkOutsideLength(2);
    }
    XYPlot plot = new XYPlot(null, x, y, new XYLineAndShapeRenderer());
    plot.setInsets(RectangleInsets.ZERO_INSETS);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinePaint(PictureStyle.GRID);
    plot.setRangeGridlinePaint(PictureStyle.GRID);
    plot.setDomainGridlineStroke(new BasicStroke(0.6f));
    plot.setRangeGridlineStroke(new BasicStroke(0.6f));
    AxisSpace left = new AxisSpace();
    left.setLeft(LEFT);
    plot.setFixedRangeAxisSpace(left);
    AxisSpace below = new AxisSpace();
    below.setBottom(BOTTOM);
    plot.setFixedDomainAxisSpace(below);
    plot.draw(figure.graphics(), new Rectangle2D.Double(data.getX() - LEFT, data.getY(), data.getWidth() + LEFT,
        data.getHeight() + BOTTOM), null, null, null);
    return new Axes(figure, data, x, y);
  }

  public Rectangle2D data() {
    return data;
  }

  public double x(double value) {
    return x.valueToJava2D(value, data, RectangleEdge.BOTTOM);
  }

  /** Values below the axis stand on its lower end, so that a logarithmic axis takes zeros. */
  double y(double value) {
    return freeY(Math.max(value, y.getRange().getLowerBound()));
  }

  /** Values below and above the axis too; not for zeros on a logarithmic one. */
  public double freeY(double value) {
    return y.valueToJava2D(value, data, RectangleEdge.LEFT);
  }

  /**
   * A histogram as steps.
   *
   * @param edges one more than counts, rising
   * @param fill how opaque its area is, 0 for an outline alone
   * @param outline how opaque its outline is
   */
  public void steps(double[] edges, double[] counts, Color colour, double fill, double outline) {
    Path2D path = new Path2D.Double();
    path.moveTo(x(edges[0]), data.getMaxY());
    for (int i = 0; i < counts.length; i++) {
      path.lineTo(x(edges[i]), y(counts[i]));
      path.lineTo(x(edges[i + 1]), y(counts[i]));
    }
    path.lineTo(x(edges[edges.length - 1]), data.getMaxY());
    if (fill > 0) {
      Graphics2D g = figure.graphics();
      Shape before = g.getClip();
      g.clip(data);
      g.setColor(PictureStyle.faded(colour, fill));
      g.fill(path);
      g.setClip(before);
    }
    paint(path, PictureStyle.faded(colour, outline), PictureStyle.THIN);
  }

  /** A line through points. */
  public void curve(double[] xs, double[] ys, Color colour, BasicStroke stroke) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < xs.length; i++) {
      if (i == 0) {
        path.moveTo(x(xs[i]), y(ys[i]));
      } else {
        path.lineTo(x(xs[i]), y(ys[i]));
      }
    }
    paint(path, colour, stroke);
  }

  /** A line from edge to edge at x. */
  public void vertical(double at, Color colour, BasicStroke stroke) {
    paint(verticalAt(at), colour, stroke);
  }

  public Line2D verticalAt(double at) {
    return new Line2D.Double(x(at), data.getY(), x(at), data.getMaxY());
  }

  /**
   * A scale's line, wider for each line that is drawn over it: of scales that agree all are seen.
   *
   * @param over how many are drawn over it
   * @param rim whether it has a white rim, so that it is seen on every ground
   */
  public void scale(Shape shape, Color colour, int over, boolean rim) {
    if (rim) {
      paint(shape, PictureStyle.faded(Color.WHITE, 0.75), PictureStyle.stroke(3.6f + 2 * over));
    }
    paint(shape, colour, PictureStyle.stroke(2 + 2 * over));
  }

  public void paint(Shape shape, Color colour, BasicStroke stroke) {
    figure.line(shape, data, colour, stroke);
  }

  /** Dots, or triangles; those beyond the axes are left out. */
  public void marks(double[] xs, double[] ys, Color colour, boolean triangles) {
    for (int i = 0; i < xs.length; i++) {
      double px = x(xs[i]);
      double py = y(ys[i]);
      if (triangles && data.contains(px, py)) {
        LegendEntry.triangle(figure, px, py, 2.2, colour);
      } else if (data.contains(px, py)) {
        paint(LegendEntry.dot(px, py), colour, new BasicStroke(3.4f));
      }
    }
  }

  /** An image of cells over the whole data area, its last row at the bottom; cells stay sharp. */
  public void cells(BufferedImage image) {
    Graphics2D g = figure.graphics();
    Object before = g.getRenderingHint(RenderingHints.KEY_INTERPOLATION);
    g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    AffineTransform place = AffineTransform.getTranslateInstance(data.getX(), data.getY());
    place.scale(data.getWidth() / image.getWidth(), data.getHeight() / image.getHeight());
    g.drawImage(image, place, null);
    if (before != null) {
      g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, before);
    }
  }

  /** The frame, drawn last so that data do not cover it. */
  public void frame() {
    figure.line(data, PictureStyle.INK, PictureStyle.THIN);
  }
}
