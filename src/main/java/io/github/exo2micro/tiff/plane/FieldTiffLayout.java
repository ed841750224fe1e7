package io.github.exo2micro.tiff.plane;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Where everything lies in the TIFF file of a displacement field: two directories, one for each component, then all of
 * dx, then all of dy, uncompressed little-endian float32. The description makes ImageJ show two channels; other readers
 * see two pages.
 *
 * @param columns nodes along x
 * @param rows nodes along y
 */
record FieldTiffLayout(int columns, int rows) {

  private static final int ENTRIES = 11;
  private static final int DIRECTORY = 2 + ENTRIES * 12 + 4;
  private static final int FIRST_AT = 8;
  private static final int TEXT_AT = FIRST_AT + 2 * DIRECTORY;
  private static final byte[] TEXT = "ImageJ=1.53t\nimages=2\nchannels=2\nhyperstack=true\nmode=grayscale\n\0"
      .getBytes(StandardCharsets.US_ASCII);
  /** The file offset of the first value. */
  static final int DATA_AT = 512;
  /** Longer than any field that a fit of some thousand patches gives: 256 MB. */
  private static final long LARGEST = 1 << 25;

  /** @throws IllegalArgumentException when there is nothing, or far too much */
  FieldTiffLayout {
    if (columns < 1 || rows < 1 || (long) columns * rows > LARGEST) {
      throw new IllegalArgumentException(columns + " x " + rows + " nodes");
    }
  }

  /** Bytes of one component. */
  int componentBytes() {
    return 4 * columns * rows;
  }

  /** Length of the file. */
  long bytes() {
    return DATA_AT + 2L * componentBytes();
  }

  /** The bytes before the values. */
  ByteBuffer header() {
    ByteBuffer out = ByteBuffer.allocate(DATA_AT).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(FIRST_AT);
    directory(out, DATA_AT, FIRST_AT + DIRECTORY);
    directory(out, DATA_AT + componentBytes(), 0);
    out.put(TEXT);
    return out.clear();
  }

  private void directory(ByteBuffer out, int at, int next) {
    out.putShort((short) ENTRIES);
    entry(out, 256, 4, 1, columns);
    entry(out, 257, 4, 1, rows);
    entry(out, 258, 3, 1, 32);
    entry(out, 259, 3, 1, 1);
    entry(out, 262, 3, 1, 1);
    entry(out, 270, 2, TEXT.length, TEXT_AT);
    entry(out, 273, 4, 1, at);
    entry(out, 277, 3, 1, 1);
    entry(out, 278, 4, 1, rows);
    entry(out, 279, 4, 1, componentBytes());
    entry(out, 339, 3, 1, 3);
    out.putInt(next);
  }

  private static void entry(ByteBuffer out, int tag, int type, int count, int value) {
    out.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  /**
   * The layout of a file that begins so; its first two values say the size, and all the rest must be as we write it.
   */
  static FieldTiffLayout of(ByteBuffer begin) {
    ByteBuffer in = begin.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    FieldTiffLayout layout = new FieldTiffLayout(in.getInt(FIRST_AT + 2 + 8), in.getInt(FIRST_AT + 2 + 12 + 8));
    if (!layout.header().equals(begin.duplicate().clear())) {
      throw new IllegalArgumentException("its header is not that of a displacement field");
    }
    return layout;
  }
}
