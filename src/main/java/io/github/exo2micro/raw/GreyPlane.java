package io.github.exo2micro.raw;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.RawImage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A raw image as one plane: its only active channel, or the clipped sum of several.
 *
 * <p>Values are those of the file, also below zero. A float that is not finite counts as 0, since it is
 * no measurement; {@link #metNonFinite()} tells that it happened. Thread-safe.
 */
public final class GreyPlane implements Plane {

  private final RawImage image;
  private final ChannelChoice choice;
  private volatile boolean nonFinite;

  /**
   * @param image owned by the caller
   * @param choice which channels to take
   */
  GreyPlane(RawImage image, ChannelChoice choice) {
    this.image = image;
    this.choice = choice;
  }

  /**
   * One channel of an image, whether it carries a signal or not.
   *
   * @param image owned by the caller
   * @param channel from 0
   */
  public static Plane ofChannel(RawImage image, int channel) {
    return new GreyPlane(image, new ChannelChoice(List.of(channel), List.of(), image.header().type().maximum(), "",
        Optional.empty()));
  }

  /** Which channels are taken and why. */
  ChannelChoice choice() {
    return choice;
  }

  /** Whether a value that is not finite was met in what has been read so far. */
  boolean metNonFinite() {
    return nonFinite;
  }

  @Override
  public ImageSize size() {
    return image.header().size();
  }

  @Override
  public boolean favoursRows() {
    return image.favoursRows();
  }

  @Override
  public void read(Tile region, float[] into) throws IOException {
    Plane.requireReadable(size(), region, into);
    if (choice.taken().size() == 1) {
      image.readChannel(choice.taken().get(0), region, into);
    } else {
      readSum(region, into);
    }
    if (!image.header().type().isWhole()) {
      dropNonFinite(into, region.area());
    }
  }

  private void readSum(Tile region, float[] into) throws IOException {
    float[][] all = new float[image.header().colourChannels()][region.area()];
    image.read(region, all);
    float[][] taken = choice.taken().stream().map(channel -> all[channel]).toArray(float[][]::new);
    choice.combine(taken, region.area(), into);
  }

  private void dropNonFinite(float[] pixels, int count) {
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(pixels[i])) {
        pixels[i] = 0;
        nonFinite = true;
      }
    }
  }
}
