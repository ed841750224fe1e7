package io.github.exo2micro.image;

/**
 * A small grey image in the heap: a coarse image, a preview, a patch. Never a full-resolution plane.
 *
 * <p>Pixels are row-major, length {@code width * height}. The array is shared, not copied: who makes the image hands
 * it over.
 */
public final class FloatImage implements Plane {

  private final ImageSize size;
  private final float[] pixels;

  /** An image of zeros. */
  public FloatImage(int width, int height) {
    this(width, height, new float[Math.multiplyExact(width, height)]);
  }

  /**
   * @param pixels row-major, exactly {@code width * height} long; shared
   */
  public FloatImage(int width, int height, float[] pixels) {
    this.size = new ImageSize(width, height);
    if (pixels.length != size.area()) {
      throw new IllegalArgumentException(pixels.length + " pixels for " + size);
    }
    this.pixels = pixels;
  }

  @Override
  public ImageSize size() {
    return size;
  }

  /** Columns. */
  public int width() {
    return size.width();
  }

  /** Rows. */
  public int height() {
    return size.height();
  }

  /** The pixels themselves, row-major; writing to them changes the image. */
  public float[] pixels() {
    return pixels;
  }

  /** The pixel at column x, row y. */
  public float at(int x, int y) {
    return pixels[y * size.width() + x];
  }

  /** Sets the pixel at column x, row y. */
  public void set(int x, int y, float value) {
    pixels[y * size.width() + x] = value;
  }

  /** A copy with pixels of its own. */
  public FloatImage copy() {
    return new FloatImage(width(), height(), pixels.clone());
  }

  @Override
  public void read(Tile region, float[] into) {
    Plane.requireReadable(size, region, into);
    for (int row = 0; row < region.height(); row++) {
      System.arraycopy(pixels, (region.y() + row) * size.width() + region.x(), into, row * region.width(),
          region.width());
    }
  }
}
