package io.github.exo2micro.picture.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * Bins of a histogram as drawn: whole numbers of levels each, so that no bin is fuller than the next only because more
 * levels fall into it.
 */
public final class Bins {

  /** More bars than this cannot be told apart on the page. */
  private static final int MOST = 400;

  private final double[] edges;
  private final int[] binOfLevel;

  private Bins(double[] edges, int[] binOfLevel) {
    this.edges = edges;
    this.binOfLevel = binOfLevel;
  }

  /** Equal bins over levels first to last; level k stands for {@code (k − zero) · width}. */
  public static Bins equal(int first, int last, int zero, double width) {
    int together = (last - first) / MOST + 1;
    int bins = (last - first) / together + 1;
    double[] edges = new double[bins + 1];
    for (int i = 0; i <= bins; i++) {
      edges[i] = (first + (double) i * together - zero - 0.5) * width;
    }
    int[] binOfLevel = new int[last + 1];
    Arrays.fill(binOfLevel, -1);
    for (int k = first; k <= last; k++) {
      binOfLevel[k] = (k - first) / together;
    }
    return new Bins(edges, binOfLevel);
  }

  /**
   * Bins for brightness from 0 up to where 99.9 % of the pixels are. When fewer than 30 % of the levels occur (data
   * that were recorded coarsely) each level that occurs gets a bin of its own, else equal bins.
   */
  public static Bins brightness(BrightnessScale scale, List<long[]> histograms) {
    long[] sum = new long[scale.levels()];
    histograms.forEach(h -> Shards.add(sum, h));
    int last = quantile(sum, 0.999);
    int[] present = java.util.stream.IntStream.rangeClosed(0, last).filter(k -> sum[k] > 0).toArray();
    if (present.length < 2 || present.length >= 0.3 * (last + 1)) {
      return equal(0, Math.max(1, last), 0, scale.width());
    }
    double[] edges = new double[present.length + 1];
    edges[0] = (present[0] - 0.5) * scale.width();
    int[] binOfLevel = new int[last + 1];
    Arrays.fill(binOfLevel, -1);
    for (int i = 0; i < present.length; i++) {
      double after = i + 1 < present.length ? (present[i] + present[i + 1]) / 2.0 : present[i] + 0.5;
      edges[i + 1] = after * scale.width();
      int upTo = Math.min(last, (int) Math.floor(after));
      for (int k = i == 0 ? present[0] : (int) Math.floor(edges[i] / scale.width()) + 1; k <= upTo; k++) {
        binOfLevel[k] = i;
      }
    }
    return new Bins(edges, binOfLevel);
  }

  /** The level that holds the {@code fraction} quantile. */
  public static int quantile(long[] counts, double fraction) {
    double wanted = fraction * PairHistograms.sum(counts);
    long seen = 0;
    for (int k = 0; k < counts.length; k++) {
      seen += counts[k];
      if (seen > 0 && seen >= wanted) {
        return k;
      }
    }
    return 0;
  }

  /** Sums of counts per bin; levels beyond the bins are left out. */
  public double[] sum(long[] counts) {
    double[] result = new double[edges.length - 1];
    for (int k = 0; k < Math.min(counts.length, binOfLevel.length); k++) {
      if (binOfLevel[k] >= 0) {
        result[binOfLevel[k]] += counts[k];
      }
    }
    return result;
  }

  /** One more than bins, rising. */
  public double[] edges() {
    return edges;
  }

  public double lower() {
    return edges[0];
  }

  public double upper() {
    return edges[edges.length - 1];
  }
}
