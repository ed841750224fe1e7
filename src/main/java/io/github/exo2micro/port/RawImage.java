package io.github.exo2micro.port;

import io.github.exo2micro.image.Tile;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** An open raw image, read by region. Thread-safe; close it when done. */
public interface RawImage extends Closeable {

  /** What the header says. */
  RawHeader header();

  /**
   * Reads a region of all colour channels.
   *
   * @param region inside the image
   * @param into one buffer per colour channel ({@link RawHeader#colourChannels()}), each row-major and at least
   *     {@code region.area()} long; alpha is left out
   * @throws io.github.exo2micro.RemediableException when the file is damaged; names the file, what was expected and
   *     what was found
   * @throws IOException when the disk fails
   */
  void read(Tile region, float[][] into) throws IOException;

  /**
   * Reads a region of one colour channel.
   *
   * @param channel from 0
   * @param region inside the image
   * @param into row-major, at least {@code region.area()} long
   * @throws IOException as {@link #read}
   */
  default void readChannel(int channel, Tile region, float[] into) throws IOException {
    float[][] all = new float[header().colourChannels()][];
    for (int i = 0; i < all.length; i++) {
      all[i] = i == channel ? into : new float[region.area()];
    }
    read(region, all);
  }

  /**
   * Reads a region of some colour channels and adds up all of them, in one reading of the file.
   *
   * @param channels the channels whose pixels are wanted, each once; may be empty
   * @param region inside the image
   * @param into a buffer for each of {@code channels}, row-major and at least {@code region.area()} long
   * @return the sum of the samples of each colour channel over the region; exact for whole-number types. Values that
   *     are not finite count as 0
   * @throws IOException as {@link #read}
   */
  default double[] readAndSum(List<Integer> channels, Tile region, float[][] into) throws IOException {
    float[][] all = new float[header().colourChannels()][];
    for (int i = 0; i < all.length; i++) {
      int wanted = channels.indexOf(i);
      all[i] = wanted < 0 ? new float[region.area()] : into[wanted];
    }
    read(region, all);
    double[] sums = new double[all.length];
    for (int channel = 0; channel < all.length; channel++) {
      for (int i = 0; i < region.area(); i++) {
        sums[channel] += Float.isFinite(all[channel][i]) ? all[channel][i] : 0;
      }
    }
    return sums;
  }

  /**
   * The sums of {@link #readAndSum} alone.
   *
   * @param region inside the image
   * @throws IOException as {@link #read}
   */
  default double[] channelSums(Tile region) throws IOException {
    return readAndSum(List.of(), region, new float[0][]);
  }

  /**
   * The height of the bands in which the file is read best (strip or tile height), in px, at least 1. Reading whole
   * multiples from the top in full width decodes every strip once.
   */
  int preferredBandHeight();

  /** Whether whole rows are read best: they follow each other in the file as they are. */
  default boolean favoursRows() {
    return false;
  }
}
