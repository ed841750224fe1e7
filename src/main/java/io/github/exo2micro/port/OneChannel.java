package io.github.exo2micro.port;

import io.github.exo2micro.image.Tile;
import java.io.IOException;

/** One colour channel of a raw image as a grey image. */
public final class OneChannel implements RawImage {

  private static final String[] COLOURS = {"R", "G", "B"};

  private final RawImage image;
  private final int channel;
  private final RawHeader header;

  /**
   * @param image closed with this one
   * @param channel from 0, below {@link RawHeader#colourChannels()}
   */
  public OneChannel(RawImage image, int channel) {
    this.image = image;
    this.channel = channel;
    this.header = headerOf(image.header(), channel);
  }

  /** The header of that channel, from the header of all. */
  public static RawHeader headerOf(RawHeader all, int channel) {
    String name = all.colourChannels() == 3 ? " (" + COLOURS[channel] + ")" : "";
    String place = (all.place().isEmpty() ? "" : all.place() + ", ") + "channel " + (channel + 1) + " of "
        + all.colourChannels() + name;
    return new RawHeader(all.size(), 1, all.type(), all.format(), place, all.decodingBytes(),
        all.warnings(), all.pixel());
  }

  @Override
  public RawHeader header() {
    return header;
  }

  @Override
  public void read(Tile region, float[][] into) throws IOException {
    image.readChannel(channel, region, into[0]);
  }

  @Override
  public int preferredBandHeight() {
    return image.preferredBandHeight();
  }

  @Override
  public void close() throws IOException {
    image.close();
  }
}
