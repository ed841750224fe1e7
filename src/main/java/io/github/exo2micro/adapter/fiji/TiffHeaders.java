package io.github.exo2micro.adapter.fiji;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.port.RawHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import loci.formats.FormatException;
import loci.formats.tiff.IFD;
import loci.formats.tiff.TiffIFDEntry;
import loci.formats.tiff.TiffParser;

/**
 * Reads the header of a plain TIFF through Bio-Formats' parser: under a millisecond once warm, against some ten for a
 * whole reader. Only the first image of the file counts.
 */
final class TiffHeaders {

  private static final int IMAGE_DESCRIPTION = 270;

  private TiffHeaders() {}

  /**
   * @param file exists and is not empty
   * @return what it says, or empty when the parser alone cannot tell: not a TIFF at all, or an OME-TIFF, whose
   *     channels may lie in several images
   * @throws RemediableException when it is damaged or of a kind that is not supported
   * @throws IOException when the disk fails
   */
  static Optional<RawHeader> read(Path file) throws IOException {
    long length = Files.size(file);
    try (TiffParser parser = new TiffParser(file.toString())) {
      parser.setDoCaching(false);
      if (!parser.isValidHeader()) {
        return Optional.empty();
      }
      IFD first = parser.getFirstIFD();
      if (first == null || first.isEmpty()) {
        throw UnreadableImage.damaged(file, "a TIFF with at least one image", "a TIFF header that leads to no image");
      }
      requirePlausible(file, first, length);
      parser.fillInIFD(first);
      String comment = first.getIFDTextValue(IMAGE_DESCRIPTION);
      if (comment != null && comment.contains("<OME")) {
        return Optional.empty();
      }
      requireComplete(file, first, length);
      return Optional.of(header(file, first));
    } catch (FormatException | RuntimeException e) {
      if (e instanceof RemediableException known) {
        throw known;
      }
      throw UnreadableImage.because(file, e);
    }
  }

  /** A list inside the header that is longer than the file would be read into the heap for nothing. */
  private static void requirePlausible(Path file, IFD first, long length) {
    for (Object value : first.values()) {
      if (value instanceof TiffIFDEntry list && (list.getValueCount() < 0 || list.getValueCount() > length)) {
        throw UnreadableImage.damaged(file, "a header whose lists fit into the file's " + length + " bytes",
            "a list of " + Integer.toUnsignedLong(list.getValueCount()) + " elements");
      }
    }
  }

  private static void requireComplete(Path file, IFD first, long length) throws FormatException {
    long[] offsets = first.getStripOffsets();
    long[] counts = first.getStripByteCounts();
    if (offsets == null || counts == null || offsets.length == 0) {
      throw UnreadableImage.damaged(file, "the positions of the pixel data", "none");
    }
    for (int i = 0; i < Math.min(offsets.length, counts.length); i++) {
      if (offsets[i] + counts[i] > length) {
        throw UnreadableImage.damaged(file, "at least " + (offsets[i] + counts[i]) + " bytes", length + " bytes");
      }
    }
  }

  private static RawHeader header(Path file, IFD first) throws FormatException {
    long width = first.getImageWidth();
    long height = first.getImageLength();
    if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw UnreadableImage.damaged(file, "an image", "a header that claims " + width + " x " + height + " px");
    }
    String colours = first.getPhotometricInterpretation().getName();
    if (colours.contains("Palette")) {
      throw UnreadableImage.unsupported(file, "palette colours");
    }
    RawHeader.SampleType type = PixelTypes.of(file, first.getPixelType());
    int channels = first.getSamplesPerPixel();
    String format = (first.isBigTiff() ? "BigTIFF, " : "TIFF, ") + PixelTypes.name(type, channels) + ", "
        + first.getCompression().getCodecName() + (first.isTiled() ? ", tiles" : ", strips");
    return new RawHeader(new ImageSize((int) width, (int) height), PixelTypes.channels(file, channels), type, format);
  }
}
