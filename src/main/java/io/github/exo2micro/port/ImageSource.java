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
   * Reads the header of the chosen image alone: no pixel, and no memory in proportion to a size that the header claims.
   *
   * @throws UnsupportedImageException when the file is sound but this reader does not know its kind
   * @throws io.github.exo2micro.RemediableException when the file is missing, empty, truncated, not an image, of a kind
   *     that is not supported at all, or holds no image of that choice: names the file, what was expected and what was
   *     found
   * @throws IOException when the file cannot be read
   */
  RawHeader header(Path file, ImageChoice choice) throws IOException;

  /**
   * Opens the chosen image for reading by region.
   *
   * @throws io.github.exo2micro.RemediableException as {@link #header}
   * @throws IOException when the file cannot be read
   */
  RawImage open(Path file, ImageChoice choice) throws IOException;

  /** The header of the largest image of a file. */
  default RawHeader header(Path file) throws IOException {
    return header(file, ImageChoice.LARGEST);
  }

  /** Opens the largest image of a file. */
  default RawImage open(Path file) throws IOException {
    return open(file, ImageChoice.LARGEST);
  }
}
