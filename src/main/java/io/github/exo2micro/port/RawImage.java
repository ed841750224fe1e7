package io.github.exo2micro.port;

import io.github.exo2micro.image.Tile;
import java.io.Closeable;
import java.io.IOException;

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
   * @throws IOException when the file is damaged or cannot be read; names the file, what was expected and what was found
   */
  void read(Tile region, float[][] into) throws IOException;

  /**
   * The height of the bands in which the file is read best (strip or tile height), in px, at least 1. Reading whole
   * multiples from the top in full width decodes every strip once.
   */
  int preferredBandHeight();
}
