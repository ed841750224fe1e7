package io.github.exo2micro.tiff.codec;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.tiff.file.TiffBytes;
import io.github.exo2micro.tiff.file.TiffLayout;
import io.github.exo2micro.tiff.file.TiffProblem;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * Decodes the JPEG strips and tiles of a TIFF (TIFF Technical Note 2, 1995) with ImageIO's JPEG reader: small ones as a
 * whole, large ones row by row. The header inside the stream is checked before anything is allocated for it.
 */
final class JpegDecoder implements Closeable {

  private final TiffBytes bytes;
  private final TiffLayout layout;
  private final ConcurrentLinkedQueue<ImageReader> readers = new ConcurrentLinkedQueue<>();

  JpegDecoder(TiffBytes bytes, TiffLayout layout) {
    this.bytes = bytes;
    this.layout = layout;
  }

  /** Whether strips of so many samples can be decoded row by row. */
  static boolean streams(int chunkSamples) {
    return chunkSamples == 1 || chunkSamples == 3;
  }

  /** What a decoder complains of. Some warnings are harmless; one that is not means that pixels are made up. */
  private final class Complaint implements JpegRows.Complaints {
    private final int chunk;
    private final AtomicReference<String> first = new AtomicReference<>("");

    Complaint(int chunk) {
      this.chunk = chunk;
    }

    void hear(String warning) {
      String lower = String.valueOf(warning).toLowerCase(Locale.ROOT);
      if (lower.contains("premature") || lower.contains("corrupt") || lower.contains("inconsistent")) {
        first.compareAndSet("", warning);
      }
    }

    @Override
    public void check() {
      if (!first.get().isEmpty()) {
        throw damaged(chunk, first.get());
      }
    }
  }

  /**
   * Decodes one strip or tile.
   *
   * @param rows of the result
   * @return 8-bit samples, interleaved
   * @throws RemediableException when the data are damaged
   */
  byte[] decode(int chunk, int rows) throws IOException {
    JpegHeader header = JpegHeader.read(bytes, layout, chunk, rows, true);
    ImageReader reader = Optional.ofNullable(readers.poll()).orElseGet(JpegDecoder::newReader);
    Complaint complaint = new Complaint(chunk);
    reader.addIIOReadWarningListener((source, warning) -> complaint.hear(warning));
    Raster raster;
    try (JpegInput in = input(header, chunk)) {
      reader.setInput(in, true, true);
      raster = reader.readRaster(0, null);
    } catch (IOException | RuntimeException e) {
      // The reader lets all kinds of unchecked exceptions out of broken streams.
      reader.dispose();
      throw undecodable(chunk, e);
    }
    reader.reset();
    readers.add(reader);
    complaint.check();
    byte[] pixels = samples(raster, chunk, rows);
    if (layout.pixels().yCbCr()) {
      toRgb(pixels, 0, pixels.length);
    }
    return pixels;
  }

  /**
   * The rows of one strip or tile, decoded while they are read.
   *
   * @param rows of the image in it
   * @throws RemediableException when its header is damaged; the stream throws it when the data are
   */
  InputStream rows(int chunk, int rows) throws IOException {
    JpegHeader header = JpegHeader.read(bytes, layout, chunk, rows, false);
    if (header.severalScans()) {
      // Its rows come once for each scan; the first strip told that they come once.
      throw damaged(chunk, "several scans, but the first strip has one");
    }
    ImageReader reader = newReader();
    Complaint complaint = new Complaint(chunk);
    reader.addIIOReadWarningListener((source, warning) -> complaint.hear(warning));
    JpegRows decoded = new JpegRows(reader, input(header, chunk), header, layout.chunks().width(),
        layout.chunkSamples(),
        complaint);
    return new FilterInputStream(decoded) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        try {
          // Whole pixels, since their colours are converted together.
          int n = in.readNBytes(into, offset, length);
          if (layout.pixels().yCbCr()) {
            toRgb(into, offset, n);
          }
          return n == 0 && length > 0 ? -1 : n;
        } catch (RemediableException e) {
          throw e;
        } catch (java.io.InterruptedIOException e) {
          throw e;
        } catch (IOException | RuntimeException e) {
          complaint.check();
          throw undecodable(chunk, e);
        }
      }
    };
  }

  private JpegInput input(JpegHeader header, int chunk) {
    long end = layout.chunks().offsets()[chunk] + layout.chunks().byteCounts()[chunk];
    return new JpegInput(bytes, header.segments(), header.scanAt(), end - header.scanAt());
  }

  private static ImageReader newReader() {
    Iterator<ImageReader> found = ImageIO.getImageReadersByFormatName("jpeg");
    if (!found.hasNext()) {
      throw new IllegalStateException("this Java has no JPEG reader (java.desktop is not complete)");
    }
    return found.next();
  }

  private byte[] samples(Raster raster, int chunk, int rows) {
    int samples = layout.chunkSamples();
    int width = layout.chunks().width();
    if (raster.getNumBands() != samples || raster.getWidth() < width || raster.getHeight() < rows) {
      throw damaged(chunk,
          "a JPEG of " + raster.getWidth() + " x " + raster.getHeight() + " px and " + raster.getNumBands()
              + " components");
    }
    int length = width * rows * samples;
    if (raster.getWidth() == width && raster.getDataBuffer() instanceof DataBufferByte data) {
      return data.getData().length == length ? data.getData() : Arrays.copyOf(data.getData(), length);
    }
    byte[] result = new byte[length];
    byte[] row = new byte[width * samples];
    for (int y = 0; y < rows; y++) {
      raster.getDataElements(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      System.arraycopy(row, 0, result, y * row.length, row.length);
    }
    return result;
  }

  /** ITU-R BT.601 with full range, as JFIF 1.02 has it; 16 bits after the point. */
  private static void toRgb(byte[] pixels, int offset, int length) {
    for (int i = offset; i + 2 < offset + length; i += 3) {
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

  private RuntimeException undecodable(int chunk, Exception e) {
    return e instanceof RemediableException known ? known
        : damaged(chunk, "data that do not decode: " + e.getMessage());
  }

  private RemediableException damaged(int chunk, String found) {
    return TiffProblem.damaged(bytes.file(), "JPEG data in " + layout.chunks().name(chunk), found);
  }

  @Override
  public void close() {
    for (ImageReader reader = readers.poll(); reader != null; reader = readers.poll()) {
      reader.dispose();
    }
  }
}
