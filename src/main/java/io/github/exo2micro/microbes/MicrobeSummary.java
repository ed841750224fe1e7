package io.github.exo2micro.microbes;

import java.util.OptionalDouble;

/**
 * How many microbes a task has, and how far the number can be trusted. Plain values: it travels as JSON.
 *
 * @param count microbes found
 * @param chance what the same search found in the negated difference: so many of the finds are expected to be chance
 * @param searchedPixels tissue that was searched, px
 * @param pixelArea area of a pixel, µm²; 0 where the pixel size is not known
 * @param sigma threshold in standard deviations of the local noise
 * @param minArea smallest area, px
 * @param image the difference that was searched, as its file is named
 */
public record MicrobeSummary(int count, int chance, long searchedPixels, double pixelArea, double sigma, int minArea,
    String image) {

  /** Up to this share of chance finds a count is good. */
  public static final double GOOD_SHARE = 0.1;
  /** Fewer spots where there should be none say nothing about the pair. */
  private static final int MANY = 20;
  /** Above this share of chance finds a count says little. */
  public static final double POOR_SHARE = 0.3;

  /** The share of the finds that is expected to be chance, 0 to 1; 0 where nothing was found. */
  public double chanceShare() {
    return count == 0 ? 0 : Math.min(1, (double) chance / count);
  }

  /** Whether far more stands out of the negated difference: pre has what post lacks, as when they were exchanged. */
  public boolean isReversed() {
    return chance > Math.max(MANY, 2L * count);
  }

  /** Tissue that was searched, mm²; 0 where the pixel size is not known. */
  public double searchedMm2() {
    return searchedPixels * pixelArea * 1e-6;
  }

  /** Microbes per mm² of tissue; empty where the pixel size is not known or nothing was searched. */
  public OptionalDouble perMm2() {
    return searchedMm2() > 0 ? OptionalDouble.of(count / searchedMm2()) : OptionalDouble.empty();
  }

  /** Microbes per million pixels of tissue; 0 where nothing was searched. */
  public double perMegapixel() {
    return searchedPixels == 0 ? 0 : count * 1e6 / searchedPixels;
  }
}
