package io.github.exo2micro.picture;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.GaussianBlur;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * A square of an image that somebody wants to see at full resolution.
 *
 * @param row its first row, px
 * @param column its first column, px
 * @param size its side, px, 1 to {@value #LARGEST}
 * @param sigma Gaussian blur, px; 0 = none
 */
public record ZoomRegion(int row, int column, int size, double sigma) {

  /** The largest side: 64 megapixels are 256 MB as floats, which a window may hold; more is what the preview is for. */
  public static final int LARGEST = 8000;

  private static final double LARGEST_SIGMA = 100;

  /** @throws RemediableException when a value is out of range */
  public ZoomRegion {
    if (row < 0 || column < 0 || size < 1 || size > LARGEST || !(sigma >= 0 && sigma <= LARGEST_SIGMA)) {
      throw new RemediableException("This region cannot be shown.",
          "row " + row + ", column " + column + ", size " + size + ", sigma " + sigma + ".",
          "give row and column from 0, a size from 1 to " + LARGEST + " px, a sigma from 0 to " + LARGEST_SIGMA
              + " px.");
    }
  }

  /**
   * What of it lies in an image.
   *
   * @throws RemediableException when nothing does
   */
  Tile within(ImageSize image) {
    Tile tile = new Tile(column, row, size, size).intersect(image.whole());
    if (tile.isEmpty()) {
      throw new RemediableException("The region lies outside the image.",
          "row " + row + ", column " + column + " in an image of " + image + " px.",
          "give a row below " + image.height() + " and a column below " + image.width() + ".");
    }
    return tile;
  }

  /**
   * Reads it, blurred; pixels around it take part in the blur, so its edges are as right as its middle.
   *
   * @throws IOException when the plane cannot be read
   * @throws RemediableException when nothing of it lies in the plane
   */
  public FloatImage read(Plane plane) throws IOException {
    Tile tile = within(plane.size());
    int margin = (int) Math.ceil(4 * sigma);
    Tile grown = tile.grown(margin).intersect(plane.size().whole());
    float[] pixels = new float[grown.area()];
    plane.read(grown, pixels);
    FloatImage blurred = blurred(new FloatImage(grown.width(), grown.height(), pixels));
    FloatImage cut = new FloatImage(tile.width(), tile.height());
    blurred.read(tile.shifted(-grown.x(), -grown.y()), cut.pixels());
    return cut;
  }

  /** What has no value keeps none, and takes no part in the blur of what is around it. */
  private FloatImage blurred(FloatImage image) {
    float[] known = new float[image.pixels().length];
    float[] values = image.pixels().clone();
    boolean whole = true;
    for (int i = 0; i < values.length; i++) {
      boolean missing = Float.isNaN(values[i]);
      known[i] = missing ? 0 : 1;
      values[i] = missing ? 0 : values[i];
      whole &= !missing;
    }
    if (whole || sigma == 0) {
      return GaussianBlur.blur(image, sigma);
    }
    float[] sums = GaussianBlur.blur(values, image.width(), image.height(), sigma);
    float[] weights = GaussianBlur.blur(known, image.width(), image.height(), sigma);
    for (int i = 0; i < sums.length; i++) {
      sums[i] = known[i] == 0 ? Float.NaN : sums[i] / weights[i];
    }
    return new FloatImage(image.width(), image.height(), sums);
  }

  /**
   * The original's name of a saved view: {@code zoom_difference_r100_c2000_s300_sig1.5.png}.
   *
   * @param kind which image
   */
  String fileName(String kind) {
    String blur = sigma > 0 ? "_sig" + BigDecimal.valueOf(sigma).stripTrailingZeros().toPlainString() : "";
    return "zoom_" + kind + "_r" + row + "_c" + column + "_s" + size + blur + ".png";
  }
}
