package io.github.exo2micro.raw;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawImage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which colour channels of a raw image carry the signal.
 *
 * <p>A channel whose mean over the whole image is over 0.5 is active. One active channel is taken as it is, several are
 * summed and clipped to the type's maximum, of none the one with the highest mean is taken. Alpha never counts. The
 * original does the same, but cuts 16-bit images to 8 bit and clips every sum at 255.
 *
 * @param taken indices of the channels that are taken, ascending
 * @param means of every colour channel over the whole image; empty for grey, where none are needed
 * @param maximum the largest value that the type can hold, and at which sums are clipped; infinite for float
 * @param note one line that says what was taken and why
 * @param warning set when no channel carries a signal
 */
public record ChannelChoice(List<Integer> taken, List<Double> means, double maximum, String note,
    Optional<String> warning) {

  /** A mean above this makes a channel active. */
  public static final double ACTIVE_MEAN = 0.5;

  /** Copies the lists. */
  public ChannelChoice {
    taken = List.copyOf(taken);
    means = List.copyOf(means);
  }

  /** The names of the channels that are taken: "R + G". */
  String names() {
    return taken.stream().map(i -> channelName(i, Math.max(1, means.size()))).collect(Collectors.joining(" + "));
  }

  /** Whether pixels must be read to choose, as they must for colour; grey images need no pass. */
  static boolean needsPass(RawHeader header) {
    return header.colourChannels() > 1;
  }

  /**
   * Chooses; reads the whole image once when it has colour, its bands on several threads. Deterministic.
   *
   * @param name of the file, for the lines
   * @param executor runs the bands; owned by the caller
   * @param threads how many bands at once, at least 1
   * @param progress gets the fraction read; asked for cancellation at every band
   * @throws IOException when the image cannot be read
   * @throws java.util.concurrent.CancellationException when cancelled
   */
  static ChannelChoice of(RawImage image, String name, ExecutorService executor, int threads, Progress progress)
      throws IOException {
    RawHeader header = image.header();
    if (!needsPass(header)) {
      return new ChannelChoice(List.of(0), List.of(), header.type().maximum(), name + ": grey, taken as it is",
          Optional.empty());
    }
    return of(header, name, ChannelMeans.whole(image, executor, threads, progress));
  }

  /** Chooses by the means of the colour channels. */
  static ChannelChoice of(RawHeader header, String name, double[] means) {
    List<Integer> active = IntStream.range(0, means.length).filter(i -> means[i] > ACTIVE_MEAN).boxed().toList();
    List<Double> all = IntStream.range(0, means.length).mapToObj(i -> means[i]).toList();
    String figures = IntStream.range(0, means.length)
        .mapToObj(i -> channelName(i, means.length) + String.format(Locale.ROOT, " %.4g", means[i]))
        .collect(Collectors.joining(", ", " (means: ", ")"));
    double maximum = header.type().maximum();
    if (active.size() == 1) {
      return new ChannelChoice(active, all, maximum,
          name + ": channel " + channelName(active.get(0), means.length) + " taken" + figures, Optional.empty());
    }
    if (active.isEmpty()) {
      int best = IntStream.range(1, means.length).boxed().reduce(0, (a, b) -> means[b] > means[a] ? b : a);
      String line = name + ": no channel has a mean over " + ACTIVE_MEAN + "; channel "
          + channelName(best, means.length) + ", the brightest, taken" + figures;
      return new ChannelChoice(List.of(best), all, maximum, line, Optional.of(line));
    }
    String names = active.stream().map(i -> channelName(i, means.length)).collect(Collectors.joining(" + "));
    String clipped = Double.isInfinite(maximum) ? "" : String.format(Locale.ROOT, ", clipped at %.0f", maximum);
    return new ChannelChoice(active, all, maximum, name + ": channels " + names + " summed" + clipped + figures,
        Optional.empty());
  }

  /** R, G, B; {@code grey} for a single channel. */
  static String channelName(int index, int channels) {
    return channels == 1 ? "grey" : channels == 3 ? "RGB".substring(index, index + 1) : "channel " + (index + 1);
  }

  /** A buffer for each channel that is taken; {@code into} itself for a single one. */
  float[][] buffers(Tile region, float[] into) {
    return taken.size() == 1 ? new float[][] {into} : new float[taken.size()][region.area()];
  }

  /**
   * Sums the channels that are taken, clipped; does nothing for a single one, which is where it belongs already.
   *
   * @param channels from {@link #buffers}
   */
  void combine(float[][] channels, int count, float[] into) {
    if (channels.length == 1) {
      return;
    }
    float most = (float) maximum;
    for (int i = 0; i < count; i++) {
      float sum = 0;
      for (float[] channel : channels) {
        sum += channel[i];
      }
      into[i] = Math.min(sum, most);
    }
  }
}
