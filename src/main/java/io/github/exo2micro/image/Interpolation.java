package io.github.exo2micro.image;

/** How the value between the pixels of a source is found. */
public enum Interpolation {
  /** From the 4 pixels around the point. Quick, and blurs by up to half a pixel. */
  BILINEAR("bilinear"),
  /** From the 16 around it, by cubic convolution: details of a few pixels keep their contrast. */
  BICUBIC("bicubic (cubic convolution, a = " + CubicRun.SHARPNESS + ")");

  private final String text;

  Interpolation(String text) {
    this.text = text;
  }

  /** Its name for people and files. */
  public String text() {
    return text;
  }
}
