package io.github.exo2micro.tiff.plane;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.DamagedImageException;
import io.github.exo2micro.io.PixelRows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads regions of deflated strips. Keeps the strips that were used last, 20 MB of them: enough for one band of a sweep
 * over a plane 34 000 px wide, so that each strip is inflated once for all the tiles of a band. Threads that want the
 * same strip wait for the one that inflates it. Arrays of strips that are no longer kept are used again: left to the
 * collector they have grown old, and the heap grows before it takes them.
 */
final class DeflatedStrips implements PixelRows {

  private static final long CACHE_BYTES = 20 << 20;
  /** A row of a million pixels still fits. */
  private static final long MAX_STRIP_BYTES = 1 << 26;

  /** What one thread needs to inflate a strip. */
  private static final class Workspace {
    private final ByteBuffer packed;
    private final ByteBuffer bytes;
    private final FloatBuffer floats;
    private final Inflater inflater = new Inflater();

    Workspace(int longestStrip, int pixelsPerStrip, ByteOrder order) {
      packed = ByteBuffer.allocateDirect(longestStrip);
      bytes = ByteBuffer.allocateDirect(4 * pixelsPerStrip).order(order);
      floats = bytes.asFloatBuffer();
    }
  }

  /** A strip that is kept or read. What can change is guarded by {@link #kept}. */
  private final class Strip {
    private final FutureTask<float[]> pixels;
    private int readers;
    private boolean kept = true;

    Strip(int index) {
      pixels = new FutureTask<>(() -> inflated(index));
    }
  }

  private final Path file;
  private final Float32TiffDirectory directory;
  private final FileChannel channel;
  private final int longestStrip;
  private final int pixelsPerStrip;
  private final Map<Integer, Strip> kept;
  private final ConcurrentLinkedQueue<Workspace> idle = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<float[]> spare = new ConcurrentLinkedQueue<>();
  private final AtomicInteger inflations = new AtomicInteger();

  DeflatedStrips(Path file, Float32TiffDirectory directory) throws IOException {
    this(file, directory, CACHE_BYTES);
  }

  /** @param cacheBytes how much is kept */
  DeflatedStrips(Path file, Float32TiffDirectory directory, long cacheBytes) throws IOException {
    this.file = file;
    this.directory = directory;
    long stripBytes = 4L * directory.size().width() * directory.rowsPerStrip();
    if (stripBytes > MAX_STRIP_BYTES) {
      throw new DamagedImageException(file, "its strips of " + stripBytes + " bytes are larger than any checkpoint's");
    }
    pixelsPerStrip = (int) (stripBytes / 4);
    longestStrip = Math.toIntExact(Arrays.stream(directory.counts()).max().orElseThrow());
    long most = Math.max(4, cacheBytes / stripBytes);
    kept = new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Integer, Strip> eldest) {
        if (size() <= most) {
          return false;
        }
        drop(eldest.getValue());
        return true;
      }
    };
    channel = FileChannel.open(file, StandardOpenOption.READ);
  }

  @Override
  public void read(Tile region, float[] into) throws IOException {
    ImageSize size = directory.size();
    Plane.requireReadable(size, region, into);
    int width = region.width();
    int rowsPerStrip = directory.rowsPerStrip();
    for (int y = region.y(); y < region.bottom() && width > 0;) {
      Strip strip = lent(y / rowsPerStrip);
      try {
        float[] pixels = pixels(strip, y / rowsPerStrip);
        int end = Math.min(region.bottom(), (y / rowsPerStrip + 1) * rowsPerStrip);
        for (; y < end; y++) {
          System.arraycopy(pixels, y % rowsPerStrip * size.width() + region.x(), into, (y - region.y()) * width, width);
        }
      } finally {
        giveBack(strip);
      }
    }
  }

  private Strip lent(int index) {
    synchronized (kept) {
      Strip strip = kept.computeIfAbsent(index, Strip::new);
      strip.readers++;
      return strip;
    }
  }

  private void giveBack(Strip strip) {
    synchronized (kept) {
      strip.readers--;
      useAgain(strip);
    }
  }

  /** Called with the lock held. */
  private void drop(Strip strip) {
    strip.kept = false;
    useAgain(strip);
  }

  /**
   * Called with the lock held: nobody can come to read a strip that is not kept, so its array is free with its last
   * reader.
   */
  private void useAgain(Strip strip) {
    if (!strip.kept && strip.readers == 0 && strip.pixels.isDone()) {
      try {
        spare.add(strip.pixels.get());
      } catch (ExecutionException e) {
        // it was never filled
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private float[] pixels(Strip strip, int index) throws IOException {
    strip.pixels.run();
    try {
      return strip.pixels.get();
    } catch (ExecutionException e) {
      synchronized (kept) {
        if (kept.remove(index, strip)) {
          strip.kept = false;
        }
      }
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted while " + file + " was read");
    }
  }

  /** How many strips were inflated so far, those that were inflated again included. */
  int inflations() {
    return inflations.get();
  }

  private float[] inflated(int index) throws IOException {
    inflations.incrementAndGet();
    Workspace mine = idle.poll();
    Workspace workspace = mine == null ? new Workspace(longestStrip, pixelsPerStrip, directory.order()) : mine;
    try {
      return inflated(index, workspace);
    } finally {
      idle.add(workspace);
    }
  }

  private float[] inflated(int index, Workspace workspace) throws IOException {
    ImageSize size = directory.size();
    int rows = Math.min(directory.rowsPerStrip(), size.height() - index * directory.rowsPerStrip());
    ByteBuffer packed = workspace.packed.clear().limit((int) directory.counts()[index]);
    while (packed.hasRemaining()) {
      if (channel.read(packed, directory.offsets()[index] + packed.position()) < 0) {
        throw new DamagedImageException(file, "the file ends inside strip " + index);
      }
    }
    int wanted = 4 * rows * size.width();
    ByteBuffer bytes = workspace.bytes.clear().limit(wanted);
    Inflater inflater = workspace.inflater;
    inflater.reset();
    inflater.setInput(packed.flip());
    try {
      int length = inflater.inflate(bytes);
      // One byte more than wanted lets the inflater come to the end mark, and with it to the check sum.
      int surplus = inflater.inflate(new byte[1]);
      if (length != wanted || surplus != 0 || !inflater.finished()) {
        throw new DamagedImageException(file, "strip " + index + " does not inflate to " + wanted + " bytes");
      }
    } catch (DataFormatException e) {
      throw new DamagedImageException(file, "strip " + index + " cannot be inflated (" + e.getMessage() + ")");
    }
    float[] free = spare.poll();
    float[] pixels = free == null ? new float[pixelsPerStrip] : free;
    workspace.floats.get(0, pixels, 0, rows * size.width());
    return pixels;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    synchronized (kept) {
      kept.clear();
    }
    spare.clear();
    for (Workspace workspace = idle.poll(); workspace != null; workspace = idle.poll()) {
      workspace.inflater.end();
    }
  }
}
