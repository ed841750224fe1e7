package io.github.exo2micro.io;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/**
 * CRC-32C of a plane's pixels as little-endian IEEE singles, row by row from the top: the same for TIFF and FITS,
 * compressed or not. Written as {@code crc32c:} and eight hexadecimal digits.
 */
public final class PixelChecksum {

  /** Bit-reversed CRC-32C polynomial (RFC 3720, appendix B.4). */
  private static final int POLYNOMIAL = 0x82F63B78;
  /** Pixels that one thread reads at once: 1 MB. */
  private static final int CHUNK = 1 << 18;

  private PixelChecksum() {}

  /** The text form of a CRC. */
  public static String text(long crc) {
    return String.format("crc32c:%08x", crc);
  }

  /**
   * Reads a whole plane and computes its checksum.
   *
   * @param threads how many parts are read at once, at least 1; the result is the same
   * @param progress gets the fraction read, and may cancel
   * @throws IOException when the plane cannot be read
   */
  public static String of(Plane plane, int threads, Progress progress) throws IOException {
    ImageSize size = plane.size();
    int parts = Math.min(threads, size.height());
    AtomicLong done = new AtomicLong();
    ExecutorService executor = Executors.newFixedThreadPool(parts);
    try {
      List<Future<Long>> crcs = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        int top = border(size, i, parts);
        int bottom = border(size, i + 1, parts);
        crcs.add(executor.submit(() -> rows(plane, top, bottom, done, progress)));
      }
      long whole = 0;
      for (int i = 0; i < parts; i++) {
        long pixels = (long) (border(size, i + 1, parts) - border(size, i, parts)) * size.width();
        whole = joined(whole, crcs.get(i).get(), 4 * pixels);
      }
      return text(whole);
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted while a checksum was computed");
    } finally {
      executor.shutdownNow();
    }
  }

  private static int border(ImageSize size, int part, int parts) {
    return (int) ((long) size.height() * part / parts);
  }

  private static IOException rethrown(Throwable cause) {
    if (cause instanceof RuntimeException runtime) {
      throw runtime;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  private static long rows(Plane plane, int top, int bottom, AtomicLong done, Progress progress) throws IOException {
    ImageSize size = plane.size();
    int across = Math.min(size.width(), CHUNK);
    int rowsAtOnce = Math.max(1, Math.min(CHUNK / size.width(), bottom - top));
    float[] pixels = new float[across * rowsAtOnce];
    ByteBuffer bytes = ByteBuffer.allocateDirect(4 * pixels.length).order(ByteOrder.LITTLE_ENDIAN);
    CRC32C crc = new CRC32C();
    for (int y = top; y < bottom; y += rowsAtOnce) {
      int count = Math.min(rowsAtOnce, bottom - y);
      for (int x = 0; x < size.width(); x += across) {
        Tile region = new Tile(x, y, Math.min(across, size.width() - x), count);
        plane.read(region, pixels);
        bytes.asFloatBuffer().put(pixels, 0, region.area());
        crc.update(bytes.position(0).limit(4 * region.area()));
        bytes.clear();
      }
      progress.report((double) done.addAndGet(count) / size.height());
    }
    return crc.getValue();
  }

  /**
   * The CRC of two pieces one after the other. A CRC is a remainder of polynomial division, so that of the first piece
   * is multiplied by x to the number of bits of the second; complementing at both ends cancels out.
   */
  static long joined(long first, long second, long secondBytes) {
    int shift = 1 << 31;
    int square = 1 << 23;
    for (long n = secondBytes; n != 0; n >>>= 1) {
      if ((n & 1) != 0) {
        shift = product(shift, square);
      }
      square = product(square, square);
    }
    return (product((int) first, shift) ^ (int) second) & 0xFFFFFFFFL;
  }

  /** Product of two polynomials over GF(2) modulo CRC-32C's; the highest bit is the constant term. */
  private static int product(int a, int b) {
    int sum = 0;
    for (int bit = 31; bit >= 0; bit--) {
      if ((a >>> bit & 1) != 0) {
        sum ^= b;
      }
      b = (b & 1) != 0 ? b >>> 1 ^ POLYNOMIAL : b >>> 1;
    }
    return sum;
  }
}
