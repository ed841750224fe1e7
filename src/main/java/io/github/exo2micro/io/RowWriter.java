package io.github.exo2micro.io;

import io.github.exo2micro.image.ImageSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** What writers of uncompressed planes share: the header goes first, then every row as it comes. */
public abstract class RowWriter implements PlaneWriter {

  private final ImageSize size;
  private final SequentialFile file;
  private final CRC32C crc = new CRC32C();
  private long missing;

  /**
   * Begins a file.
   *
   * @param target where it will be; its folder is made when missing
   * @param header what stands before the pixels
   * @throws io.github.exo2micro.RemediableException when the folder cannot be written
   * @throws IOException when the disk fails
   */
  protected RowWriter(Path target, ImageSize size, ByteBuffer header) throws IOException {
    this.size = size;
    missing = size.area();
    file = new SequentialFile(target);
    try {
      file.append(header);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Takes the next pixels; they may be kept until {@link #end}. */
  protected abstract void write(float[] pixels, int count) throws IOException;

  /** Writes what is kept, and what follows the pixels. */
  protected void end() throws IOException {}

  /** Where bytes go. */
  protected final SequentialFile file() {
    return file;
  }

  /** Counts all that remains in the buffer as little-endian pixels; see {@link PixelChecksum}. */
  protected final void count(ByteBuffer pixels) {
    crc.update(pixels);
  }

  /** Whether the last row has come. */
  protected final boolean isWhole() {
    return missing == 0;
  }

  @Override
  public final void append(float[] rows, int rowCount) throws IOException {
    int length = Math.multiplyExact(rowCount, size.width());
    missing -= length;
    if (missing < 0) {
      throw new IllegalStateException("more than " + size.height() + " rows");
    }
    write(rows, length);
  }

  @Override
  public final WrittenImage finish() throws IOException {
    if (missing > 0) {
      throw new IllegalStateException(missing / size.width() + " of " + size.height() + " rows are missing");
    }
    end();
    return file.finish(PixelChecksum.text(crc.getValue()));
  }

  @Override
  public final void publish() throws IOException {
    file.publish();
  }

  @Override
  public final void close() throws IOException {
    file.close();
  }
}
