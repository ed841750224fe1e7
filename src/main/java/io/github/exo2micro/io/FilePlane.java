package io.github.exo2micro.io;

import io.github.exo2micro.image.Plane;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** A plane in a file; close it when done. Interrupting a thread that reads closes it, as every file channel. */
public interface FilePlane extends Plane, Closeable {

  /** The file. */
  Path file();

  @Override
  void close() throws IOException;
}
