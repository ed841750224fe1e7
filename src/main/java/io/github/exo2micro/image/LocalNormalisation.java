package io.github.exo2micro.image;

/**
 * Brings bright and dim parts of a small image to the same contrast: (pixel − local mean) / local standard deviation,
 * both Gaussian-weighted.
 */
public final class LocalNormalisation {

  private LocalNormalisation() {}

  /**
   * A normalised copy, mean about 0, spread about 1.
   *
   * @param sigma of the neighbourhood, px, above 0
   * @param floor grey levels added to the deviation (in square), so that flat parts show noise no larger than
   *     noise / floor; above 0
   */
  public static FloatImage normalise(FloatImage image, double sigma, double floor) {
    if (!(floor > 0)) {
      throw new IllegalArgumentException("floor " + floor);
    }
    int w = image.width();
    int h = image.height();
    float[] out = image.pixels().clone();
    float[] mean = GaussianBlur.blur(out, w, h, sigma);
    float[] squares = new float[out.length];
    for (int i = 0; i < out.length; i++) {
      // About the local mean, not about 0: float has too few digits for mean² − (mean)² of a bright flat part.
      out[i] -= mean[i];
      squares[i] = out[i] * out[i];
    }
    float[] variance = GaussianBlur.blur(squares, w, h, sigma);
    float least = (float) (floor * floor);
    for (int i = 0; i < out.length; i++) {
      out[i] /= (float) Math.sqrt(variance[i] + least);
    }
    return new FloatImage(w, h, out);
  }
}
