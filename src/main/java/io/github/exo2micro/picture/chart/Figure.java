package io.github.exo2micro.picture.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A white page with a heading, a line of figures under it and a legend; below them is the {@link #body} for the plot,
 * so that no legend covers data. Lengths are points.
 */
public final class Figure {

  private static final double MARGIN = 10;
  private static final double NOTE_LINE = 17;
  private static final int MOST_NOTE_LINES = 6;
  /** Pixels per point: 480 pt and 720 pt both become 1440 px. */
  private static final double FINE = 3;
  private static final double WIDE = 2;

  private final BufferedImage image;
  private final Graphics2D g;
  private final Pen pen;
  private final double width;
  private final double height;
  private double top = MARGIN;

  /** A figure with one plot: 480 pt wide. */
  public static Figure single(double height) {
    return new Figure(480, height, FINE);
  }

  /** A figure with many panels: 720 pt wide. */
  public static Figure wide(double height) {
    return new Figure(720, height, WIDE);
  }

  private Figure(double width, double height, double pixelsPerPoint) {
    this.width = width;
    this.height = height;
    image = new BufferedImage((int) Math.round(width * pixelsPerPoint), (int) Math.round(height * pixelsPerPoint),
        BufferedImage.TYPE_INT_RGB);
    g = image.createGraphics();
    g.setRenderingHints(PictureStyle.HINTS);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    g.scale(pixelsPerPoint, pixelsPerPoint);
    pen = new Pen(image, pixelsPerPoint);
  }

  /** Draws in points; the figure keeps it. */
  public Graphics2D graphics() {
    return g;
  }

  /** Draws a line in points. */
  public void line(Shape shape, Color colour, BasicStroke stroke) {
    line(shape, new Rectangle2D.Double(0, 0, width, height), colour, stroke);
  }

  /** Draws a line in points as far as it is inside a box. */
  public void line(Shape shape, Rectangle2D within, Color colour, BasicStroke stroke) {
    pen.draw(shape, within, colour, stroke);
  }

  /** Two lines: whose it is and what it shows. Names too long for the page are cut in their middle. */
  public Figure heading(PictureLabel label, String what) {
    return heading(label.text(), what);
  }

  public Figure heading(String whose, String what) {
    textLine(whose, PictureStyle.TITLE, PictureStyle.INK, 20);
    textLine(what, PictureStyle.SUBTITLE, PictureStyle.INK, 17);
    return this;
  }

  /** More lines in grey, as many as the text needs; see {@link #wideNoteHeight}. */
  public Figure note(String text) {
    g.setFont(PictureStyle.SUBTITLE);
    for (String line : lines(text, g.getFontMetrics(), width - 2 * MARGIN)) {
      textLine(line, PictureStyle.SUBTITLE, PictureStyle.FAINT_INK, NOTE_LINE);
    }
    return this;
  }

  /** How much height a note takes on a wide figure, pt. */
  public static double wideNoteHeight(String text) {
    Figure scratch = wide(10);
    scratch.g.setFont(PictureStyle.SUBTITLE);
    double height = NOTE_LINE * lines(text, scratch.g.getFontMetrics(), scratch.width - 2 * MARGIN).size();
    scratch.finish();
    return height;
  }

  /** A text in lines that fit, at most {@value #MOST_NOTE_LINES}. */
  private static List<String> lines(String text, FontMetrics metrics, double width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.isBlank() ? new String[0] : text.strip().split("\\s+")) {
      boolean last = lines.size() == MOST_NOTE_LINES - 1;
      if (line.length() > 0 && !last && metrics.stringWidth(line + " " + word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
    return lines;
  }

  private void textLine(String text, Font font, Color colour, double lineHeight) {
    g.setFont(font);
    g.setColor(colour);
    String fitted = PictureLabel.fitted(text, g.getFontMetrics(), width - 2 * MARGIN);
    g.drawString(fitted, (float) MARGIN, (float) (top + font.getSize() * 0.95));
    top += lineHeight;
  }

  /** The legend, in as many rows as it needs. */
  public Figure legend(List<LegendEntry> entries) {
    g.setFont(PictureStyle.LEGEND);
    double x = MARGIN;
    double y = top + 9;
    for (LegendEntry entry : entries) {
      String text = PictureLabel.fitted(entry.text(), g.getFontMetrics(), width - 2 * MARGIN - LegendEntry.WIDTH - 4);
      double wanted = LegendEntry.WIDTH + 4 + g.getFontMetrics().getStringBounds(text, g).getWidth();
      if (x > MARGIN && x + wanted > width - MARGIN) {
        x = MARGIN;
        y += 16;
      }
      entry.drawSign(this, x, y);
      g.setColor(PictureStyle.INK);
      g.drawString(text, (float) (x + LegendEntry.WIDTH + 2), (float) (y + 4.2));
      x += wanted + 14;
    }
    if (!entries.isEmpty()) {
      top = y + 11;
    }
    return this;
  }

  /** What is left of the page. */
  public Rectangle2D body() {
    return new Rectangle2D.Double(MARGIN, top + 4, width - 2 * MARGIN, height - top - 4 - MARGIN);
  }

  /** The finished picture; the figure is of no more use then. */
  public BufferedImage finish() {
    g.dispose();
    return image;
  }

  /** Draws a line of small text at the left of a box, so far below its top. */
  public void left(String text, Rectangle2D box, double below) {
    g.setFont(PictureStyle.LEGEND);
    g.setColor(PictureStyle.INK);
    g.drawString(PictureLabel.fitted(text, g.getFontMetrics(), box.getWidth()), (float) box.getX(),
        (float) (box.getY() + below));
  }

  /** Draws a text centred in a box: what a plot without data says. */
  public void centred(String text, Rectangle2D box) {
    g.setFont(PictureStyle.LABEL);
    g.setColor(PictureStyle.FAINT_INK);
    String fitted = PictureLabel.fitted(text, g.getFontMetrics(), box.getWidth() - 8);
    double w = g.getFontMetrics().getStringBounds(fitted, g).getWidth();
    g.drawString(fitted, (float) (box.getCenterX() - w / 2), (float) box.getCenterY());
  }
}
