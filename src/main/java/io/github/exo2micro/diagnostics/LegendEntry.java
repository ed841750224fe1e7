package io.github.exo2micro.diagnostics;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
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
record LegendEntry(Sign sign, Color colour, String text) {

  /** How data look in the plot. */
  enum Sign { LINE, DASHED, FILLED, FAINT, OUTLINE, DOT, TRIANGLE }

  /** Width of the sign, pt. */
  static final double WIDTH = 22;

  /** Draws the sign with its left end at x, centred on y. */
  void drawSign(Graphics2D g, double x, double y) {
    Rectangle2D box = new Rectangle2D.Double(x + 2, y - 4.5, WIDTH - 5, 9);
    g.setStroke(PictureStyle.LINE);
    g.setColor(colour);
    switch (sign) {
      case LINE, DASHED -> {
        g.setStroke(sign == Sign.LINE ? PictureStyle.THICK : PictureStyle.DASHED);
        g.draw(new Line2D.Double(x + 1, y, x + WIDTH - 2, y));
      }
      case FILLED, FAINT -> {
        g.setColor(PictureStyle.faded(colour, sign == Sign.FILLED ? 0.45 : 0.25));
        g.fill(box);
        g.setColor(PictureStyle.faded(colour, sign == Sign.FILLED ? 1 : 0.5));
        g.draw(box);
      }
      case OUTLINE -> g.draw(box);
      case DOT -> g.fill(new Ellipse2D.Double(x + WIDTH / 2 - 3, y - 2.5, 5, 5));
      case TRIANGLE -> g.fill(triangle(x + WIDTH / 2, y, 3));
    }
  }

  static Path2D triangle(double x, double y, double half) {
    Path2D path = new Path2D.Double();
    path.moveTo(x - half, y + half * 0.8);
    path.lineTo(x + half, y + half * 0.8);
    path.lineTo(x, y - half);
    path.closePath();
    return path;
  }
}
