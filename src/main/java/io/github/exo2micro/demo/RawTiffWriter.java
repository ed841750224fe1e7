package io.github.exo2micro.demo;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.RowSink;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes whole counts as a plain raw TIFF, row by row: 8-bit RGB with all light in green, or 16-bit grey. */
final class RawTiffWriter implements RowSink, Closeable {

  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int ROWS_PER_STRIP = 16;
  private static final int TAGS = 10;

  private final OutputStream out;
  private final int width;
  private final boolean deep;
  private final byte[] line;

  RawTiffWriter(Path file, ImageSize size, boolean deep) throws IOException {
    this.width = size.width();
    this.deep = deep;
    this.line = new byte[size.width() * (deep ? 2 : 3)];
    if (length(size, deep) > 0xffffffffL) {
      throw new IllegalArgumentException(size + " does not fit a classic TIFF");
    }
    this.out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 18);
    out.write(header(size));
  }

  /** How many bytes a whole file has. */
  static long length(ImageSize size, boolean deep) {
    return dataAt(size) + (deep ? 2L : 3L) * size.area();
  }

  private static int strips(ImageSize size) {
    return (size.height() + ROWS_PER_STRIP - 1) / ROWS_PER_STRIP;
  }

  private static int dataAt(ImageSize size) {
    return 8 + 2 + 12 * TAGS + 4 + 8 + 8 * strips(size);
  }

  private byte[] header(ImageSize size) {
    int strips = strips(size);
    int bitsAt = 8 + 2 + 12 * TAGS + 4;
    int offsetsAt = bitsAt + 8;
    int countsAt = offsetsAt + 4 * strips;
    int dataAt = dataAt(size);
    ByteBuffer b = ByteBuffer.allocate(dataAt).order(ByteOrder.LITTLE_ENDIAN);
    b.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) TAGS);
    tag(b, 256, LONG, 1, size.width());
    tag(b, 257, LONG, 1, size.height());
    tag(b, 258, SHORT, deep ? 1 : 3, deep ? 16 : bitsAt);
    tag(b, 259, SHORT, 1, 1);
    tag(b, 262, SHORT, 1, deep ? 1 : 2);
    tag(b, 273, LONG, strips, strips == 1 ? dataAt : offsetsAt);
    tag(b, 277, SHORT, 1, deep ? 1 : 3);
    tag(b, 278, LONG, 1, ROWS_PER_STRIP);
    tag(b, 279, LONG, strips, strips == 1 ? line.length * size.height() : countsAt);
    tag(b, 284, SHORT, 1, 1);
    b.putInt(0).putShort((short) 8).putShort((short) 8).putShort((short) 8).putShort((short) 0);
    long strip = (long) line.length * ROWS_PER_STRIP;
    for (int i = 0; i < strips; i++) {
      b.putInt((int) (dataAt + i * strip));
    }
    for (int i = 0; i < strips; i++) {
      b.putInt((int) Math.min(strip, (long) line.length * (size.height() - (long) i * ROWS_PER_STRIP)));
    }
    return b.array();
  }

  private static void tag(ByteBuffer b, int tag, int type, int count, int value) {
    b.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  @Override
  public void append(float[] rows, int rowCount) throws IOException {
    for (int y = 0; y < rowCount; y++) {
      for (int x = 0; x < width; x++) {
        int v = (int) rows[y * width + x];
        if (deep) {
          line[2 * x] = (byte) v;
          line[2 * x + 1] = (byte) (v >> 8);
        } else {
          line[3 * x + 1] = (byte) v;
        }
      }
      out.write(line);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
