package io.github.exo2micro.adapter.embedded;

import io.github.exo2micro.RemediableException;
import java.nio.file.Path;

/** Words for what can be wrong with a TIFF file: each names the file, what was expected and what was found. */
final class TiffProblem {

  private TiffProblem() {}

  /** The file breaks off, contradicts itself or does not decode. */
  static RemediableException damaged(Path file, String expected, String found) {
    return new RemediableException("The image " + file.getFileName() + " is damaged or incomplete.",
        "expected " + expected + "; found " + found + " (" + file + ").",
        "copy the file again from where it came from, or export it again; a full disk or an interrupted copy often "
            + "leaves such files.");
  }

  /** The file is sound, but of a kind that is not read here. */
  static RemediableException unsupported(Path file, String found, String remedy) {
    return new RemediableException("The image " + file.getFileName() + " is of a kind that cannot be read.",
        "expected 8- or 16-bit grey or RGB, or 32-bit float, stored plainly or with LZW, Deflate, PackBits or JPEG; "
            + "found " + found + " (" + file + ").", remedy);
  }

  /** The file is no TIFF at all. */
  static RemediableException notTiff(Path file, String found) {
    return new RemediableException("The file " + file.getFileName() + " is not a TIFF image.",
        "expected a TIFF or BigTIFF file, which begins with 'II' or 'MM'; found " + found + " (" + file + ").",
        "export the image as TIFF, or move the file out of the raw folder.");
  }
}
