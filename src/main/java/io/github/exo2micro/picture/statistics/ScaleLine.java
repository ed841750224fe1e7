package io.github.exo2micro.picture.statistics;

import io.github.exo2micro.picture.chart.CountFormat;
import java.awt.Color;

/**
 * A scale of the background, as pictures name and colour it: background of post = scale · pre + offset.
 *
 * @param kind {@code moffat}, {@code percentile_p50} (with its percentile) or {@code manual}
 * @param scale above 0
 * @param offset what the cameras' offsets leave of post when nothing is there, grey levels; 0 without offsets
 */
public record ScaleLine(String kind, double scale, double offset) {

  static final Color MOFFAT = new Color(0x00cc88);
  static final Color PERCENTILE = new Color(0xff9933);
  static final Color MANUAL = new Color(0xff3366);

  /** Without camera offsets. */
  public ScaleLine(String kind, double scale) {
    this(kind, scale, 0);
  }

  /** post − scale · pre − offset: what is left after subtraction, grey levels. */
  public double excess(double post, double pre) {
    return post - scale * pre - offset;
  }

  /** The same, as a formula for people: "post − 1.293 × pre". */
  public String formula() {
    String rest = offset == 0 ? "" : (offset < 0 ? " + " : " − ") + CountFormat.trimmed(Math.abs(offset));
    return "post − " + number() + " × pre" + rest;
  }

  /** One colour per kind, the same in every picture. */
  public Color colour() {
    return kind.startsWith("percentile") ? PERCENTILE : kind.equals("manual") ? MANUAL : MOFFAT;
  }

  /** "Moffat fit = 1.293". */
  public String text() {
    String name = kind.startsWith("percentile_p") ? "percentile " + kind.substring("percentile_p".length())
        : kind.equals("moffat") ? "Moffat fit" : kind;
    return name + " = " + number();
  }

  /** The scale with four significant digits. */
  String number() {
    return CountFormat.trimmed(scale);
  }
}
