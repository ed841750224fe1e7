package io.github.exo2micro.image;

/**
 * How large a pixel is on the sample.
 *
 * @param x µm across, above 0 and finite
 * @param y µm down, above 0 and finite
 */
public record PixelSize(double x, double y) {

  /** @throws IllegalArgumentException when a side is not above 0 or not finite */
  public PixelSize {
    if (!(x > 0) || !(y > 0) || Double.isInfinite(x) || Double.isInfinite(y)) {
      throw new IllegalArgumentException("a pixel of " + x + " x " + y + " µm");
    }
  }

  /** Area of a pixel, µm². */
  public double area() {
    return x * y;
  }

  /** Side of a square pixel of the same area, µm. */
  public double mean() {
    return Math.sqrt(area());
  }
}
