package io.github.exo2micro.image;

import java.io.IOException;

/** Takes the rows of a plane from top to bottom, as a checkpoint writer does. Called from one thread. */
public interface RowSink {

  /**
   * Takes the next rows.
   *
   * @param rows row-major, full width, {@code rowCount} rows from index 0; not kept after the call
   * @param rowCount how many
   * @throws IOException when they cannot be stored
   */
  void append(float[] rows, int rowCount) throws IOException;
}
