package io.github.exo2micro.raw;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the channels that are summed add to the brightest of them. Where that is little it is seldom light: the colours
 * of a JPEG leave some counts of a green image in red and blue, hardly more of them where it is brighter, so that the
 * sums of a pair have another ratio than its light.
 *
 * @param share sum of the other channels' means over the brightest one's; 0 for a single channel
 */
public record AddedChannels(double share) {

  /** The sidecar's line that holds it, of a padded image. */
  public static final String FACT = "summed channels beside the brightest, of its mean";

  /** A larger share is light. */
  private static final double LITTLE = 0.1;

  /** Of what was chosen. */
  public static AddedChannels of(ChannelChoice choice) {
    List<Double> means = choice.means();
    if (choice.taken().size() < 2) {
      return new AddedChannels(0);
    }
    double all = choice.taken().stream().mapToDouble(means::get).sum();
    double brightest = choice.taken().stream().mapToDouble(means::get).max().orElseThrow();
    return new AddedChannels(all / brightest - 1);
  }

  /**
   * From a sidecar.
   *
   * @param facts none of which need be about channels
   */
  public static AddedChannels of(Map<String, String> facts) {
    return new AddedChannels(Double.parseDouble(facts.getOrDefault(FACT, "0")));
  }

  /** As {@link #FACT} has it. */
  public String fact() {
    return Double.toString(share);
  }

  /**
   * What to know about a scale; empty where the brightest channels alone would give the same within its uncertainty, or
   * where more than little is in the others of one image.
   *
   * @param pre what is added to pre; this is post's
   * @param scale of the sums
   * @param uncertainty of it, one standard deviation
   */
  public Optional<String> note(AddedChannels pre, double scale, double uncertainty) {
    double alone = scale * (1 + pre.share) / (1 + share);
    if (Math.max(share, pre.share) > LITTLE || Math.abs(alone - scale) <= uncertainty) {
      return Optional.empty();
    }
    return Optional.of(String.format(Locale.ROOT, "it is the scale of summed channels: those beside the brightest add"
        + " %.1f %% to post and %.1f %% to pre, as a JPEG's colours do; of the brightest alone, which channel can name,"
        + " it would be about %.4g", 100 * share, 100 * pre.share, alone));
  }
}
