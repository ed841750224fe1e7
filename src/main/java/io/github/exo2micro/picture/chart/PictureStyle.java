package io.github.exo2micro.picture.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.util.Map;

/**
 * The common look. Lengths are points (1/72 inch) of a figure 480 pt wide, or 720 pt for those with many panels:
 * printed at the width of a page's column, the smallest text is still 6 pt high. Colours of data are Okabe and Ito's,
 * which colour-blind people tell apart.
 */
public final class PictureStyle {

  public static final Font TITLE = Lettering.bold(14);
  static final Font SUBTITLE = Lettering.plain(12);
  public static final Font LABEL = Lettering.plain(13);
  public static final Font TICK = Lettering.plain(12);
  static final Font LEGEND = Lettering.plain(12);

  public static final Color INK = new Color(0x1a1a1a);
  public static final Color FAINT_INK = new Color(0x555555);
  static final Color GRID = new Color(0xe3e3e3);
  public static final Color PRE = new Color(0x0072b2);
  public static final Color POST = new Color(0xd55e00);
  public static final Color WARPED = new Color(0x8a8a8a);
  public static final Color ALL = new Color(0x7b4fa6);

  public static final Color POST_OUTLINE = new Color(0x00e5ff);
  public static final Color PRE_OUTLINE = new Color(0xff4dff);
  public static final Color REFINED_OUTLINE = new Color(0xffe600);

  public static final BasicStroke THIN = stroke(0.8f);
  public static final BasicStroke LINE = stroke(1.4f);
  public static final BasicStroke THICK = stroke(2f);
  /** Under a line of another colour both are seen where they agree. */
  public static final BasicStroke UNDER = stroke(2.4f);
  public static final BasicStroke DASHED = new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1,
      new float[] {4, 4.5f}, 0);

  /** Text is smooth; shapes are drawn by {@link Pen}, and areas have straight sides. */
  static final Map<RenderingHints.Key, Object> HINTS = Map.of(
      RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF,
      RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON,
      RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON,
      RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE,
      RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);

  private PictureStyle() {}

  static BasicStroke stroke(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  /** The colour with an opacity, 0 to 1. */
  public static Color faded(Color colour, double opacity) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * opacity));
  }
}
