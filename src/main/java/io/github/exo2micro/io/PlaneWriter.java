package io.github.exo2micro.io;

import io.github.exo2micro.image.RowSink;
import java.io.Closeable;
import java.io.IOException;

/**
 * Writes one plane, row by row from the top, under a temporary name in the folder where it belongs. The file appears
 * under its own name all at once, when it is whole and on the disk, or never. Used by one thread.
 */
public interface PlaneWriter extends RowSink, Closeable {

  /**
   * Ends the file and brings it to the disk, still under its temporary name.
   *
   * @throws IllegalStateException when rows are missing
   * @throws IOException when the disk fails
   */
  WrittenImage finish() throws IOException;

  /**
   * Gives the finished file its own name, replacing a file that is there.
   *
   * @throws IllegalStateException when it is not finished
   * @throws IOException when the disk fails
   */
  void publish() throws IOException;

  /** {@link #finish} and {@link #publish}. */
  default WrittenImage commit() throws IOException {
    WrittenImage written = finish();
    publish();
    return written;
  }

  /** Ends the work; what was not published is deleted. */
  @Override
  void close() throws IOException;
}
