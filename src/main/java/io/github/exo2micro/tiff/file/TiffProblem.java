package io.github.exo2micro.tiff.file;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.port.UnsupportedImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Words for what can be wrong with a TIFF file: each names the file, what was expected and what was found. */
public final class TiffProblem {

  private static final Duration JUST_NOW = Duration.ofSeconds(60);

  private TiffProblem() {}

  /**
   * The file breaks off, contradicts itself or does not decode; a file that was written to just now may still be
   * growing.
   */
  public static RemediableException damaged(Path file, String expected, String found) {
    return new RemediableException("The image " + file.getFileName() + " is damaged or incomplete.",
        "expected " + expected + "; found " + found + " (" + file + ")." + lastChange(file),
        "copy the file again from where it came from, or export it again; a full disk or an interrupted copy often "
            + "leaves such files.");
  }

  private static String lastChange(Path file) {
    try {
      Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
      return age.isNegative() || age.compareTo(JUST_NOW) > 0 ? ""
          : " It was changed " + age.toSeconds()
              + " s ago: it may still be on its way; then wait until it is complete.";
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * The file is sound, but of a kind that is not read here; another reader may know it.
   *
   * @param size of the image, where it is known
   */
  public static UnsupportedImageException unsupported(Path file, Optional<ImageSize> size, String found,
      String remedy) {
    return new UnsupportedImageException(problem(file), evidence(file, found), remedy, size);
  }

  /** The file is sound, but of a kind from which no right values can be taken, whoever reads it. */
  public static RemediableException refused(Path file, String found, String remedy) {
    return new RemediableException(problem(file), evidence(file, found), remedy);
  }

  private static String problem(Path file) {
    return "The image " + file.getFileName() + " is of a kind that cannot be read.";
  }

  private static String evidence(Path file, String found) {
    return "expected grey or RGB of 8, 16 or 32 bits, signed or not, or floating point, stored plainly or with LZW, "
        + "Deflate, PackBits or JPEG; found " + found + " (" + file + ").";
  }

  /** The file is no TIFF at all. */
  static UnsupportedImageException notTiff(Path file, String found) {
    return new UnsupportedImageException("The file " + file.getFileName() + " is not a TIFF image.",
        "expected a TIFF or BigTIFF file, which begins with 'II' or 'MM'; found " + found + " (" + file + ").",
        "export the image as TIFF, or move the file out of the raw folder.", Optional.empty());
  }
}
