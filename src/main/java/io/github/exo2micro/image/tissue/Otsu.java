package io.github.exo2micro.image.tissue;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;

/**
 * The threshold between dark and bright that makes both classes most uniform (Otsu 1979,
 * doi:10.1109/TSMC.1979.4310076).
 */
final class Otsu {

  private static final int BINS = 256;

  private Otsu() {}

  /** Of the pixels inside a region, counted from 0 up; 0 when none is above 0. */
  static double threshold(FloatImage image, Tile region) {
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
        counts[(int) Math.max(0, Math.min(BINS - 1, image.at(x, y) / most * BINS))]++;
      }
    }
    return (best(counts) + 1.0) * most / BINS;
  }

  private static int best(long[] counts) {
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
    return threshold;
  }
}
