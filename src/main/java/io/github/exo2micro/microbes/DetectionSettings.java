package io.github.exo2micro.microbes;

/**
 * How microbes are looked for.
 *
 * @param sigma how many standard deviations of the local noise a microbe stands above the background, above 0
 * @param minArea smallest area above that threshold, px, at least 1
 */
public record DetectionSettings(double sigma, int minArea) {

  /** @throws IllegalArgumentException when a value is out of range */
  public DetectionSettings {
    if (!(sigma > 0) || minArea < 1) {
      throw new IllegalArgumentException("sigma " + sigma + ", area " + minArea);
    }
  }

  /** Pixels that stand out by so many standard deviations connect what does by the whole {@link #sigma}. */
  double connecting() {
    return Math.max(sigma - 1, 0.8 * sigma);
  }
}
