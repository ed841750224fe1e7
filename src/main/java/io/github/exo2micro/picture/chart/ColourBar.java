package io.github.exo2micro.picture.chart;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * Which colour means what, as high as the plot that it stands beside.
 *
 * @param map the colours, from the bottom up
 * @param ticks where labels stand
 * @param label the quantity and its unit
 */
public record ColourBar(ColourMap map, List<Tick> ticks, String label) {

  /** Width of the bar with its labels, pt. */
  public static final double WIDTH = 76;
  private static final double BAR = 14;

  /**
   * @param at 0 at the bottom to 1 at the top
   * @param text the label
   */
  public record Tick(double at, String text) {}

  /** Draws it at the right of a data area. */
  public void draw(Figure figure, Rectangle2D data) {
    Graphics2D g = figure.graphics();
    double left = data.getMaxX() + 9;
    double step = data.getHeight() / 256;
    for (int i = 255; i >= 0; i--) {
      g.setColor(map.colour(i / 255.0));
      double top = data.getMaxY() - (i + 1) * step;
      g.fill(new Rectangle2D.Double(left, top, BAR, data.getMaxY() - top));
    }
    figure.line(new Rectangle2D.Double(left, data.getY(), BAR, data.getHeight()), PictureStyle.INK, PictureStyle.THIN);
    g.setColor(PictureStyle.INK);
    g.setFont(PictureStyle.TICK);
    for (Tick tick : ticks) {
      double y = data.getMaxY() - tick.at() * data.getHeight();
      figure.line(new Line2D.Double(left + BAR, y, left + BAR + 3.5, y), PictureStyle.INK, PictureStyle.THIN);
      g.drawString(tick.text(), (float) (left + BAR + 6), (float) (y + 4.2));
    }
    g.setFont(PictureStyle.LABEL);
    String fitted = PictureLabel.fitted(label, g.getFontMetrics(), data.getHeight());
    double length = g.getFontMetrics().getStringBounds(fitted, g).getWidth();
    AffineTransform before = g.getTransform();
    g.rotate(-Math.PI / 2, data.getMaxX() + WIDTH, data.getCenterY());
    g.drawString(fitted, (float) (data.getMaxX() + WIDTH - length / 2), (float) data.getCenterY());
    g.setTransform(before);
  }

  /** A bar for counts from {@code lowest} to {@code highest} whose colours go with the logarithm. */
  public static ColourBar counts(ColourMap map, double lowest, double highest, String label) {
    double span = Math.log10(highest / lowest);
    List<Tick> ticks = CleanLogAxis.labelled(lowest, highest).stream()
        .map(v -> new Tick(span == 0 ? 0 : Math.log10(v / lowest) / span, CleanLogAxis.text(v)))
        .toList();
    return new ColourBar(map, ticks, label);
  }
}
