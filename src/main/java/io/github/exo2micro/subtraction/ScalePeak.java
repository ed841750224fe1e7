package io.github.exo2micro.subtraction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The peak of a histogram of log10 ratios, and what it was found from.
 *
 * <p>The levels of brightness are added with weights (the inverse variance of each level's ratios, so that faint ones,
 * whose ratio's logarithm is skewed by noise, do not pull the peak), the smoothed peak is found, the left wing is
 * mirrored across it (microbes only brighten post, so the left wing is the noise's own), and a {@link Moffat} profile
 * is fitted to the left wing, the core and, beyond the core, the mirrored wing; mirroring and fit are repeated until
 * the peak stays. Deviations from the original, which does it once with all pixels alike and without the bins near 1:
 * those made it wrong near 1.
 *
 * @param counts what was counted
 * @param weighted the same with weights
 * @param fit of the weighted ones
 * @param fewest parts of the counts with fewer say nothing
 */
record ScalePeak(RatioCounts counts, WeightedRatios weighted, RatioFit fit, long fewest) {

  private static final int BINS = 200;
  /** Half width of the smoothing box, bins: 7 in all, as the original. */
  private static final int SMOOTH = 3;
  /**
   * Where the brightness of what is stained falls off exponentially over two to eight times the noise, the peak moves
   * by 0.6 to 0.15 half widths for each part of the counts that the right side has more than the left; the nearer the
   * stain is to the noise, the more, and the less of it shows.
   */
  private static final double PULL = 0.5;

  /** @param side of what was counted, px: 1 for pixels */
  static ScalePeak of(RatioCounts counts, int side, long fewest) {
    WeightedRatios weighted = side == 1 ? WeightedRatios.of(counts, fewest)
        : WeightedRatios.ofBlocks(counts, fewest);
    return new ScalePeak(counts, weighted, fit(counts, weighted, side), fewest);
  }

  /** Where it is, dex. */
  double mu() {
    return fit.moffat().mu();
  }

  /** Half its width at half its height, dex. */
  double half() {
    return fit.moffat().halfWidth();
  }

  /** What each level of brightness says. */
  RatioLevels levels() {
    return RatioLevels.of(counts, weighted, mu(), half());
  }

  /** What it scatters by from place to place: the error of the mean over sets of places, dex. */
  double noise() {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < RatioCounts.REGIONS; i++) {
      double[] region = counts.region(i);
      if (Curve.sum(region) >= fewest) {
        values.add(Curve.coreMedian(region, mu(), 2 * half()));
      }
    }
    return Curve.errorOfMean(values);
  }

  /**
   * Where it would be without what makes the ratio run with the brightness, dex; empty where it does not, and for
   * pixels: their noise alone makes the ratio run with a brightness that is told by the same noise.
   */
  Optional<Double> withoutTrend() {
    return fit.side() == 1 ? Optional.empty() : levels().withoutTrend();
  }

  /** Its uncertainty, see {@link ScaleEstimator}; dex. */
  double error() {
    double trend = withoutTrend().map(log -> Math.abs(log - mu())).orElse(0.0);
    return Math.hypot(Math.hypot(noise(), stain()), Math.hypot(levels().error(), trend));
  }

  /**
   * How far stain may have pulled it, dex. Stain only brightens, so there is more on the right of the peak than on its
   * left by the part that is stained beyond the noise; stain that runs out smoothly pulls the peak by a part of its
   * width.
   */
  double stain() {
    double[] histogram = weighted.histogram();
    int peak = (int) Math.floor((mu() - RatioCounts.LOWEST) / RatioCounts.BIN);
    double left = 0;
    double right = 0;
    for (int i = 0; i < histogram.length; i++) {
      left += i < peak ? histogram[i] : i == peak ? histogram[i] / 2 : 0;
      right += i > peak ? histogram[i] : i == peak ? histogram[i] / 2 : 0;
    }
    return left + right > 0 ? PULL * half() * Math.max(0, (right - left) / (right + left)) : 0;
  }

  private static RatioFit fit(RatioCounts counts, WeightedRatios ratios, int side) {
    double[] fine = ratios.histogram();
    double[] range = Curve.robustRange(fine);
    int first = (int) Math.round((range[0] - RatioCounts.LOWEST) / RatioCounts.BIN);
    int perBin = Math.max(1, (int) Math.ceil((range[1] - range[0]) / RatioCounts.BIN / BINS));
    double width = perBin * RatioCounts.BIN;
    double lowest = RatioCounts.LOWEST + first * RatioCounts.BIN;
    double[] weighted = Curve.rebin(fine, first, perBin, BINS);
    double[] smoothed = Curve.smooth(weighted, SMOOTH);
    double peak = lowest + (Curve.top(smoothed) + 0.5) * width;
    boolean[] fitted = new boolean[BINS];
    double[] mirrored = new double[BINS];
    double half = Curve.leftHalfWidth(smoothed, peak, lowest, width);
    Moffat moffat = new Moffat(weighted[bin(peak, lowest, width)], peak, Math.max(half, width), 2.5);
    boolean converged = false;
    double centre = peak;
    for (int round = 0; round < 20; round++) {
      Optional<Moffat> next = fitOnce(weighted, moffat, centre, half, lowest, width, fitted, mirrored);
      if (next.isEmpty()) {
        converged = false;
        break;
      }
      converged = true;
      moffat = next.get();
      half = Math.max(width, moffat.halfWidth());
      double moved = Math.abs(moffat.mu() - centre);
      centre = moffat.mu();
      if (moved < 1e-6) {
        break;
      }
    }
    if (converged && Math.abs(moffat.mu() - peak) > Math.max(4 * width, 2 * half)) {
      converged = false;
    }
    if (!converged) {
      peak = Curve.coreMedian(fine, peak, Math.max(half, (SMOOTH + 1) * width));
      moffat = new Moffat(Math.max(1e-9, smoothed[bin(peak, lowest, width)]), peak, Math.max(half, width), 2.5);
    }
    return new RatioFit(lowest, width, Curve.rebin(counts.all(), first, perBin, BINS), weighted, fitted,
        mirrored, moffat, converged, counts.pixels(), side);
  }

  private static int bin(double x, double lowest, double width) {
    return Math.max(0, Math.min(BINS - 1, (int) Math.floor((x - lowest) / width)));
  }

  /** One fit: bins up to one half width right of the centre as they are, beyond it the left wing mirrored. */
  private static Optional<Moffat> fitOnce(double[] y, Moffat start, double centre, double half, double lowest,
      double width, boolean[] fitted, double[] mirrored) {
    double[] xs = new double[2 * BINS];
    double[] ys = new double[2 * BINS];
    int n = 0;
    Arrays.fill(mirrored, Double.NaN);
    for (int i = 0; i < BINS; i++) {
      double x = lowest + (i + 0.5) * width;
      fitted[i] = x <= centre + half;
      if (fitted[i]) {
        xs[n] = x;
        ys[n++] = y[i];
      }
      double there = 2 * centre - x;
      if (x < centre - half) {
        xs[n] = there;
        ys[n++] = y[i];
        int at = (int) Math.floor((there - lowest) / width);
        if (at >= 0 && at < BINS) {
          mirrored[at] = y[i];
        }
      }
    }
    return Moffat.fit(Arrays.copyOf(xs, n), Arrays.copyOf(ys, n), start, lowest,
        lowest + BINS * width);
  }
}
