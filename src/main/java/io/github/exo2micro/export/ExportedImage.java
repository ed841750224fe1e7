package io.github.exo2micro.export;

import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.util.Optional;

/**
 * What is exported.
 *
 * @param plane the pixels
 * @param region the part that is taken
 * @param name of the channel
 * @param pixel size of a pixel, where it is known
 * @param stored how pixels are stored
 * @param lowest for display
 * @param highest for display
 * @param checkpoint checksum of the checkpoint whose {@code region} it shows; empty where it shows none
 */
record ExportedImage(Plane plane, Tile region, String name, Optional<PixelSize> pixel, ExportedPixels stored,
    double lowest, double highest, Optional<String> checkpoint) {

  /** Bytes of all levels without compression: what a disk must have room for. */
  public long mostBytes() {
    return mostBytes(region, stored);
  }

  /** The same for an image that is not there yet. */
  static long mostBytes(Tile region, ExportedPixels stored) {
    return (long) region.width() * region.height() * stored.kind().bytes() * 4 / 3 + (1 << 20);
  }

  /** A name as it may stand in XML. */
  String xmlName() {
    return name.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
