package io.github.exo2micro.subtraction;

/**
 * The levels of brightness added with weights: the inverse variance of each level's ratios, from its left wing.
 *
 * @param histogram weighted counts, fine bins; its sum is that of the counts used
 * @param weights per level; 0 for levels with too few pixels
 * @param spike fraction of the pixels that was taken off a pile at ratio 1
 */
record WeightedRatios(double[] histogram, double[] weights, double spike) {

  /** How many fine bins on each side of ratio 1 a pile of equal pixels may fill. */
  private static final int SPIKE = 1;
  private static final int AROUND = 12;

  /** A level whose ratios are cut this near to their middle leans; standard deviations. */
  private static final double NEAR = 3.5;
  /** With fewer saturated pixels the levels that they take from hardly count. */
  private static final double MANY_SATURATED = 1e-3;
  /** Of the pixels that many must stay when levels are left out. */
  private static final double LEAST_KEPT = 0.2;

  /**
   * Of blocks: their ratios are narrow, and a peak that lies at 1 is no pile.
   *
   * @param fewest levels with fewer are left out
   */
  static WeightedRatios ofBlocks(RatioCounts counts, long fewest) {
    return of(counts, whole(counts, fewest), false);
  }

  /** @param fewest levels with fewer pixels are left out */
  static WeightedRatios of(RatioCounts counts, long fewest) {
    boolean[] used = whole(counts, fewest);
    WeightedRatios withoutPile = of(counts, used, true);
    // Where the pile is nearly all there is, it is the answer.
    return withoutPile.spike > 0.8 ? of(counts, used, false) : withoutPile;
  }

  /**
   * Levels with enough pixels; where many pixels saturate, without the levels that these are missing from, unless
   * hardly anything were left.
   */
  private static boolean[] whole(RatioCounts counts, long fewest) {
    boolean[] enough = new boolean[RatioCounts.LEVELS];
    boolean[] whole = new boolean[RatioCounts.LEVELS];
    double all = 0;
    double kept = 0;
    for (int k = 0; k < whole.length; k++) {
      double[] level = counts.level(k);
      double n = Curve.sum(level);
      enough[k] = n >= fewest;
      if (enough[k]) {
        double middle = Curve.quantile(level, 0.5);
        double reach = NEAR * (middle - Curve.quantile(level, 0.1587));
        whole[k] = middle + reach <= counts.whole().highest(k) && middle - reach >= counts.whole().lowest(k);
        all += n;
        kept += whole[k] ? n : 0;
      }
    }
    boolean saturated = counts.saturated() > MANY_SATURATED * (counts.pixels() + counts.saturated());
    return saturated && kept >= LEAST_KEPT * all ? whole : enough;
  }

  private static WeightedRatios of(RatioCounts counts, boolean[] levels, boolean cutPile) {
    double[] weights = new double[RatioCounts.LEVELS];
    double[] sum = new double[RatioCounts.BINS];
    double used = 0;
    double spike = 0;
    for (int k = 0; k < RatioCounts.LEVELS; k++) {
      if (!levels[k]) {
        continue;
      }
      double[] level = counts.level(k);
      double n = Curve.sum(level);
      spike += cutPile ? removeSpike(level) : 0;
      double sigma = Curve.quantile(level, 0.5) - Curve.quantile(level, 0.1587);
      weights[k] = 1 / (sigma * sigma + RatioCounts.BIN * RatioCounts.BIN);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weights[k] * level[i];
      }
      used += n;
    }
    if (used == 0) {
      sum = counts.all();
      spike = cutPile ? removeSpike(sum) : 0;
      used = counts.pixels();
    }
    double factor = used / Math.max(1e-300, Curve.sum(sum));
    for (int i = 0; i < sum.length; i++) {
      sum[i] *= factor;
    }
    return new WeightedRatios(sum, weights, spike / used);
  }

  /**
   * Cuts a pile at ratio exactly 1 down to the height around it: whole-number data whose step is not known, or the same
   * pixels in both files.
   */
  private static double removeSpike(double[] level) {
    int one = (int) Math.round((0 - RatioCounts.LOWEST) / RatioCounts.BIN);
    double inside = 0;
    double around = 0;
    int n = 0;
    for (int i = one - AROUND; i < one + AROUND; i++) {
      boolean core = i >= one - SPIKE && i < one + SPIKE;
      inside += core ? level[i] : 0;
      around += core ? 0 : level[i];
      n += core ? 0 : 1;
    }
    double expected = around / n;
    double extra = inside - 2 * SPIKE * expected;
    if (extra < 0.5 * inside || extra < 50) {
      return 0;
    }
    for (int i = one - SPIKE; i < one + SPIKE; i++) {
      level[i] = expected;
    }
    return extra;
  }
}
