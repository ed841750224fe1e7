package io.github.exo2micro.adapter.fiji;

import io.github.exo2micro.RemediableException;
import java.nio.file.Path;

/** The messages for raw files that cannot be read. */
final class UnreadableImage {

  private static final String REMEDY = "make or copy the file again, or take it out of the sample folder.";

  /** What to do about pixels that cannot be taken as they are. */
  static final String EXPORT = "export it again from the program that made it as 8- or 16-bit whole numbers or 32-bit "
      + "float, with its values unchanged: pre and post must keep their ratio.";

  private UnreadableImage() {}

  /** The file is cut or corrupt. */
  static RemediableException damaged(Path file, String expected, String found) {
    return new RemediableException("The raw image " + file.getFileName() + " is damaged.",
        file + ": expected " + expected + ", found " + found + ".", REMEDY);
  }

  /** Bio-Formats gave up. */
  static RemediableException because(Path file, Exception cause) {
    String found = words(cause);
    return new RemediableException("The raw image " + file.getFileName() + " cannot be read.",
        file + ": expected an image that Bio-Formats reads, found: " + found, REMEDY, cause);
  }

  /** Its message, or its kind where the message is no words ("-1"). */
  private static String words(Exception cause) {
    String message = String.valueOf(cause.getMessage());
    return cause.getMessage() != null && message.chars().anyMatch(Character::isLetter) ? message
        : cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : " (" + message + ")");
  }

  /** Bio-Formats knows the file but not how its pixels are stored, or they are damaged. */
  static RemediableException undecodable(Path file, Exception cause) {
    String found = words(cause);
    return new RemediableException("Bio-Formats cannot decode the pixels of " + file.getFileName() + ".",
        file + ": Bio-Formats says: " + found,
        "save it again without compression, or with LZW or Deflate; where it is cut or "
            + "corrupt, copy it again from where it came from.",
        cause);
  }

  /** The file is an image, of a kind that this program has no use for. */
  static RemediableException unsupported(Path file, String found, String remedy) {
    return new RemediableException("The raw image " + file.getFileName() + " is of a kind that is not supported.",
        file + ": expected grey or RGB of 8, 16 or 32 bits, signed or not, or floating point, found " + found + ".",
        remedy);
  }
}
