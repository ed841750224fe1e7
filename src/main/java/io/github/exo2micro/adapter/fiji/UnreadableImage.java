package io.github.exo2micro.adapter.fiji;

import io.github.exo2micro.RemediableException;
import java.nio.file.Path;

/** The messages for raw files that cannot be read. */
final class UnreadableImage {

  private static final String REMEDY = "make or copy the file anew, or take it out of the sample folder.";

  private UnreadableImage() {}

  /** The file is cut or corrupt. */
  static RemediableException damaged(Path file, String expected, String found) {
    return new RemediableException("The raw image " + file.getFileName() + " is damaged.",
        file + ": expected " + expected + ", found " + found + ".", REMEDY);
  }

  /** Bio-Formats gave up. */
  static RemediableException because(Path file, Exception cause) {
    String found = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new RemediableException("The raw image " + file.getFileName() + " cannot be read.",
        file + ": expected an image that Bio-Formats reads, found: " + found, REMEDY, cause);
  }

  /** The file is an image, of a kind that this program has no use for. */
  static RemediableException unsupported(Path file, String found) {
    return new RemediableException("The raw image " + file.getFileName() + " is of a kind that is not supported.",
        file + ": expected 8-bit or 16-bit grey or RGB, or float32 grey, found " + found + ".",
        "export the image as 8-bit or 16-bit grey or RGB.");
  }
}
