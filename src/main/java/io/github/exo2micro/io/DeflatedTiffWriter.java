package io.github.exo2micro.io;

import io.github.exo2micro.image.ImageSize;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;

/**
 * Writes a plane as deflated float32 TIFF, without loss. No predictor is used: ImageJ and a plain tifffile cannot read
 * floating-point prediction, which would save a tenth at most. The file's bytes depend on the pixels and the Java
 * runtime's zlib alone, not on the number of threads.
 *
 * <p>Strips hold about 256 KB of pixels, so that their arrays are no humongous objects in a small heap; twice as many as there are threads are in work at once.
 */
public final class DeflatedTiffWriter implements PlaneWriter {

  private static final long CLASSIC_LIMIT = 0xFFFF_FFFFL;
  private static final int STRIP_BYTES = 1 << 18;

  private final ImageSize size;
  private final TiffLayout layout;
  private final long[] offsets;
  private final long[] counts;
  private final SequentialFile file;
  private final ExecutorService executor;
  private final int inWork;
  private final ArrayDeque<Future<byte[]>> running = new ArrayDeque<>();
  private final CRC32C crc = new CRC32C();
  private ByteBuffer strip;
  private FloatBuffer floats;
  private int submitted;
  private int stored;

  /**
   * Begins a file.
   *
   * @param target where it will be; its folder is made when missing
   * @param threads how many strips are deflated at the same time, at least 1
   * @throws io.github.exo2micro.RemediableException when the folder cannot be written
   * @throws IOException when the disk fails
   */
  public DeflatedTiffWriter(Path target, ImageSize size, int threads) throws IOException {
    this(target, size, threads, CLASSIC_LIMIT);
  }

  DeflatedTiffWriter(Path target, ImageSize size, int threads, long classicLimit) throws IOException {
    this.size = size;
    int rows = (int) Math.max(1, Math.min(size.height(), STRIP_BYTES / (4L * size.width())));
    TiffLayout classic = new TiffLayout(size, rows, false, TiffLayout.DEFLATE);
    // What cannot be deflated grows by 5 bytes in 16 KB, and 6 for each strip.
    long longest = classic.dataAt() + 4 * size.area() + size.area() / 500 + 16L * classic.strips();
    layout = longest > classicLimit
        ? new TiffLayout(size, rows, true, TiffLayout.DEFLATE) : classic;
    offsets = new long[layout.strips()];
    counts = new long[layout.strips()];
    inWork = 2 * threads;
    file = new SequentialFile(target);
    try {
      file.append(ByteBuffer.allocate(Math.toIntExact(layout.dataAt())));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
    executor = Executors.newFixedThreadPool(threads);
    nextStrip();
  }

  private void nextStrip() {
    int rows = submitted < layout.strips() ? layout.rows(submitted) : 0;
    strip = ByteBuffer.allocate(4 * rows * size.width()).order(ByteOrder.LITTLE_ENDIAN);
    floats = strip.asFloatBuffer();
  }

  @Override
  public void append(float[] rows, int rowCount) throws IOException {
    int length = Math.multiplyExact(rowCount, size.width());
    for (int from = 0; from < length;) {
      if (submitted == layout.strips()) {
        throw new IllegalStateException("more than " + size.height() + " rows");
      }
      int part = Math.min(length - from, floats.remaining());
      floats.put(rows, from, part);
      from += part;
      if (!floats.hasRemaining()) {
        submit();
      }
    }
  }

  private void submit() throws IOException {
    byte[] pixels = strip.array();
    crc.update(pixels);
    running.add(executor.submit(() -> deflated(pixels)));
    submitted++;
    nextStrip();
    if (running.size() >= inWork) {
      storeOldest();
    }
  }

  private static byte[] deflated(byte[] pixels) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(pixels);
      deflater.finish();
      byte[] packed = new byte[pixels.length + pixels.length / 1000 + 64];
      int length = 0;
      while (!deflater.finished()) {
        length += deflater.deflate(packed, length, packed.length - length);
      }
      return Arrays.copyOf(packed, length);
    } finally {
      deflater.end();
    }
  }

  private void storeOldest() throws IOException {
    try {
      byte[] packed = running.remove().get();
      offsets[stored] = file.position();
      counts[stored] = packed.length;
      stored++;
      file.append(ByteBuffer.wrap(packed));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while strips were deflated");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public WrittenImage finish() throws IOException {
    if (submitted < layout.strips()) {
      throw new IllegalStateException("rows are missing: " + submitted + " of " + layout.strips() + " strips are full");
    }
    while (!running.isEmpty()) {
      storeOldest();
    }
    file.patch(layout.header(i -> offsets[i], i -> counts[i]), 0);
    return file.finish(PixelChecksum.text(crc.getValue()));
  }

  @Override
  public void publish() throws IOException {
    file.publish();
  }

  @Override
  public void close() throws IOException {
    executor.shutdownNow();
    file.close();
  }
}
