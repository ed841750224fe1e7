package io.github.exo2micro.registration.boundary;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.GaussianBlur;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.Tile;

/**
 * One image at one scale, ready for comparison: the logarithm of its brightness above the background, and where the
 * tissue is.
 *
 * <p>The tissue is what is brighter than Otsu's threshold (1979, doi:10.1109/TSMC.1979.4310076) of the logarithms inside
 * the data region. The original's fixed fraction of the 99th percentile takes an offset for tissue, and loses dim tissue
 * beside bright nuclei.
 *
 * @param logarithm of the brightness, 0 at the background's level
 * @param mask the tissue; small gaps closed, holes filled, pieces below a twentieth of the largest left out
 * @param data the region that is not padding
 * @param background of the image
 * @param reduction full-resolution px per pixel
 */
record Tissue(FloatImage logarithm, Mask mask, Tile data, Background background, int reduction) {

  private static final int BINS = 256;

  /**
   * @param overview of the padded frame
   * @param blurPx Gaussian sigma before the threshold, px of the overview
   * @param closingPx radius of the gaps to close, px of the overview
   */
  static Tissue of(Overview overview, double blurPx, double closingPx) {
    FloatImage image = overview.image();
    Tile data = Background.dataRegion(image);
    Background background = Background.of(image, data);
    FloatImage logarithm = background.logarithm(image, data);
    FloatImage smooth = GaussianBlur.blur(logarithm, blurPx);
    double threshold = Math.max(otsu(smooth, data), Math.log1p(4 * background.noise() / background.knee() / (1 + blurPx)));
    boolean[] set = new boolean[image.pixels().length];
    for (int y = data.y(); y < data.bottom(); y++) {
      for (int x = data.x(); x < data.right(); x++) {
        set[y * image.width() + x] = smooth.at(x, y) > threshold;
      }
    }
    Mask mask = new Mask(image.width(), image.height(), set).closed(closingPx).piecesAtLeast(0.05).filled();
    return new Tissue(logarithm, mask, data, background, overview.reduction());
  }

  /** The threshold between dark and bright that makes both classes most uniform. */
  private static double otsu(FloatImage image, Tile region) {
    float most = 0;
    for (int y = region.y(); y < region.bottom(); y++) {
      for (int x = region.x(); x < region.right(); x++) {
        most = Math.max(most, image.at(x, y));
      }
    }
    if (!(most > 0)) {
      return 0;
    }
    long[] counts = new long[BINS];
    for (int y = region.y(); y < region.bottom(); y++) {
      for (int x = region.x(); x < region.right(); x++) {
        counts[(int) Math.min(BINS - 1, image.at(x, y) / most * BINS)]++;
      }
    }
    double total = 0;
    double sum = 0;
    for (int i = 0; i < BINS; i++) {
      total += counts[i];
      sum += (double) i * counts[i];
    }
    double below = 0;
    double sumBelow = 0;
    double best = -1;
    int threshold = 0;
    for (int i = 0; i < BINS - 1; i++) {
      below += counts[i];
      sumBelow += (double) i * counts[i];
      double above = total - below;
      if (below > 0 && above > 0) {
        double difference = sumBelow / below - (sum - sumBelow) / above;
        double between = below * above * difference * difference;
        if (between > best) {
          best = between;
          threshold = i;
        }
      }
    }
    return (threshold + 1.0) * most / BINS;
  }
}
