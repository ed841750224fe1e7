package io.github.exo2micro.picture.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/**
 * A bar of a round length in µm or mm over an image, at its lower right corner.
 *
 * @param micrometres its length
 * @param text the length for people: "200 µm"
 */
public record ScaleBar(double micrometres, String text) {

  /** A bar takes at most this part of the image's width. */
  private static final double MOST = 0.22;
  private static final double HEIGHT = 3.5;
  private static final double INSET = 9;
  private static final Color GROUND = new Color(255, 255, 255, 205);

  /** The longest round bar for an image of that width. */
  static ScaleBar of(double widthMicrometres) {
    double most = MOST * widthMicrometres;
    double decade = Math.pow(10, Math.floor(Math.log10(most)));
    double length = most >= 5 * decade ? 5 * decade : most >= 2 * decade ? 2 * decade : decade;
    return new ScaleBar(length, length >= 1000 ? CountFormat.trimmed(length / 1000) + " mm"
        : CountFormat.trimmed(length) + " µm");
  }

  /**
   * Draws one where the size of a pixel is known.
   *
   * @param label of the picture
   * @param area the image on the page
   * @param width full-resolution px of post that the area shows from left to right
   */
  public static void draw(Figure figure, PictureLabel label, Rectangle2D area, double width) {
    label.pixel().ifPresent(p -> draw(figure, area, width * p.x()));
  }

  /**
   * Draws it.
   *
   * @param area the image on the page
   * @param widthMicrometres what the area's width is on the sample, µm
   */
  public static void draw(Figure figure, Rectangle2D area, double widthMicrometres) {
    ScaleBar bar = of(widthMicrometres);
    Graphics2D g = figure.graphics();
    g.setFont(PictureStyle.LEGEND);
    double length = area.getWidth() * bar.micrometres / widthMicrometres;
    double words = g.getFontMetrics().getStringBounds(bar.text, g).getWidth();
    double wide = Math.max(length, words) + 10;
    double left = area.getMaxX() - INSET - wide;
    double top = area.getMaxY() - INSET - 24;
    g.setColor(GROUND);
    g.fill(new Rectangle2D.Double(left, top, wide, 24));
    g.setColor(PictureStyle.INK);
    g.fill(new Rectangle2D.Double(left + (wide - length) / 2, top + 17, length, HEIGHT));
    g.drawString(bar.text, (float) (left + (wide - words) / 2), (float) (top + 13));
  }
}
