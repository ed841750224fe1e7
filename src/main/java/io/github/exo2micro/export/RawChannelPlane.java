package io.github.exo2micro.export;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.RawImage;
import java.io.IOException;

/**
 * One colour channel of a raw image as a plane. What is not finite is 0, as in the pipeline.
 *
 * @param image owned by the caller
 * @param channel from 0
 */
record RawChannelPlane(RawImage image, int channel) implements Plane {

  @Override
  public ImageSize size() {
    return image.header().size();
  }

  @Override
  public void read(Tile region, float[] into) throws IOException {
    Plane.requireReadable(size(), region, into);
    image.readChannel(channel, region, into);
    if (!image.header().type().isWhole()) {
      for (int i = 0; i < region.area(); i++) {
        into[i] = Float.isFinite(into[i]) ? into[i] : 0;
      }
    }
  }
}
