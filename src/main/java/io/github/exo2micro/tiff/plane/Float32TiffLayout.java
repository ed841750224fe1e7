package io.github.exo2micro.tiff.plane;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.PixelSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntToLongFunction;

/**
 * Where everything lies in a float32 TIFF file of one plane in strips: header, directory, strip tables, then the
 * pixels. Little-endian; classic (TIFF 6.0) or BigTIFF. The tables' size depends on the number of strips alone, so the
 * pixels' place is known before the first is written.
 *
 * @param size of the plane
 * @param rowsPerStrip rows of a strip, the last may have fewer
 * @param big BigTIFF instead of classic
 * @param compression as in tag 259: 1 none, 8 deflate
 * @param pixel size of a pixel, written as ImageJ does; without one the file has no such tags
 */
record Float32TiffLayout(ImageSize size, int rowsPerStrip, boolean big, int compression, Optional<PixelSize> pixel) {

  static final int NO_COMPRESSION = 1;
  static final int DEFLATE = 8;
  /** The value of tag 317, which is not written, where there is no predictor. */
  static final int NO_PREDICTOR = 1;

  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int LONG8 = 16;
  private static final int ASCII = 2;
  private static final int RATIONAL = 5;
  private static final int ENTRIES = 11;
  private static final int PIXEL_ENTRIES = 4;
  /** Resolutions are fractions of this denominator, px per µm. */
  private static final int DENOMINATOR = 1_000_000;
  /** As ImageJ reads and writes it: the resolution counts px per this unit. */
  private static final byte[] DESCRIPTION = "ImageJ=1.54f\nunit=micron\n\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SOFTWARE = "exo2micro for Fiji\0".getBytes(StandardCharsets.US_ASCII);
  /** A multiple of the page size: region reads of aligned tiles touch one page less. */
  private static final int ALIGNMENT = 4096;

  Float32TiffLayout(ImageSize size, int rowsPerStrip, boolean big, int compression) {
    this(size, rowsPerStrip, big, compression, Optional.empty());
  }

  /** How many strips there are. */
  int strips() {
    return (size.height() + rowsPerStrip - 1) / rowsPerStrip;
  }

  /** Rows of one strip. */
  int rows(int strip) {
    return Math.min(rowsPerStrip, size.height() - strip * rowsPerStrip);
  }

  private int offsetBytes() {
    return big ? 8 : 4;
  }

  private int directoryAt() {
    return big ? 16 : 8;
  }

  private int tablesAt() {
    return directoryAt() + (big ? 8 + entries() * 20 + 8 : 2 + entries() * 12 + 4);
  }

  /** The file offset of the first pixel's byte. */
  long dataAt() {
    long end = tablesAt() + 2L * strips() * offsetBytes() + SOFTWARE.length
        + (pixel.isPresent() ? 16 + DESCRIPTION.length : 0);
    return (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /**
   * The bytes before the pixels.
   *
   * @param offsets of the strips in the file
   * @param counts bytes of the strips
   */
  ByteBuffer header(IntToLongFunction offsets, IntToLongFunction counts) {
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(dataAt())).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 'I').put((byte) 'I').putShort((short) (big ? 43 : 42));
    if (big) {
      out.putShort((short) 8).putShort((short) 0).putLong(directoryAt());
      out.putLong(entries());
    } else {
      out.putInt(directoryAt());
      out.putShort((short) entries());
    }
    int tables = tablesAt();
    int tableBytes = strips() * offsetBytes();
    entry(out, 256, LONG, 1, size.width());
    entry(out, 257, LONG, 1, size.height());
    entry(out, 258, SHORT, 1, 32);
    entry(out, 259, SHORT, 1, compression);
    entry(out, 262, SHORT, 1, 1);
    long extra = tables + 2L * tableBytes + SOFTWARE.length;
    if (pixel.isPresent()) {
      entry(out, 270, ASCII, DESCRIPTION.length, extra + 16);
    }
    entry(out, 273, big ? LONG8 : LONG, strips(), strips() == 1 ? offsets.applyAsLong(0) : tables);
    entry(out, 277, SHORT, 1, 1);
    entry(out, 278, LONG, 1, rowsPerStrip);
    entry(out, 279, big ? LONG8 : LONG, strips(), strips() == 1 ? counts.applyAsLong(0) : tables + tableBytes);
    if (pixel.isPresent()) {
      resolution(out, 282, pixel.get().x(), extra);
      resolution(out, 283, pixel.get().y(), extra + 8);
      entry(out, 296, SHORT, 1, 1);
    }
    entry(out, 305, ASCII, SOFTWARE.length, tables + 2L * tableBytes);
    entry(out, 339, SHORT, 1, 3);
    out.position(tables);
    table(out, offsets);
    table(out, counts);
    out.put(SOFTWARE);
    pixel.ifPresent(p -> {
      out.putInt(fraction(p.x())).putInt(DENOMINATOR).putInt(fraction(p.y())).putInt(DENOMINATOR);
      out.put(DESCRIPTION);
    });
    return out.clear();
  }

  private int entries() {
    return pixel.isPresent() ? ENTRIES + PIXEL_ENTRIES : ENTRIES;
  }

  private static int fraction(double micrometres) {
    return (int) Math.min(0xffffffffL, Math.round(DENOMINATOR / micrometres));
  }

  /** A fraction fits into an entry of a BigTIFF, and not into one of a classic file. */
  private void resolution(ByteBuffer out, int tag, double micrometres, long at) {
    entry(out, tag, RATIONAL, 1, big ? (long) DENOMINATOR << 32 | fraction(micrometres) & 0xffffffffL : at);
  }

  private void entry(ByteBuffer out, int tag, int type, long count, long value) {
    out.putShort((short) tag).putShort((short) type);
    if (big) {
      out.putLong(count).putLong(value);
    } else {
      out.putInt((int) count).putInt((int) value);
    }
  }

  private void table(ByteBuffer out, IntToLongFunction values) {
    for (int i = 0; i < strips(); i++) {
      if (big) {
        out.putLong(values.applyAsLong(i));
      } else {
        out.putInt((int) values.applyAsLong(i));
      }
    }
  }
}
