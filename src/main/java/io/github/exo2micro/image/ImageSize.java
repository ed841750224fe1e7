package io.github.exo2micro.image;

/**
 * Width and height of an image, in pixels.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record ImageSize(int width, int height) {

  /** @throws IllegalArgumentException when a side is below 1 */
  public ImageSize {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("not an image size: " + width + " x " + height);
    }
  }

  /** Number of pixels; may be above 2^31. */
  public long area() {
    return (long) width * height;
  }

  /** Length of the longer side, in pixels. */
  public int longestSide() {
    return Math.max(width, height);
  }

  /** This size with {@code pad} pixels more on each of the four sides. */
  public ImageSize padded(int pad) {
    return new ImageSize(Math.addExact(width, Math.multiplyExact(2, pad)),
        Math.addExact(height, Math.multiplyExact(2, pad)));
  }

  /** The smallest size that holds both. */
  public ImageSize union(ImageSize other) {
    return new ImageSize(Math.max(width, other.width), Math.max(height, other.height));
  }

  /** The tile that covers the whole image. */
  public Tile whole() {
    return new Tile(0, 0, width, height);
  }

  @Override
  public String toString() {
    return width + " x " + height;
  }
}
