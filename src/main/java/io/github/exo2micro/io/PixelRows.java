package io.github.exo2micro.io;

import io.github.exo2micro.image.Tile;
import java.io.Closeable;
import java.io.IOException;

/** The pixels of an open file, read by region as {@link io.github.exo2micro.image.Plane} does. Thread-safe. */
public interface PixelRows extends Closeable {
  void read(Tile region, float[] into) throws IOException;
}
