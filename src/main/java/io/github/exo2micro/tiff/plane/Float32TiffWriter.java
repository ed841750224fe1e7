package io.github.exo2micro.tiff.plane;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.io.RowWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes a plane as uncompressed little-endian float32 TIFF in strips that follow each other without a gap, so that
 * other programs can map the file. Classic TIFF where the file stays below 4 GiB, else BigTIFF.
 *
 * <p>Holds three direct buffers of 2 MB: one is filled while others are written.
 */
public final class Float32TiffWriter extends RowWriter {

  /** The largest length that 32-bit offsets can address. */
  private static final long CLASSIC_LIMIT = 0xFFFF_FFFFL;
  private static final int STRIP_BYTES = 1 << 20;
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 16).asReadOnlyBuffer();

  private ByteBuffer bytes;
  private FloatBuffer floats;

  /**
   * Begins a file.
   *
   * @param target where it will be; its folder is made when missing
   * @throws io.github.exo2micro.RemediableException when the folder cannot be written
   * @throws IOException when the disk fails
   */
  public Float32TiffWriter(Path target, ImageSize size) throws IOException {
    this(target, size, Optional.empty());
  }

  /**
   * As the other, with the size of a pixel.
   *
   * @param pixel size of a pixel, where it is known
   */
  public Float32TiffWriter(Path target, ImageSize size, Optional<PixelSize> pixel) throws IOException {
    this(target, size, pixel, CLASSIC_LIMIT);
  }

  Float32TiffWriter(Path target, ImageSize size, long classicLimit) throws IOException {
    this(target, size, Optional.empty(), classicLimit);
  }

  Float32TiffWriter(Path target, ImageSize size, Optional<PixelSize> pixel, long classicLimit) throws IOException {
    super(target, size, header(size, pixel, classicLimit));
  }

  private static ByteBuffer header(ImageSize size, Optional<PixelSize> pixel, long classicLimit) {
    long rowBytes = 4L * size.width();
    int rows = (int) Math.max(1, Math.min(size.height(), STRIP_BYTES / rowBytes));
    Float32TiffLayout classic = new Float32TiffLayout(size, rows, false, Float32TiffLayout.NO_COMPRESSION, pixel);
    boolean big = classic.dataAt() + 4 * size.area() > classicLimit;
    Float32TiffLayout layout = big
        ? new Float32TiffLayout(size, rows, true, Float32TiffLayout.NO_COMPRESSION, pixel) : classic;
    return layout.header(i -> layout.dataAt() + i * rows * rowBytes, i -> layout.rows(i) * rowBytes);
  }

  @Override
  protected void write(float[] pixels, int count) throws IOException {
    for (int from = 0; from < count;) {
      if (bytes == null) {
        bytes = file().buffer().order(ByteOrder.LITTLE_ENDIAN);
        floats = bytes.asFloatBuffer();
      }
      int part = Math.min(count - from, floats.remaining());
      floats.put(pixels, from, part);
      from += part;
      if (!floats.hasRemaining()) {
        flush();
      }
    }
  }

  private void flush() throws IOException {
    ByteBuffer full = bytes.limit(4 * floats.position());
    bytes = null;
    count(full);
    full.position(0);
    // The last pixels are written in any case, so that the file gets its length.
    if (!isWhole() && isZero(full)) {
      file().skip(full);
    } else {
      file().appendLater(full);
    }
  }

  /** Padding is a sixth to a half of most images. Also tells -0.0 from 0, which looks alike but is another byte. */
  private static boolean isZero(ByteBuffer bytes) {
    for (int from = 0; from < bytes.limit(); from += ZEROS.capacity()) {
      int length = Math.min(ZEROS.capacity(), bytes.limit() - from);
      if (bytes.slice(from, length).mismatch(ZEROS.slice(0, length)) >= 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  protected void end() throws IOException {
    if (bytes != null) {
      flush();
    }
  }
}
