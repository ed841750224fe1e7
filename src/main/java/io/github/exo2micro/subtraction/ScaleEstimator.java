package io.github.exo2micro.subtraction;

import io.github.exo2micro.RemediableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the factor between the backgrounds of post and aligned pre from the counts of their log10 ratio.
 *
 * <p>Moffat: the {@linkplain ScalePeak peak} of the ratios of sums over blocks of 8 × 8 px; of smaller blocks or of
 * pixels where stain is in nearly every block. A pixel's noise makes the peak lean by about the variance of that noise
 * (0.1 to 0.9 % on the pairs that were measured), since the logarithm of a noisy number is skewed, and since a level of
 * brightness that is told by noisy pixels prefers those whose noise is high; of a block's sums that variance is a 64th.
 *
 * <p>Uncertainty: what noise and uneven staining do (one standard deviation of the mean over 16 sets of places), what
 * the levels of brightness differ by beyond their noise, how far stain may have pulled the peak, as far as it shows in
 * the peak's two sides, and, where the ratio surely runs with the brightness, by how much the scale would be another
 * without what makes it run. It does not hold an alignment that is wrong everywhere, nor stain that is nowhere brighter
 * than the noise of a block: that shows in nothing, and pulls the peak by as much as it adds.
 */
public final class ScaleEstimator {

  /** Fewer pixels than this give a peak but no scale that means anything. */
  private static final long FEWEST = 1000;
  private static final long FEWEST_OF_LEVEL = 500;
  private static final long FEWEST_BLOCKS_OF_LEVEL = 50;
  /** Parts of the pixels that pile up at ratio 1 and say something about the files. */
  private static final double PILE = 1e-3;
  /** By how many variances of the noise (of the logarithm) the peak of pixels may lie under that of the blocks. */
  private static final double LEAN_UP = 0.3;
  /** And over it; 0.1 to 0.7 were seen. */
  private static final double LEAN_DOWN = 2;
  /** From one size of blocks to the next, four times as many pixels or more, what is left to lean is so much less. */
  private static final double FALL = 0.25;
  /** The edge of a block of twice the side is half as long for its pixels. */
  private static final double HALF = 0.5;
  /** Half a peak must have so many bins to be fitted. */
  private static final double NARROW = 2;

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
  public static ScaleEstimate percentile(PairRatios ratios, double percent) {
    RatioCounts counts = ratios.pixels();
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
  public static ScaleEstimate moffat(PairRatios ratios) {
    requirePixels(ratios.pixels());
    Chosen chosen = choose(ratios);
    ScalePeak peak = chosen.peak();
    List<String> notes = new ArrayList<>();
    RatioLevels byLevel = peak.levels();
    double levels = asFactor(0, byLevel.scatter());
    if (levels > LEVELS_DIFFER) {
      notes.add(
          String.format(java.util.Locale.ROOT, "the ratio differs between faint and bright tissue by about %.0f %%: "
              + "a camera offset, saturation or JPEG compression may be the reason", 100 * levels));
    }
    peak.withoutTrend().ifPresent(log -> notes.add(String.format(java.util.Locale.ROOT,
        "the ratio runs with the brightness as if something were added to one image, such as a camera offset that is "
            + "not known: without it the scale would be %.4g",
        Math.pow(10, log))));
    if (!peak.fit().converged()) {
      notes.add("the Moffat fit failed: smoothed peak taken");
    }
    if (peak.weighted().spike() > PILE) {
      notes.add(String.format(java.util.Locale.ROOT, "%.1f %% of the pixels pile up at ratio 1 and were left out",
          100 * peak.weighted().spike()));
    }
    return new ScaleEstimate(Math.pow(10, peak.mu()), asFactor(peak.mu(), Math.hypot(peak.error(), chosen.doubt())),
        String.join("; ", notes),
        Optional.of(peak.fit()));
  }

  /**
   * A peak, and what is not certain about the choice of it.
   *
   * @param doubt how far off the peak is that was not chosen, as a standard deviation, dex
   */
  private record Chosen(ScalePeak peak, double doubt) {}

  /**
   * The peak of the largest blocks that tell. Noise makes the peak of small ones lean, by a part that falls with the
   * pixels in a block; so from one size to the next the peak moves less and less. Stain that lies in nearly every block
   * moves it upwards more and more, and so do pixels that are the same in both images: then smaller blocks decide, or
   * pixels. Since noise with a long tail looks like such stain, the larger blocks' peak then counts as a doubt:
   * anything between the two is as likely.
   *
   * <p>Where tissue is sharp, interpolation takes more contrast from pre than noise: bright pixels of post then lie
   * over dimmed ones of pre, and the peak leans upwards by more. What it only moved comes back in the blocks' sums but
   * for what crosses their edges, so that the peak goes down, each time by half as much at most.
   */
  private static Chosen choose(PairRatios ratios) {
    ScalePeak best = ScalePeak.of(ratios.pixels(), 1, FEWEST_OF_LEVEL);
    if (best.weighted().spike() > PILE) {
      return new Chosen(best, 0);
    }
    double variance = best.half() * best.half() * Math.log(10);
    double part = 1;
    List<Step> steps = steps(best, ratios);
    for (Step step : steps) {
      if (step.by() > part * LEAN_UP * variance + step.chance()
          || step.by() < -part * LEAN_DOWN * variance - step.chance()) {
        return settles(steps) ? new Chosen(steps.get(1).to(), Math.abs(steps.get(1).by()) / Math.sqrt(3))
            : new Chosen(best, Math.abs(step.by()) / Math.sqrt(12));
      }
      part *= FALL;
      best = step.to();
    }
    return new Chosen(best, 0);
  }

  /**
   * From one size of blocks to the next.
   *
   * @param to the peak of the larger ones
   * @param by how far it moved, dex
   * @param chance how far it may move by noise, dex
   */
  private record Step(ScalePeak to, double by, double chance) {}

  /** From pixels to the smallest blocks and on, as long as there are enough of them whose peak can be fitted. */
  private static List<Step> steps(ScalePeak pixels, PairRatios ratios) {
    List<Step> steps = new ArrayList<>();
    ScalePeak last = pixels;
    for (int i = 0; i < PairRatios.SIDES.size() && ratios.blocks().get(i).pixels() >= FEWEST; i++) {
      ScalePeak next = ScalePeak.of(ratios.blocks().get(i), PairRatios.SIDES.get(i), FEWEST_BLOCKS_OF_LEVEL);
      if (next.half() < NARROW * RatioCounts.BIN) {
        break;
      }
      steps.add(new Step(next, next.mu() - last.mu(), 3 * Math.hypot(next.noise(), last.noise())));
      last = next;
    }
    return steps;
  }

  /** Whether the peak goes down and comes to rest: what is left can be as much as the last step. */
  private static boolean settles(List<Step> steps) {
    return steps.size() == 2 && steps.get(0).by() < 0
        && Math.abs(steps.get(1).by()) <= HALF * Math.abs(steps.get(0).by()) + steps.get(1).chance();
  }
}
