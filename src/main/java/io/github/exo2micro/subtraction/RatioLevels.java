package io.github.exo2micro.subtraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * What the levels of brightness say about the scale, each for itself. Where one factor holds, all say the same within
 * their noise; where something is added to one of the images (an offset that is not known, stray light, what JPEG
 * leaves in a channel), the ratio runs with 1 / brightness.
 *
 * @param levels what each says
 * @param mu what all say together, dex
 */
record RatioLevels(List<Level> levels, double mu) {

  /** A trend counts where chance alone gives one as steep, in its direction, in one case of a thousand. */
  private static final double SURE = 0.999;
  private static final int FEWEST = 4;
  /** Of the median of a Gaussian, times its standard deviation, times the root of the number. */
  private static final double MEDIAN = 1.25;

  /**
   * One level.
   *
   * @param dimness 1 / brightness
   * @param ratio log10
   * @param share of the weighted histogram; those of all levels add up to 1
   * @param noise of the ratio, one standard deviation, dex
   */
  record Level(double dimness, double ratio, double share, double noise) {}

  static RatioLevels of(RatioCounts counts, WeightedRatios weighted, double mu, double half) {
    List<Level> levels = new ArrayList<>();
    double total = 0;
    for (int k = 0; k < RatioCounts.LEVELS; k++) {
      if (weighted.weights()[k] > 0) {
        double[] level = counts.level(k);
        double n = Curve.sum(level);
        double share = weighted.weights()[k] * n;
        double brightness = Math.pow(10, (RatioCounts.lowerEdge(k) + RatioCounts.upperEdge(k)) / 2);
        levels.add(new Level(1 / brightness, Curve.coreMedian(level, mu, 2 * half), share,
            MEDIAN / Math.sqrt(share)));
        total += share;
      }
    }
    double all = total;
    return new RatioLevels(levels.stream().map(l -> new Level(l.dimness, l.ratio, l.share / all, l.noise)).toList(),
        mu);
  }

  /** How far the levels lie apart, more than what all say together could be off by chance; dex. */
  double scatter() {
    return Math.sqrt(sum(l -> l.share * (l.ratio - mu) * (l.ratio - mu)) * Math.min(1, shares()));
  }

  private double shares() {
    return sum(l -> l.share * l.share);
  }

  /** Error of what they say together by what they differ beyond their noise, each taken as one trial; dex. */
  double error() {
    double beyond = sum(l -> l.share * ((l.ratio - mu) * (l.ratio - mu) - l.noise * l.noise));
    return Math.sqrt(Math.max(0, beyond) * Math.min(1, shares()));
  }

  /**
   * What the ratio would be where it is bright beyond measure, so that nothing added to one of the images counts: the
   * level's ratios against 1 / brightness. Empty where the ratio does not run with it beyond doubt. Dex.
   */
  Optional<Double> withoutTrend() {
    if (levels.size() < FEWEST) {
      return Optional.empty();
    }
    double x = sum(l -> l.share * l.dimness);
    double y = sum(l -> l.share * l.ratio);
    double xx = sum(l -> l.share * (l.dimness - x) * (l.dimness - x));
    double slope = sum(l -> l.share * (l.dimness - x) * (l.ratio - y)) / xx;
    double left = sum(l -> l.share * Math.pow(l.ratio - y - slope * (l.dimness - x), 2));
    int free = levels.size() - 2;
    double sure = new TDistribution(free).inverseCumulativeProbability(SURE) * Math.sqrt(left / xx / free);
    return Math.abs(slope) > sure ? Optional.of(mu - slope * x) : Optional.empty();
  }

  private double sum(ToDoubleFunction<Level> term) {
    return levels.stream().mapToDouble(term).sum();
  }
}
