package io.github.exo2micro.picture.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * A sign and what it means.
 *
 * @param sign what is drawn in front of the text
 * @param colour of the sign
 * @param text its meaning
 */
public record LegendEntry(Sign sign, Color colour, String text) {

  /** How data look in the plot. */
  public enum Sign {
    LINE,
    DASHED,
    FILLED,
    FAINT,
    OUTLINE,
    DOT,
    TRIANGLE
  }

  /** Width of the sign, pt. */
  static final double WIDTH = 22;

  /** Draws the sign with its left end at x, centred on y. */
  void drawSign(Figure figure, double x, double y) {
    Rectangle2D box = new Rectangle2D.Double(x + 2, y - 4.5, WIDTH - 5, 9);
    switch (sign) {
      case LINE, DASHED -> figure.line(new Line2D.Double(x + 2, y, x + WIDTH - 3, y), colour,
          sign == Sign.LINE ? PictureStyle.THICK : PictureStyle.DASHED);
      case FILLED, FAINT -> {
        Graphics2D g = figure.graphics();
        g.setColor(PictureStyle.faded(colour, sign == Sign.FILLED ? 0.45 : 0.25));
        g.fill(box);
        figure.line(box, PictureStyle.faded(colour, sign == Sign.FILLED ? 1 : 0.5), PictureStyle.LINE);
      }
      case OUTLINE -> figure.line(box, colour, PictureStyle.LINE);
      case DOT -> figure.line(dot(x + WIDTH / 2, y), colour, new BasicStroke(5));
      case TRIANGLE -> triangle(figure, x + WIDTH / 2, y, 3, colour);
    }
  }

  /** A line without length, for a round pen. */
  static Line2D dot(double x, double y) {
    return new Line2D.Double(x, y, x, y);
  }

  /** A filled triangle; the line around it makes its sides smooth. */
  static void triangle(Figure figure, double x, double y, double half, Color colour) {
    double h = half - 0.4;
    Path2D path = new Path2D.Double();
    path.moveTo(x - h, y + h * 0.8);
    path.lineTo(x + h, y + h * 0.8);
    path.lineTo(x, y - h);
    path.closePath();
    figure.graphics().setColor(colour);
    figure.graphics().fill(path);
    figure.line(path, colour, PictureStyle.THIN);
  }
}
