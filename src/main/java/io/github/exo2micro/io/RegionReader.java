package io.github.exo2micro.io;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Reads regions of uncompressed float32 rows at known places in a file, by positional reads.
 *
 * <p>Thread-safe; holds one direct buffer of 256 KB for each thread that reads at the same time. Memory mapping is not
 * used: mapped pages would count as resident memory, and a file cut short by others would crash the JVM.
 */
public final class RegionReader implements PixelRows {

  private static final int BUFFER_BYTES = 1 << 18;
  /** Reading up to so many bytes between two row spans costs less than another system call. */
  private static final long GAP_BYTES = 4096;

  private record Buffer(ByteBuffer bytes, FloatBuffer floats) {}

  private final Path file;
  private final FileChannel channel;
  private final ByteOrder order;
  private final ImageSize size;
  private final long[] stripOffsets;
  private final int rowsPerStrip;
  private final ConcurrentLinkedQueue<Buffer> idle = new ConcurrentLinkedQueue<>();

  /**
   * @param stripOffsets where each run of {@code rowsPerStrip} rows begins in the file
   */
  public RegionReader(Path file, ByteOrder order, ImageSize size, long[] stripOffsets, int rowsPerStrip)
      throws IOException {
    this.file = file;
    this.order = order;
    this.size = size;
    boolean contiguous = isContiguous(size, stripOffsets, rowsPerStrip);
    this.stripOffsets = contiguous ? new long[] {stripOffsets[0]} : stripOffsets.clone();
    this.rowsPerStrip = contiguous ? size.height() : rowsPerStrip;
    channel = FileChannel.open(file, StandardOpenOption.READ);
  }

  private static boolean isContiguous(ImageSize size, long[] offsets, int rowsPerStrip) {
    for (int i = 1; i < offsets.length; i++) {
      if (offsets[i] != offsets[0] + 4L * size.width() * rowsPerStrip * i) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void read(Tile region, float[] into) throws IOException {
    Plane.requireReadable(size, region, into);
    if (region.isEmpty()) {
      return;
    }
    Buffer buffer = idle.poll();
    if (buffer == null) {
      ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER_BYTES).order(order);
      buffer = new Buffer(bytes, bytes.asFloatBuffer());
    }
    try {
      read(region, into, buffer);
    } finally {
      idle.add(buffer);
    }
  }

  private void read(Tile region, float[] into, Buffer buffer) throws IOException {
    long rowBytes = 4L * size.width();
    int spanBytes = 4 * region.width();
    if (spanBytes > BUFFER_BYTES) {
      for (int row = 0; row < region.height(); row++) {
        readLongRow(region, row, into, buffer);
      }
      return;
    }
    boolean skipGaps = rowBytes - spanBytes > GAP_BYTES;
    int rowsAtOnce = skipGaps ? 1 : (int) ((BUFFER_BYTES - spanBytes) / rowBytes) + 1;
    for (int row = 0; row < region.height();) {
      int y = region.y() + row;
      int rows = Math.min(rowsAtOnce, Math.min(region.height() - row, rowsPerStrip - y % rowsPerStrip));
      fill(buffer, offset(region.x(), y), (int) ((rows - 1) * rowBytes) + spanBytes);
      for (int i = 0; i < rows; i++) {
        buffer.floats.get(i * size.width(), into, (row + i) * region.width(), region.width());
      }
      row += rows;
    }
  }

  private void readLongRow(Tile region, int row, float[] into, Buffer buffer) throws IOException {
    for (int x = 0; x < region.width(); x += BUFFER_BYTES / 4) {
      int part = Math.min(BUFFER_BYTES / 4, region.width() - x);
      fill(buffer, offset(region.x() + x, region.y() + row), 4 * part);
      buffer.floats.get(0, into, row * region.width() + x, part);
    }
  }

  private long offset(int x, int y) {
    return stripOffsets[y / rowsPerStrip] + 4L * ((long) (y % rowsPerStrip) * size.width() + x);
  }

  private void fill(Buffer buffer, long position, int length) throws IOException {
    ByteBuffer bytes = buffer.bytes.clear().limit(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new DamagedImageException(file, "the file ends at byte " + channel.size() + ", inside the pixels");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    idle.clear();
  }
}
