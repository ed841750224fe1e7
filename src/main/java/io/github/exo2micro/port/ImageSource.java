package io.github.exo2micro.port;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Opens raw image files: the embedded TIFF reader, or Bio-Formats where a Fiji gives it. */
public interface ImageSource {

  /** Its name, for the log: "embedded TIFF reader", "Bio-Formats 7.2.0". */
  String name();

  /** The extensions of the files it reads, lower case, without the dot: {@code tif}, {@code tiff}, {@code czi} … */
  Set<String> extensions();

  /**
   * Reads the header alone: no pixel, and no memory in proportion to a size that the header claims.
   *
   * @throws io.github.exo2micro.RemediableException when the file is missing, empty, truncated, not an image, or of a
   *     kind that is not supported: names the file, what was expected and what was found
   * @throws IOException when the disk fails
   */
  RawHeader header(Path file) throws IOException;

  /**
   * Opens the file for reading by region.
   *
   * @throws io.github.exo2micro.RemediableException as {@link #header}
   * @throws IOException when the disk fails
   */
  RawImage open(Path file) throws IOException;
}
