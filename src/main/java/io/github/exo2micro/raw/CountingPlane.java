package io.github.exo2micro.raw;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.RawImage;
import java.io.IOException;

/**
 * The pixels of a {@link GreyPlane}, and the exact means of all colour channels once every pixel was read once.
 *
 * <p>For whole numbers of up to 16 bits alone: their sums do not depend on the order in which threads read.
 * Thread-safe.
 */
final class CountingPlane implements Plane {

  private final RawImage image;
  private final ChannelChoice choice;
  private final double[] sums;
  private long counted;

  /**
   * @param image owned by the caller
   * @param choice which channels the pixels are made of
   */
  CountingPlane(RawImage image, ChannelChoice choice) {
    if (!image.header().type().hasExactSums()) {
      throw new IllegalArgumentException("sums of such samples depend on their order");
    }
    this.image = image;
    this.choice = choice;
    this.sums = new double[image.header().colourChannels()];
  }

  @Override
  public ImageSize size() {
    return image.header().size();
  }

  @Override
  public boolean favoursRows() {
    return image.favoursRows();
  }

  /** Reads and counts; each pixel is to be read once. */
  @Override
  public void read(Tile region, float[] into) throws IOException {
    Plane.requireReadable(size(), region, into);
    float[][] channels = choice.buffers(region, into);
    double[] part = image.readAndSum(choice.taken(), region, channels);
    choice.combine(channels, region.area(), into);
    synchronized (sums) {
      counted += region.area();
      for (int channel = 0; channel < sums.length; channel++) {
        sums[channel] += part[channel];
      }
    }
  }

  /**
   * The means over the whole image.
   *
   * @throws IllegalStateException when what was read cannot have been every pixel once
   */
  double[] means() {
    synchronized (sums) {
      if (counted != size().area()) {
        throw new IllegalStateException(counted + " pixels were read of an image of " + size());
      }
      double[] means = sums.clone();
      for (int channel = 0; channel < means.length; channel++) {
        means[channel] /= counted;
      }
      return means;
    }
  }
}
