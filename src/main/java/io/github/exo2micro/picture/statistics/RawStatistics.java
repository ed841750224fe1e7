package io.github.exo2micro.picture.statistics;

import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.TileObserver;

/**
 * Counts the padded pre, not yet warped, while stage 1 passes by, and finds the brightest pixel of both images.
 *
 * <p>Thread-safe and independent of the order of tiles, as {@link PairStatistics}; at most 128 KB per thread.
 */
public final class RawStatistics implements TileObserver {

  private final int postInput;
  private final int preInput;
  private final BrightnessScale fine;
  private final SignalFloor floor;
  private final Shards<Counts> shards;

  private static final class Counts {
    final long[] pre;
    final long[] post;
    float maximum;

    Counts(int levels) {
      pre = new long[levels];
      post = new long[levels];
    }
  }

  /**
   * @param postInput which of the sweep's inputs is the padded post
   * @param preInput which is the padded pre
   * @param fine levels; their top is the type's maximum (255, 65535) when the data's is not known yet
   * @param floor what counts as sample
   */
  public RawStatistics(int postInput, int preInput, BrightnessScale fine, SignalFloor floor) {
    this.postInput = postInput;
    this.preInput = preInput;
    this.fine = fine;
    this.floor = floor;
    this.shards = new Shards<>(() -> new Counts(fine.levels()));
  }

  @Override
  public void accept(Tile tile, float[][] inputs) {
    Counts counts = shards.acquire();
    try {
      for (int row = 0; row < tile.height(); row++) {
        count(counts, inputs[postInput], inputs[preInput], row * tile.width(), tile.width());
      }
    } finally {
      shards.release(counts);
    }
  }

  private void count(Counts counts, float[] post, float[] pre, int first, int pixels) {
    float postFloor = (float) floor.post();
    float preFloor = (float) floor.pre();
    float perLevel = (float) (1 / fine.width());
    int last = fine.levels() - 1;
    float maximum = counts.maximum;
    long[] posts = counts.post;
    long[] pres = counts.pre;
    for (int i = first; i < first + pixels; i++) {
      float p = post[i];
      float q = pre[i];
      if ((p > postFloor || q > preFloor) && p - p + (q - q) == 0) { // finite, both
        posts[BrightnessScale.level(p, perLevel, last)]++;
        pres[BrightnessScale.level(q, perLevel, last)]++;
        float brighter = p > q ? p : q;
        maximum = brighter > maximum ? brighter : maximum;
      }
    }
    counts.maximum = maximum;
  }

  /** The levels of {@link #pre()}. */
  public BrightnessScale scale() {
    return fine;
  }

  /** Raw pre's brightness where padded post or padded pre are above the floor. */
  public long[] pre() {
    long[] sum = new long[fine.levels()];
    shards.all().forEach(c -> Shards.add(sum, c.pre));
    return sum;
  }

  /** The brightest finite pixel of both images, at least 0. */
  public double maximum() {
    return shards.all().stream().mapToDouble(c -> c.maximum).max().orElse(0);
  }

  /**
   * A top for the heat maps' axes: the brightest pixel, unless all but one in 100 000 pixels with signal are darker
   * than half of it (hot pixels would leave the data a corner of the map); then 1.25 × the brightness of that one.
   */
  public double jointMaximum() {
    long[] sum = pre();
    shards.all().forEach(c -> Shards.add(sum, c.post));
    long above = (long) (1e-5 * (PairHistograms.sum(sum) - sum[0]));
    int level = sum.length - 1;
    for (long seen = sum[level]; level > 0 && seen <= above; seen += sum[--level]) {
      // goes down to the first level that more than the allowed pixels reach
    }
    double cut = 1.25 * fine.value(level);
    return level > 0 && 2 * fine.value(level) < maximum() ? cut : maximum();
  }
}
