package io.github.exo2micro.io;

import io.github.exo2micro.image.ImageSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import nom.tam.fits.FitsException;
import nom.tam.fits.HeaderCard;

/**
 * Writes a plane as the primary image of a FITS file (standard 4.0), BITPIX −32. The first row of the plane is the
 * first row of the file, as astropy writes and reads {@code array[0]}.
 *
 * <p>Holds two direct buffers of 1 MB.
 */
public final class FitsWriter extends RowWriter {

  /** FITS files are sequences of blocks of this length. */
  static final int BLOCK = 2880;
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int MAX_TEXT = 68;

  private final ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.BIG_ENDIAN);
  private final FloatBuffer floats = bytes.asFloatBuffer();
  private final ByteBuffer summed = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  /**
   * Begins a file.
   *
   * @param target where it will be; its folder is made when missing
   * @param cards go into the header after the mandatory ones, in this order
   * @throws io.github.exo2micro.RemediableException when the folder cannot be written
   * @throws IOException when the disk fails
   * @throws IllegalArgumentException for a key that FITS does not allow
   */
  public FitsWriter(Path target, ImageSize size, List<FitsCard> cards) throws IOException {
    super(target, size, ByteBuffer.wrap(header(size, cards)));
  }

  private static byte[] header(ImageSize size, List<FitsCard> cards) {
    StringBuilder text = new StringBuilder();
    try {
      text.append(new HeaderCard("SIMPLE", true, "conforms to FITS standard"));
      text.append(new HeaderCard("BITPIX", -32, "array data type"));
      text.append(new HeaderCard("NAXIS", 2, "number of array dimensions"));
      text.append(new HeaderCard("NAXIS1", size.width(), ""));
      text.append(new HeaderCard("NAXIS2", size.height(), ""));
      text.append(new HeaderCard("EXTEND", true, ""));
      for (FitsCard card : cards) {
        text.append(card(card));
      }
    } catch (FitsException e) {
      throw new IllegalArgumentException("FITS header: " + e.getMessage(), e);
    }
    text.append("END");
    int blocks = (text.length() + BLOCK - 1) / BLOCK;
    text.append(" ".repeat(blocks * BLOCK - text.length()));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static HeaderCard card(FitsCard card) throws FitsException {
    String comment = ascii(card.comment());
    Object value = card.value();
    if (value instanceof Boolean flag) {
      return new HeaderCard(card.key(), flag, fitting(comment, 20));
    }
    if (value instanceof Integer whole) {
      return new HeaderCard(card.key(), whole, fitting(comment, 20));
    }
    if (value instanceof Double number) {
      return new HeaderCard(card.key(), number, fitting(comment, 24));
    }
    String text = ascii(String.valueOf(value));
    // A quote takes two characters in the file.
    while (text.length() + text.chars().filter(c -> c == '\'').count() > MAX_TEXT) {
      text = text.substring(0, text.length() - 1);
    }
    return new HeaderCard(card.key(), text, fitting(comment, text.length() + 2 + (int) text.chars()
        .filter(c -> c == '\'').count()));
  }

  /** What of a comment fits behind a value of that width: 80 less the key, "= " and " / ". */
  private static String fitting(String comment, int valueWidth) {
    int room = Math.max(0, 80 - 8 - 2 - 3 - Math.max(20, valueWidth));
    return comment.length() <= room ? comment : comment.substring(0, room);
  }

  private static String ascii(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "?");
  }

  @Override
  protected void write(float[] pixels, int count) throws IOException {
    for (int from = 0; from < count;) {
      int part = Math.min(count - from, BUFFER_BYTES / 4);
      summed.asFloatBuffer().put(pixels, from, part);
      count(summed.position(0).limit(4 * part));
      summed.clear();
      floats.put(0, pixels, from, part);
      file().append(bytes.position(0).limit(4 * part));
      bytes.clear();
      from += part;
    }
  }

  @Override
  protected void end() throws IOException {
    int rest = (int) (file().position() % BLOCK);
    if (rest > 0) {
      file().append(ByteBuffer.allocate(BLOCK - rest));
    }
  }
}
