package io.github.exo2micro.picture.file;

import io.github.exo2micro.io.AtomicFile;
import io.github.exo2micro.io.PlainFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/** Stores pictures as PNG with their numbers as CSV beside them; a file is there whole or not at all. */
public final class PictureFiles {

  /** Pixels per inch noted in the PNG: a 1440 px figure prints 6.7 inches wide. */
  private static final double DOTS_PER_INCH = 216;

  private final Path directory;
  private final String suffix;

  /**
   * @param directory a task's {@code pipeline_output}; made when the first picture is stored
   * @param suffix of the parameters, as for checkpoints; may be ""
   */
  public PictureFiles(Path directory, String suffix) {
    this.directory = directory;
    this.suffix = suffix;
  }

  /** Where a picture of that name is, or would be. */
  public Path image(String name) {
    return directory.resolve(name + suffix + ".png");
  }

  /** Where its numbers are, or would be. */
  public Path numbers(String name) {
    return directory.resolve(name + suffix + ".csv");
  }

  /**
   * Draws and stores a picture and its numbers, in place of earlier ones.
   *
   * @return the PNG
   * @throws UndrawableException when it cannot be drawn; its numbers are stored
   * @throws IOException when the files cannot be written
   */
  public Path store(Picture picture) throws IOException {
    Path numbers = numbers(picture.name());
    PlainFile.clear(numbers);
    AtomicFile.write(numbers, picture.csv());
    Path png = image(picture.name());
    PlainFile.clear(png);
    AtomicFile.write(png, png(drawn(picture)));
    return png;
  }

  /**
   * Draws a picture.
   *
   * @throws UndrawableException when Java cannot draw here, or for a bug
   */
  public static BufferedImage drawn(Picture picture) throws UndrawableException {
    try {
      return picture.draw();
    } catch (CancellationException e) { // nobody wants it any more
      throw e;
    } catch (RuntimeException | LinkageError | InternalError e) {
      throw new UndrawableException(picture.name(), e);
    }
  }

  /** The image as PNG, with its resolution for print and itself at half size for reports. */
  public static byte[] png(BufferedImage image) {
    return new PngEncoder(image).encode(DOTS_PER_INCH, SmallPicture.half(image));
  }
}
