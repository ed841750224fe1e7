package io.github.exo2micro.adapter.embedded;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes the JPEG strips and tiles of a TIFF (TIFF Technical Note 2, 1995) with ImageIO's JPEG reader.
 *
 * <p>Each is made a complete JPEG stream: the shared tables in front, markers of applications removed and one of Adobe's
 * put in, which tells the reader whether the samples are YCbCr; what ImageIO would otherwise guess. The header inside the
 * stream is checked before anything is allocated for it.
 */
final class JpegDecoder implements Closeable {

  /** A strip or tile is decoded as a whole, so it is refused when it is larger than this. */
  static final long MOST_BYTES = 128L << 20;

  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final byte[] ADOBE = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0};

  private final Path file;
  private final TiffLayout layout;
  private final ConcurrentLinkedQueue<ImageReader> readers = new ConcurrentLinkedQueue<>();

  JpegDecoder(Path file, TiffLayout layout) {
    this.file = file;
    this.layout = layout;
  }

  /**
   * Decodes one strip or tile.
   *
   * @param stored its bytes
   * @param width of the result, px
   * @param rows of the result
   * @return 8-bit samples, interleaved
   * @throws io.github.exo2micro.RemediableException when the data are damaged
   */
  byte[] decode(byte[] stored, int width, int rows) throws IOException {
    byte[] complete = complete(stored, width, rows);
    ImageReader reader = Optional.ofNullable(readers.poll()).orElseGet(JpegDecoder::newReader);
    AtomicReference<String> complaint = new AtomicReference<>("");
    reader.addIIOReadWarningListener((source, warning) -> complaint.compareAndSet("", warning));
    Raster raster;
    try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(complete))) {
      reader.setInput(in, true, true);
      raster = reader.readRaster(0, null);
    } catch (IOException | RuntimeException e) {
      // The reader lets all kinds of unchecked exceptions out of broken streams.
      reader.dispose();
      throw damaged("JPEG data that do not decode: " + e.getMessage());
    }
    reader.reset();
    readers.add(reader);
    if (complaint.get().contains("Premature") || complaint.get().contains("Corrupt")) {
      throw damaged(complaint.get());
    }
    return samples(raster, width, rows);
  }

  private static ImageReader newReader() {
    Iterator<ImageReader> found = ImageIO.getImageReadersByFormatName("jpeg");
    if (!found.hasNext()) {
      throw new IllegalStateException("this Java has no JPEG reader (java.desktop is not complete)");
    }
    return found.next();
  }

  private byte[] samples(Raster raster, int width, int rows) {
    int samples = layout.chunkSamples();
    if (raster.getNumBands() != samples || raster.getWidth() < width || raster.getHeight() < rows) {
      throw damaged("a JPEG of " + raster.getWidth() + " x " + raster.getHeight() + " px and " + raster.getNumBands()
          + " components");
    }
    byte[] result = new byte[width * rows * samples];
    byte[] row = new byte[width * samples];
    for (int y = 0; y < rows; y++) {
      raster.getDataElements(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      System.arraycopy(row, 0, result, y * row.length, row.length);
    }
    if (layout.pixels().yCbCr()) {
      toRgb(result);
    }
    return result;
  }

  /** ITU-R BT.601 with full range, as JFIF 1.02 has it; 16 bits after the point. */
  private static void toRgb(byte[] pixels) {
    for (int i = 0; i + 2 < pixels.length; i += 3) {
      int y = (pixels[i] & 0xff) << 16 | 1 << 15;
      int cb = (pixels[i + 1] & 0xff) - 128;
      int cr = (pixels[i + 2] & 0xff) - 128;
      pixels[i] = clip(y + 91_881 * cr);
      pixels[i + 1] = clip(y - 22_554 * cb - 46_802 * cr);
      pixels[i + 2] = clip(y + 116_130 * cb);
    }
  }

  private static byte clip(int value) {
    int shifted = value >> 16;
    return (byte) (shifted < 0 ? 0 : Math.min(shifted, 255));
  }

  private byte[] complete(byte[] stored, int width, int rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(stored.length + layout.jpegTables().length + 32);
    out.write(0xff);
    out.write(SOI);
    out.writeBytes(ADOBE);
    out.write(layout.pixels().yCbCr() ? 1 : 0);
    copySegments(layout.jpegTables(), out, width, rows);
    int scan = copySegments(stored, out, width, rows);
    if (scan < 0) {
      throw damaged("JPEG data without a scan");
    }
    out.write(stored, scan, stored.length - scan);
    return out.toByteArray();
  }

  /** Copies the marker segments in front of the first scan; gives where that begins, or −1. */
  private int copySegments(byte[] from, ByteArrayOutputStream out, int width, int rows) {
    int at = 0;
    while (at + 1 < from.length) {
      if ((from[at] & 0xff) != 0xff) {
        throw damaged("something else than a JPEG marker at byte " + at);
      }
      int marker = from[at + 1] & 0xff;
      if (marker == 0xff) {
        at++;
        continue;
      }
      if (marker == SOI || marker == EOI) {
        at += 2;
        continue;
      }
      if (marker == SOS) {
        return at;
      }
      int length = at + 3 < from.length ? (from[at + 2] & 0xff) << 8 | from[at + 3] & 0xff : 0;
      if (length < 2 || at + 2 + length > from.length) {
        throw damaged("a JPEG segment that breaks off");
      }
      boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
      if (frame) {
        requireFits(from, at + 4, length, width, rows);
      }
      boolean application = marker >= 0xe0 && marker <= 0xef || marker == 0xfe;
      if (!application) {
        out.write(from, at, length + 2);
      }
      at += 2 + length;
    }
    return -1;
  }

  private void requireFits(byte[] from, int at, int length, int width, int rows) {
    if (length < 8) {
      throw damaged("a JPEG frame header of " + length + " bytes");
    }
    int height = (from[at + 1] & 0xff) << 8 | from[at + 2] & 0xff;
    int columns = (from[at + 3] & 0xff) << 8 | from[at + 4] & 0xff;
    int components = from[at + 5] & 0xff;
    int chunkHeight = layout.chunks().height();
    if (from[at] != 8 || components != layout.chunkSamples() || columns < width || columns > width + 64
        || height < rows || height > chunkHeight + 64L || (long) height * columns * components > MOST_BYTES * 2) {
      throw damaged("a JPEG of " + columns + " x " + height + " px, " + components + " components and " + from[at]
          + " bits");
    }
  }

  private RuntimeException damaged(String found) {
    return TiffProblem.damaged(file, "JPEG data for " + layout.chunks().width() + " px wide strips or tiles", found);
  }

  @Override
  public void close() {
    for (ImageReader reader = readers.poll(); reader != null; reader = readers.poll()) {
      reader.dispose();
    }
  }
}
