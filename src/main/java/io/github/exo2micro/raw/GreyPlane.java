package io.github.exo2micro.raw;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawImage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;

/**
 * A raw image as one plane: its only active channel, or the clipped sum of several.
 *
 * <p>Values are those of the file (0 to 255, 0 to 65535, or any float). A float that is not finite counts as 0, since it is
 * no measurement; {@link #metNonFinite()} tells that it happened. Thread-safe.
 */
public final class GreyPlane implements Plane, Closeable {

  private final RawImage image;
  private final ChannelChoice choice;
  private volatile boolean nonFinite;

  /**
   * @param image closed with this plane
   * @param choice which channels to take
   */
  public GreyPlane(RawImage image, ChannelChoice choice) {
    this.image = image;
    this.choice = choice;
  }

  /**
   * Opens a raw file and chooses its channels, which reads it once when it has colour.
   *
   * @param executor runs that pass; owned by the caller
   * @param threads how many bands at once, at least 1
   * @param progress gets the fraction read and the line that says which channels are taken
   * @throws io.github.exo2micro.RemediableException when the file is missing, damaged, or of a kind that is not read
   * @throws IOException when the disk fails
   */
  public static GreyPlane open(ImageSource source, Path file, ExecutorService executor, int threads, Progress progress)
      throws IOException {
    RawImage image = source.open(file);
    try {
      ChannelChoice choice = ChannelChoice.of(image, file.getFileName().toString(), executor, threads, progress);
      progress.note(choice.note());
      return new GreyPlane(image, choice);
    } catch (IOException | RuntimeException | Error e) {
      image.close();
      throw e;
    }
  }

  /** What the file's header says. */
  public RawHeader header() {
    return image.header();
  }

  /** Which channels are taken and why. */
  public ChannelChoice choice() {
    return choice;
  }

  /** Whether a value that is not finite was met in what has been read so far. */
  public boolean metNonFinite() {
    return nonFinite;
  }

  /** See {@link RawImage#preferredBandHeight()}. */
  public int preferredBandHeight() {
    return image.preferredBandHeight();
  }

  @Override
  public ImageSize size() {
    return image.header().size();
  }

  @Override
  public void read(Tile region, float[] into) throws IOException {
    Plane.requireReadable(size(), region, into);
    if (choice.taken().size() == 1) {
      image.readChannel(choice.taken().get(0), region, into);
    } else {
      readSum(region, into);
    }
    if (header().type() == RawHeader.SampleType.FLOAT32) {
      dropNonFinite(into, region.area());
    }
  }

  private void readSum(Tile region, float[] into) throws IOException {
    float[][] all = new float[header().colourChannels()][region.area()];
    image.read(region, all);
    float maximum = (float) choice.maximum();
    for (int i = 0; i < region.area(); i++) {
      float sum = 0;
      for (int channel : choice.taken()) {
        sum += all[channel][i];
      }
      into[i] = Math.min(sum, maximum);
    }
  }

  private void dropNonFinite(float[] pixels, int count) {
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(pixels[i])) {
        pixels[i] = 0;
        nonFinite = true;
      }
    }
  }

  @Override
  public void close() throws IOException {
    image.close();
  }
}
