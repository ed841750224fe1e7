package io.github.exo2micro.raw;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.RawImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** The mean of each colour channel of a raw image: of all of it, or of a sample. */
final class ChannelMeans {

  /** Sums are taken over bands of about that many pixels, whatever the number of threads. */
  private static final int BAND_PIXELS = 1 << 20;

  private static final int PATCHES = 32;
  /** The sample is at most one pixel in that many, as long as a patch has {@value #LEAST_SIDE} columns. */
  private static final int SAMPLED = 40;
  private static final int LEAST_SIDE = 16;
  /** Steps of the golden section spread any number of patches evenly from left to right. */
  private static final double GOLDEN = 0.6180339887498949;

  private ChannelMeans() {}

  /**
   * Exact for whole numbers, and the same whatever the number of threads. Parameters as in {@link ChannelChoice#of}.
   */
  static double[] whole(RawImage image, ExecutorService executor, int threads, Progress progress) throws IOException {
    List<Tile> bands = bands(image);
    double[][] sums = new double[bands.size()][];
    new ParallelLoop(executor, threads).run(sums.length, i -> sums[i] = image.channelSums(bands.get(i)), progress);
    return means(List.of(sums), image.header().size().area());
  }

  /**
   * Of the {@link #patches} alone, read from top to bottom by the calling thread: a large compressed strip can be
   * decoded downwards only, and two threads would send its decoder back to the start again and again.
   *
   * @param progress gets the fraction read; asked for cancellation at every patch
   */
  static double[] sampled(RawImage image, Progress progress) throws IOException {
    List<double[]> sums = new ArrayList<>();
    long pixels = 0;
    for (Tile patch : patches(image.header().size(), image.preferredBandHeight())) {
      sums.add(image.channelSums(patch));
      pixels += patch.area();
      progress.report((double) sums.size() / PATCHES);
    }
    return means(sums, pixels);
  }

  private static double[] means(List<double[]> sums, double pixels) {
    double[] means = new double[sums.get(0).length];
    for (double[] part : sums) {
      for (int channel = 0; channel < means.length; channel++) {
        means[channel] += part[channel];
      }
    }
    for (int channel = 0; channel < means.length; channel++) {
      means[channel] /= pixels;
    }
    return means;
  }

  /** Full-width bands of whole strips, about a megapixel each. */
  private static List<Tile> bands(RawImage image) {
    int width = image.header().size().width();
    int height = image.header().size().height();
    long strip = Math.max(1, image.preferredBandHeight());
    long strips = Math.max(1, BAND_PIXELS / (width * strip));
    int rows = (int) Math.min(height, strips * strip);
    // A strip of the whole image is cut, so that a band's area stays an int.
    rows = (int) Math.max(1, Math.min(rows, Integer.MAX_VALUE / 2 / (long) width));
    List<Tile> bands = new ArrayList<>();
    for (int y = 0; y < height; y += rows) {
      bands.add(new Tile(0, y, width, Math.min(rows, height - y)));
    }
    return bands;
  }

  /**
   * {@value #PATCHES} patches spread evenly from top to bottom: full-width bands where strips are low enough for it,
   * else pieces of them. They touch as few strips or (square) tiles as they can, since each may have to be decoded.
   *
   * @param size of the image; patches overlap when it is very low
   * @param strip height of a strip or tile, px
   */
  static List<Tile> patches(ImageSize size, int strip) {
    long budget = Math.min(BAND_PIXELS, size.area() / SAMPLED / PATCHES);
    int width = (int) Math.min(size.width(), Math.max(LEAST_SIDE, budget / strip));
    int most = Math.max(1, size.height() / (2 * PATCHES));
    int rows = (int) Math.max(1, Math.min(most, budget / width));
    rows = rows > strip ? rows - rows % strip : rows;
    List<Tile> patches = new ArrayList<>();
    for (int i = 0; i < PATCHES; i++) {
      double across = i * GOLDEN % 1;
      int x = withinBlock((int) (across * (size.width() - width)), width, strip);
      int y = withinBlock((int) ((2L * i + 1) * size.height() / (2 * PATCHES)) - rows / 2, rows, strip);
      patches.add(new Tile(x, y, width, rows));
    }
    return patches;
  }

  /** Moves a stretch back so that it does not reach over the end of a block without need. */
  private static int withinBlock(int start, int length, int block) {
    int over = start % block + length - block;
    return over > 0 ? Math.max(0, start - over % block) : start;
  }
}
