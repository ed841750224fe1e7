package io.github.exo2micro.picture.statistics;

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
      for (int row = 0; row < tile.height(); row++) {
        counts.add(inputs[postInput], inputs[preInput], row * tile.width(), tile.width(), fine, coarse, floor);
      }
    } finally {
      shards.release(counts);
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

    /** Counts what is not finite or 0 in both images apart. */
    void add(float[] posts, float[] pres, int first, int pixels, BrightnessScale fine, BrightnessScale coarse,
        SignalFloor floor) {
      float postFloor = (float) floor.post();
      float preFloor = (float) floor.pre();
      float perLevel = (float) (1 / fine.width());
      int last = fine.levels() - 1;
      boolean sameLevels = fine.equals(coarse);
      // Local names: the quick compiler asks for a field again at every pixel.
      long[] joint = this.joint;
      long[] post = this.post;
      long[] pre = this.pre;
      long[] differenceBoth = this.differenceBoth;
      long[] differencePostOnly = this.differencePostOnly;
      long[] differenceRest = this.differenceRest;
      float middle = last + 0.5f;
      int lastStep = 2 * last;
      int empty = 0;
      int strange = 0;
      for (int i = first; i < first + pixels; i++) {
        float p = posts[i];
        float q = pres[i];
        if (p == 0 && q == 0) {
          empty++;
        } else if (p - p + (q - q) == 0) { // finite, both
          int postLevel = BrightnessScale.level(p, perLevel, last);
          int preLevel = BrightnessScale.level(q, perLevel, last);
          joint[sameLevels ? postLevel * (last + 1) + preLevel : coarse.level(p) * coarse.levels() + coarse.level(q)]++;
          boolean inPost = p > postFloor;
          boolean inPre = q > preFloor;
          if (inPost || inPre) {
            post[postLevel]++;
            pre[preLevel]++;
          }
          // Rounded as Math.round does: down from the half above, which the shift to positive numbers makes a cast.
          int step = (int) ((p - q) * perLevel + middle);
          step = step > lastStep ? lastStep : step < 0 ? 0 : step;
          if (inPost) {
            (inPre ? differenceBoth : differencePostOnly)[step]++;
          } else {
            differenceRest[step]++;
          }
        } else {
          strange++;
        }
      }
      this.pixels += pixels - strange;
      notFinite += strange;
      addEmpty(empty, fine, floor);
    }

    void addEmpty(long count, BrightnessScale fine, SignalFloor floor) {
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
