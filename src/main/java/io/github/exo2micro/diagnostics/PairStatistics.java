package io.github.exo2micro.diagnostics;

import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.TileObserver;

/**
 * Counts post against aligned pre while their tiles pass by: all that the heat maps and histograms show.
 *
 * <p>Thread-safe; whole-number counts, so the order of tiles and the number of threads do not matter. Holds at most
 * 3 MB per thread that counts at the same time, whatever the image's size. Pixels that are not finite in either image
 * are left out and counted apart.
 */
public final class PairStatistics implements TileObserver {

  private final int postInput;
  private final int preInput;
  private final BrightnessScale fine;
  private final BrightnessScale coarse;
  private final SignalFloor floor;
  private final Shards<Counts> shards;

  /**
   * @param postInput which of the sweep's inputs is post
   * @param preInput which is the aligned pre
   * @param fine levels of the histograms
   * @param coarse levels of the joint histogram
   * @param floor what counts as sample
   */
  public PairStatistics(int postInput, int preInput, BrightnessScale fine, BrightnessScale coarse,
      SignalFloor floor) {
    this.postInput = postInput;
    this.preInput = preInput;
    this.fine = fine;
    this.coarse = coarse;
    this.floor = floor;
    this.shards = new Shards<>(() -> new Counts(fine.levels(), coarse.levels()));
  }

  @Override
  public void accept(Tile tile, float[][] inputs) {
    Counts counts = shards.acquire();
    try {
      count(counts, inputs[postInput], inputs[preInput], tile.area());
    } finally {
      shards.release(counts);
    }
  }

  private void count(Counts counts, float[] post, float[] pre, int pixels) {
    long empty = 0;
    for (int i = 0; i < pixels; i++) {
      if (post[i] == 0 && pre[i] == 0) {
        empty++;
      } else if (Float.isFinite(post[i]) && Float.isFinite(pre[i])) {
        counts.add(post[i], pre[i], fine, coarse, floor);
      } else {
        counts.notFinite++;
      }
    }
    if (empty > 0) {
      counts.addEmpty(empty, fine, floor);
    }
  }

  /** What was counted, once the sweep is over. */
  public PairHistograms build() {
    Counts sum = new Counts(fine.levels(), coarse.levels());
    shards.all().forEach(sum::add);
    return new PairHistograms(fine, coarse, floor, sum.pixels, sum.notFinite, sum.joint, sum.post, sum.pre,
        sum.differenceBoth, sum.differencePostOnly, sum.differenceRest);
  }

  /** One thread's counters. */
  private static final class Counts {
    final long[] joint;
    final long[] post;
    final long[] pre;
    final long[] differenceBoth;
    final long[] differencePostOnly;
    final long[] differenceRest;
    long pixels;
    long notFinite;

    Counts(int fine, int coarse) {
      joint = new long[coarse * coarse];
      post = new long[fine];
      pre = new long[fine];
      differenceBoth = new long[2 * fine - 1];
      differencePostOnly = new long[2 * fine - 1];
      differenceRest = new long[2 * fine - 1];
    }

    void add(float postValue, float preValue, BrightnessScale fine, BrightnessScale coarse, SignalFloor floor) {
      pixels++;
      joint[coarse.level(postValue) * coarse.levels() + coarse.level(preValue)]++;
      boolean inPost = postValue > floor.post();
      boolean inPre = preValue > floor.pre();
      if (inPost || inPre) {
        post[fine.level(postValue)]++;
        pre[fine.level(preValue)]++;
      }
      int zero = fine.levels() - 1;
      long step = Math.round((postValue - preValue) / fine.width());
      int at = (int) Math.max(0, Math.min(2L * zero, zero + step));
      (inPost ? inPre ? differenceBoth : differencePostOnly : differenceRest)[at]++;
    }

    void addEmpty(long count, BrightnessScale fine, SignalFloor floor) {
      pixels += count;
      joint[0] += count;
      boolean inPost = floor.post() < 0;
      boolean inPre = floor.pre() < 0;
      if (inPost || inPre) {
        post[0] += count;
        pre[0] += count;
      }
      (inPost ? inPre ? differenceBoth : differencePostOnly : differenceRest)[fine.levels() - 1] += count;
    }

    void add(Counts other) {
      pixels += other.pixels;
      notFinite += other.notFinite;
      Shards.add(joint, other.joint);
      Shards.add(post, other.post);
      Shards.add(pre, other.pre);
      Shards.add(differenceBoth, other.differenceBoth);
      Shards.add(differencePostOnly, other.differencePostOnly);
      Shards.add(differenceRest, other.differenceRest);
    }
  }
}
