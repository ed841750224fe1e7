package io.github.exo2micro.export;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.TileSweep;
import io.github.exo2micro.image.TileSweep.Output;
import io.github.exo2micro.image.TileSweep.TileFunction;
import io.github.exo2micro.io.TemporaryFile;
import io.github.exo2micro.tiff.plane.Float32TiffPlane;
import io.github.exo2micro.tiff.plane.Float32TiffWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An uncompressed copy of a plane in a temporary file, which can be read in any order; deleted when it is closed.
 *
 * @param plane its pixels
 * @param file that is deleted
 */
record PlaneCopy(Float32TiffPlane plane, Path file) implements Closeable {

  /**
   * Reads a plane once, from top to bottom.
   *
   * @param beside in whose folder the copy lies
   * @throws IOException when the plane cannot be read, or the disk fails or is full; then nothing is left
   */
  static PlaneCopy of(Plane plane, Path beside, TileSweep sweep, Progress progress) throws IOException {
    Path file = TemporaryFile.beside(beside).path();
    try {
      try (Float32TiffWriter writer = new Float32TiffWriter(file, plane.size())) {
        sweep.run(List.of(plane), List.of(new Output(writer, TileFunction.input(0))), List.of(), progress);
        writer.commit();
      }
      return new PlaneCopy(new Float32TiffPlane(file), file);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    plane.close();
    Files.deleteIfExists(file);
  }
}
