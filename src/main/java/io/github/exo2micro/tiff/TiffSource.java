package io.github.exo2micro.tiff;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.port.ImageChoice;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.port.OneChannel;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawImage;
import io.github.exo2micro.tiff.file.PageChooser;
import io.github.exo2micro.tiff.file.TiffBytes;
import io.github.exo2micro.tiff.file.TiffPage;
import io.github.exo2micro.tiff.file.TiffPages;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Reads TIFF and BigTIFF files by region in plain Java.
 *
 * <p>Grey, RGB and RGBA of 8, 16 and 32 bits, signed or not, and half, single and double floats; strips or tiles,
 * samples interleaved or in planes apart; stored plainly or with LZW, Deflate, PackBits or JPEG, predictors 2 and 3;
 * either byte order. A file with several pages gives the largest, or the one that is named ({@link ImageChoice}). Where
 * 0 is white, unsigned whole numbers are inverted, so that larger is always brighter.
 *
 * <p>One reader of our own for both TIFF and BigTIFF, and not the JDK's: that knows no BigTIFF and no predictor 3, may
 * not be used by two threads at once, and decodes a strip again for every region that touches it. The JDK's is the
 * tests' oracle.
 */
public final class TiffSource implements ImageSource {

  @Override
  public String name() {
    return "embedded TIFF reader";
  }

  @Override
  public Set<String> extensions() {
    return Set.of("tif", "tiff");
  }

  @Override
  public RawHeader header(Path file, ImageChoice choice) throws IOException {
    try (RawImage image = open(file, choice)) {
      return image.header();
    }
  }

  @Override
  public RawImage open(Path file, ImageChoice choice) throws IOException {
    requireFile(file);
    TiffBytes bytes;
    try {
      bytes = new TiffBytes(file);
    } catch (AccessDeniedException e) {
      throw new RemediableException("The image " + file.getFileName() + " may not be read.", file.toString(),
          "give yourself the right to read the file.", e);
    }
    try {
      TiffPage page = new PageChooser(bytes, TiffPages.of(bytes), choice).choose();
      RawImage image = new TiffImage(bytes, new TiffLayoutReader(bytes, page).read());
      return page.sample().isPresent() ? new OneChannel(image, page.sample().getAsInt()) : image;
    } catch (IOException | RuntimeException | Error e) {
      bytes.close();
      throw e;
    }
  }

  private static void requireFile(Path file) {
    if (!Files.exists(file)) {
      throw new RemediableException("The image " + file.getFileName() + " is not there.", "no file at " + file + ".",
          "check the path; if it lies on a network drive, check that the drive is connected.");
    }
    if (!Files.isRegularFile(file)) {
      throw new RemediableException("The image " + file.getFileName() + " is not a file.", file + " is a folder or a "
          + "device.", "give the path of a TIFF file.");
    }
  }
}
