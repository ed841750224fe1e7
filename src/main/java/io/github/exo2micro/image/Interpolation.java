package io.github.exo2micro.image;

import java.util.Arrays;

/** How the value between the pixels of a source is found. */
public enum Interpolation {
  /** From the 4 pixels around the point. Quick, and blurs by up to half a pixel. */
  BILINEAR(0),
  /** From the 16 around it, by cubic convolution: details of a few pixels keep their contrast. */
  BICUBIC(CubicRun.SHARPNESS),
  /** The same with less contrast for what is a few pixels wide. */
  BICUBIC_SOFT(-0.5),
  /** The same with more. */
  BICUBIC_SHARP(-0.75);

  private final double sharpness;

  Interpolation(double sharpness) {
    this.sharpness = sharpness;
  }

  /** Keys's a; 0 for bilinear. */
  double sharpness() {
    return sharpness;
  }

  /** Its name for people and files. */
  public String text() {
    return this == BILINEAR ? "bilinear" : "bicubic (cubic convolution, a = " + sharpness + ")";
  }

  /**
   * The one of a name.
   *
   * @param text as {@link #text} gives it; anything else, also null, is bilinear
   */
  public static Interpolation named(String text) {
    return Arrays.stream(values()).filter(i -> i.text().equals(text)).findFirst().orElse(BILINEAR);
  }
}
