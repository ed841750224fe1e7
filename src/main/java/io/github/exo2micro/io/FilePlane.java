package io.github.exo2micro.io;

import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A plane in a file; close it when done. Interrupting a thread that reads closes it, as every file channel. */
public interface FilePlane extends Plane, Closeable {

  /** The file. */
  Path file();

  @Override
  default Plane fetched(List<Tile> regions, ParallelLoop loop) throws IOException {
    return FetchedRegions.of(this, regions, loop);
  }

  @Override
  void close() throws IOException;
}
