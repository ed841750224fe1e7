package io.github.exo2micro.tiff.plane;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.io.PixelChecksum;
import io.github.exo2micro.io.PlaneWriter;
import io.github.exo2micro.io.SequentialFile;
import io.github.exo2micro.io.WrittenImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Writes a displacement field as a TIFF file with two pages of float32: the rows of dx, then those of dy. To the rest
 * of the program it is one plane of twice as many rows.
 */
public final class FieldTiffWriter implements PlaneWriter {

  private final ImageSize size;
  private final SequentialFile file;
  private final CRC32C crc = new CRC32C();
  private long missing;

  /**
   * Begins a file.
   *
   * @param target where it will be; its folder is made when missing
   * @param size nodes along x, and twice the nodes along y
   * @throws io.github.exo2micro.RemediableException when the folder cannot be written
   * @throws IOException when it cannot be written
   */
  public FieldTiffWriter(Path target, ImageSize size) throws IOException {
    this.size = size;
    this.missing = size.area();
    FieldTiffLayout layout = new FieldTiffLayout(size.width(), size.height() / 2);
    file = new SequentialFile(target);
    try {
      file.append(layout.header());
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void append(float[] rows, int rowCount) throws IOException {
    int length = Math.multiplyExact(rowCount, size.width());
    missing -= length;
    if (missing < 0) {
      throw new IllegalStateException("more than " + size.height() + " rows");
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 * length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(rows, 0, length);
    crc.update(bytes.duplicate());
    file.append(bytes);
  }

  @Override
  public WrittenImage finish() throws IOException {
    if (missing > 0) {
      throw new IllegalStateException(missing / size.width() + " of " + size.height() + " rows are missing");
    }
    return file.finish(PixelChecksum.text(crc.getValue()));
  }

  @Override
  public void publish() throws IOException {
    file.publish();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
