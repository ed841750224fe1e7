package io.github.exo2micro.tiff.plane;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.io.PixelChecksum;
import io.github.exo2micro.io.PlaneWriter;
import io.github.exo2micro.io.SequentialFile;
import io.github.exo2micro.io.WrittenImage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;
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
 * <p>Strips hold about 256 KB of pixels; twice as many as there are threads are in work at once, in buffers outside the
 * heap: while zlib works on an array, the collector has to wait, and the heap grows instead.
 */
public final class DeflatedTiffWriter implements PlaneWriter {

  private static final long CLASSIC_LIMIT = 0xFFFF_FFFFL;
  private static final int STRIP_BYTES = 1 << 18;

  private final ImageSize size;
  private final Float32TiffLayout layout;
  private final long[] offsets;
  private final long[] counts;
  private final SequentialFile file;
  private final ExecutorService executor;
  private final int inWork;
  private final ArrayDeque<Future<Strip>> running = new ArrayDeque<>();
  private final ArrayDeque<Strip> idle = new ArrayDeque<>();
  private final CRC32C crc = new CRC32C();
  private Strip strip;
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
    this(target, size, threads, Optional.empty());
  }

  /**
   * As the other, with the size of a pixel.
   *
   * @param pixel size of a pixel, where it is known
   */
  public DeflatedTiffWriter(Path target, ImageSize size, int threads, Optional<PixelSize> pixel) throws IOException {
    this(target, size, threads, pixel, CLASSIC_LIMIT);
  }

  public DeflatedTiffWriter(Path target, ImageSize size, int threads, long classicLimit) throws IOException {
    this(target, size, threads, Optional.empty(), classicLimit);
  }

  public DeflatedTiffWriter(Path target, ImageSize size, int threads, Optional<PixelSize> pixel, long classicLimit)
      throws IOException {
    this.size = size;
    int rows = (int) Math.max(1, Math.min(size.height(), STRIP_BYTES / (4L * size.width())));
    Float32TiffLayout classic = new Float32TiffLayout(size, rows, false, Float32TiffLayout.DEFLATE, pixel);
    // What cannot be deflated grows by 5 bytes in 16 KB, and 6 for each strip.
    long longest = classic.dataAt() + 4 * size.area() + size.area() / 500 + 16L * classic.strips();
    layout = longest > classicLimit
        ? new Float32TiffLayout(size, rows, true, Float32TiffLayout.DEFLATE, pixel) : classic;
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

  /** The place of one strip: its pixels, then its packed bytes. Used again and again. */
  private static final class Strip {
    private final ByteBuffer pixels;
    private final ByteBuffer packed;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);

    Strip(int bytes) {
      pixels = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
      packed = ByteBuffer.allocateDirect(bytes + bytes / 1000 + 64);
    }

    Strip deflated() {
      deflater.reset();
      deflater.setInput(pixels.rewind());
      deflater.finish();
      packed.clear();
      while (!deflater.finished()) {
        deflater.deflate(packed);
      }
      packed.flip();
      return this;
    }
  }

  private void nextStrip() {
    int rows = submitted < layout.strips() ? layout.rows(submitted) : 0;
    strip = idle.isEmpty() ? new Strip(4 * layout.rows(0) * size.width()) : idle.remove();
    floats = strip.pixels.clear().limit(4 * rows * size.width()).asFloatBuffer();
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
    Strip full = strip;
    crc.update(full.pixels);
    running.add(executor.submit(full::deflated));
    submitted++;
    nextStrip();
    if (running.size() >= inWork) {
      storeOldest();
    }
  }

  private void storeOldest() throws IOException {
    try {
      Strip oldest = running.remove().get();
      offsets[stored] = file.position();
      counts[stored] = oldest.packed.remaining();
      stored++;
      file.append(oldest.packed);
      idle.add(oldest);
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
    // What is at work after a failure is left to the collector.
    idle.forEach(s -> s.deflater.end());
    idle.clear();
    strip.deflater.end();
    file.close();
  }
}
