package io.github.exo2micro.subtraction;

import io.github.exo2micro.RemediableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the factor between the backgrounds of post and aligned pre from the counts of their log10 ratio.
 *
 * <p>Moffat: the levels of brightness are added with weights (the inverse variance of each level's ratios, so that
 * faint pixels, whose ratio's logarithm is skewed by noise, do not pull the peak), the smoothed peak is found, the left
 * wing is mirrored across it (microbes only brighten post, so the left wing is the noise's own), and a {@link Moffat}
 * profile is fitted to the left wing, the core and, beyond the core, the mirrored wing; mirroring and fit are repeated
 * until the peak stays. The scale is 10^mu. Deviations from the original, which does it once with all pixels alike and
 * without the bins near 1: those made it wrong near 1.
 *
 * <p>Uncertainty: one standard deviation of the mean over 16 sets of blocks of the image, about what the scale would
 * scatter by if the pair were imaged again. It holds noise and uneven staining, not an alignment that is wrong
 * everywhere, nor the pull of the microbes' faint rims: 0.1 to 0.2 % upwards where 2 % of the pixels are brightened. A
 * scale that depends on the brightness is no noise: it is said in the note.
 */
public final class ScaleEstimator {

  private static final int BINS = 200;
  /** Half width of the smoothing box, bins: 7 in all, as the original. */
  private static final int SMOOTH = 3;
  /** Fewer pixels than this give a peak but no scale that means anything. */
  private static final long FEWEST = 1000;
  private static final long FEWEST_OF_LEVEL = 500;

  /** Levels of brightness whose scales scatter by more than this are worth a note. */
  private static final double LEVELS_DIFFER = 0.1;

  private ScaleEstimator() {}

  /** The scale that the user gave. */
  public static ScaleEstimate manual(double scale) {
    return new ScaleEstimate(scale, 0, "", Optional.empty());
  }

  /**
   * The ratio at a percentile of log10(post / pre) over all counted pixels.
   *
   * @param percent 0 to 100
   * @throws RemediableException when hardly a pixel has signal in both images
   */
  public static ScaleEstimate percentile(RatioCounts counts, double percent) {
    requirePixels(counts);
    double x = Curve.quantile(counts.all(), percent / 100);
    List<Double> regions = new ArrayList<>();
    for (int i = 0; i < RatioCounts.REGIONS; i++) {
      double[] region = counts.region(i);
      if (Curve.sum(region) >= FEWEST_OF_LEVEL) {
        regions.add(Curve.quantile(region, percent / 100));
      }
    }
    return new ScaleEstimate(Math.pow(10, x), asFactor(x, Curve.errorOfMean(regions)), "", Optional.empty());
  }

  private static double asFactor(double log, double error) {
    return Math.pow(10, log) * Math.log(10) * error;
  }

  private static void requirePixels(RatioCounts counts) {
    if (counts.pixels() < FEWEST) {
      throw new RemediableException("There is no background to find a scale from.",
          "only " + counts.pixels() + " pixels have signal in both post and aligned pre (" + counts.saturated()
              + " more are saturated); " + FEWEST + " are needed.",
          "look at the aligned images: the alignment has failed, or one image is empty. A scale of your own can be "
              + "given as manual_scale.");
    }
  }

  /**
   * The scale by the Moffat fit; by the smoothed peak, with a note, where the fit fails.
   *
   * @throws RemediableException when hardly a pixel has signal in both images
   */
  public static ScaleEstimate moffat(RatioCounts counts) {
    requirePixels(counts);
    WeightedRatios ratios = WeightedRatios.of(counts, FEWEST_OF_LEVEL);
    RatioFit fit = fit(counts, ratios);
    double mu = fit.moffat().mu();
    double half = fit.moffat().halfWidth();
    double error = scatterOfRegions(counts, mu, half);
    List<String> notes = new ArrayList<>();
    double levels = asFactor(0, ratios.scatterOfLevels(counts, mu, half));
    if (levels > LEVELS_DIFFER) {
      notes.add(
          String.format(java.util.Locale.ROOT, "the ratio differs between faint and bright tissue by about %.0f %%: "
              + "a camera offset, saturation or JPEG compression may be the reason", 100 * levels));
    }
    if (!fit.converged()) {
      notes.add("the Moffat fit failed: smoothed peak taken");
    }
    if (ratios.spike() > 1e-3) {
      notes.add(String.format(java.util.Locale.ROOT, "%.1f %% of the pixels pile up at ratio 1 and were left out",
          100 * ratios.spike()));
    }
    return new ScaleEstimate(Math.pow(10, mu), asFactor(mu, error), String.join("; ", notes),
        Optional.of(fit));
  }

  private static double scatterOfRegions(RatioCounts counts, double mu, double half) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < RatioCounts.REGIONS; i++) {
      double[] region = counts.region(i);
      if (Curve.sum(region) >= FEWEST_OF_LEVEL) {
        values.add(Curve.coreMedian(region, mu, 2 * half));
      }
    }
    return Curve.errorOfMean(values);
  }

  private static RatioFit fit(RatioCounts counts, WeightedRatios ratios) {
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
        mirrored, moffat, converged, counts.pixels());
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
    java.util.Arrays.fill(mirrored, Double.NaN);
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
    return Moffat.fit(java.util.Arrays.copyOf(xs, n), java.util.Arrays.copyOf(ys, n), start, lowest,
        lowest + BINS * width);
  }
}
