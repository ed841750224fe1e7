package io.github.exo2micro.picture.statistics;

/**
 * Post against aligned pre, counted. Arrays are shared, not copied: they are to be read only.
 *
 * @param fine levels of {@code post}, {@code pre} and, on both sides of zero, of the differences
 * @param coarse levels of {@code joint}
 * @param floor what counted as sample
 * @param pixels all finite pixels of the frame, padding included
 * @param notFinite pixels that were left out
 * @param joint all pixels: row = level of post, column = level of pre, {@code coarse.levels()} of each
 * @param post post's brightness inside the sample region (post or aligned pre above the floor)
 * @param pre aligned pre's brightness inside the sample region
 * @param differenceBoth post − pre where both are above the floor; element {@code fine.levels() − 1 + k} is difference
 *     {@code k · fine.width()}
 * @param differencePostOnly where only post is
 * @param differenceRest everywhere else, padding included
 */
public record PairHistograms(BrightnessScale fine, BrightnessScale coarse, SignalFloor floor, long pixels,
    long notFinite, long[] joint, long[] post, long[] pre, long[] differenceBoth, long[] differencePostOnly,
    long[] differenceRest) {

  /** Pixels in the sample region. */
  public long samplePixels() {
    return sum(post);
  }

  /** Pixels above the floor in both images. */
  public long bothPixels() {
    return sum(differenceBoth);
  }

  /** Pixels above the floor in post alone. */
  public long postOnlyPixels() {
    return sum(differencePostOnly);
  }

  public static long sum(long[] counts) {
    long n = 0;
    for (long c : counts) {
      n += c;
    }
    return n;
  }

  /**
   * A quantile of abs(excess) over the sample region, as exact as the levels of the joint histogram.
   *
   * @param line the scale in use
   * @param fraction 0 to 1
   * @return grey levels; 0 when there is no sample
   */
  public double residualQuantile(ScaleLine line, double fraction) {
    double top = coarse.value(coarse.levels()) * Math.max(1, line.scale()) + Math.abs(line.offset());
    int bins = 1 << 14;
    long[] counts = new long[bins];
    long total = 0;
    for (int p = 0; p < coarse.levels(); p++) {
      for (int q = 0; q < coarse.levels(); q++) {
        long n = joint[p * coarse.levels() + q];
        if (n > 0 && floor.isSample(coarse.value(p), coarse.value(q))) {
          double residual = Math.abs(line.excess(coarse.value(p), coarse.value(q)));
          counts[(int) Math.min(bins - 1, residual / top * bins)] += n;
          total += n;
        }
      }
    }
    return total == 0 ? 0 : rank(counts, fraction * total) * top / bins;
  }

  /** The position, in bins, below which {@code wanted} counts lie; linear inside a bin. */
  private static double rank(long[] counts, double wanted) {
    double below = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && below + counts[i] >= wanted) {
        return i + (wanted - below) / counts[i];
      }
      below += counts[i];
    }
    return counts.length;
  }
}
