package io.github.exo2micro.picture.statistics;

import io.github.exo2micro.picture.chart.CountFormat;
import io.github.exo2micro.task.ScaleKind;
import java.awt.Color;

/**
 * A scale of the background, as pictures name and colour it: background of post = scale · pre + offset.
 *
 * @param kind of the scale
 * @param scale above 0
 * @param offset what the cameras' offsets leave of post when nothing is there, grey levels; 0 without offsets
 */
public record ScaleLine(ScaleKind kind, double scale, double offset) {

  static final Color MOFFAT = new Color(0x00cc88);
  static final Color PERCENTILE = new Color(0xff9933);
  static final Color MANUAL = new Color(0xff3366);

  /** Without camera offsets. */
  public ScaleLine(ScaleKind kind, double scale) {
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
    return switch (kind.way()) {
      case MOFFAT, LOCAL -> MOFFAT;
      case PERCENTILE -> PERCENTILE;
      case MANUAL -> MANUAL;
    };
  }

  /** "Moffat fit = 1.293". */
  public String text() {
    return kind.title() + (kind.way() == ScaleKind.Way.MOFFAT ? " fit" : "") + " = " + number();
  }

  /** The scale with four significant digits. */
  String number() {
    return CountFormat.trimmed(scale);
  }
}
