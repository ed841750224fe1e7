package io.github.exo2micro.tiff.plane;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.io.RowWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Writes a displacement field as a TIFF file with two pages of float32: the rows of dx, then those of dy. To the rest
 * of the program it is one plane of twice as many rows.
 */
public final class FieldTiffWriter extends RowWriter {

  /**
   * Begins a file.
   *
   * @param target where it will be; its folder is made when missing
   * @param size nodes along x, and twice the nodes along y
   * @throws io.github.exo2micro.RemediableException when the folder cannot be written
   * @throws IOException when it cannot be written
   */
  public FieldTiffWriter(Path target, ImageSize size) throws IOException {
    super(target, size, new FieldTiffLayout(size.width(), size.height() / 2).header());
  }

  @Override
  protected void write(float[] pixels, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(pixels, 0, count);
    count(bytes.duplicate());
    file().append(bytes);
  }
}
