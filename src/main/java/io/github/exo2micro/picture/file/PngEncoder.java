package io.github.exo2micro.picture.file;

import io.github.exo2micro.Progress;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes an RGB image as PNG (ISO/IEC 15948): 8 bits, not interlaced, with its resolution for print. A fifth of the
 * time that ImageIO's writer takes for these pictures.
 */
final class PngEncoder {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  /** Several times as fast as the default; noise, which most of these pictures are, does not shrink in any case. */
  private static final int EFFORT = 2;
  /** Every so many pixels are looked at when a row's filter is chosen. */
  private static final int LOOK = 7;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int SUB = 1;
  private static final int UP = 2;
  private static final int CHANNELS = 3;

  private final int width;
  private final int height;
  private final int[] pixels;

  /** @param image of type {@link BufferedImage#TYPE_INT_RGB} */
  PngEncoder(BufferedImage image) {
    if (image.getType() != BufferedImage.TYPE_INT_RGB) {
      throw new IllegalArgumentException("an image of type " + image.getType());
    }
    width = image.getWidth();
    height = image.getHeight();
    pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }

  /** The eight bytes that every PNG begins with; a copy. */
  static byte[] signature() {
    return SIGNATURE.clone();
  }

  /**
   * @param dotsPerInch for print
   * @param small the same picture for reports, kept inside
   */
  byte[] encode(double dotsPerInch, SmallPicture small) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(SIGNATURE);
      chunk(out, "IHDR", data -> {
        data.writeInt(width);
        data.writeInt(height);
        data.write(new byte[] {8, 2, 0, 0, 0});
      });
      int dotsPerMetre = (int) Math.round(dotsPerInch / 0.0254);
      chunk(out, "pHYs", data -> {
        data.writeInt(dotsPerMetre);
        data.writeInt(dotsPerMetre);
        data.writeByte(1);
      });
      chunk(out, SmallPicture.CHUNK, data -> data.write(small.content()));
      chunk(out, "IDAT", this::compress);
      chunk(out, "IEND", data -> {});
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("an array in memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private interface Content {
    void write(DataOutputStream data) throws IOException;
  }

  private static void chunk(DataOutputStream out, String type, Content content) throws IOException {
    Held held = new Held();
    held.write(type.getBytes(StandardCharsets.US_ASCII));
    content.write(new DataOutputStream(held));
    out.writeInt(held.size() - type.length());
    held.writeTo(out);
    out.writeInt(held.checksum());
  }

  /** Bytes whose checksum needs no copy of them. */
  private static final class Held extends ByteArrayOutputStream {
    int checksum() {
      CRC32 crc = new CRC32();
      crc.update(buf, 0, count);
      return (int) crc.getValue();
    }
  }

  /**
   * Rows, each as it is or as differences to the row above or to the pixel before, whichever is smallest in sum.
   *
   * <p>Zlib works outside the heap: while it is at an array, the collector has to wait, and the heap grows instead.
   */
  private void compress(DataOutputStream data) throws IOException {
    Deflater deflater = new Deflater(EFFORT);
    byte[] row = new byte[1 + CHANNELS * width];
    byte[] asAbove = new byte[row.length];
    asAbove[0] = UP;
    ByteBuffer rows = ByteBuffer.allocateDirect(Math.max(BUFFER_BYTES, row.length));
    ByteBuffer packed = ByteBuffer.allocateDirect(BUFFER_BYTES);
    byte[] bytes = new byte[BUFFER_BYTES];
    try {
      for (int y = 0; y < height; y++) {
        Progress.requireNotInterrupted();
        if (rows.remaining() < row.length) {
          deflate(deflater, rows, packed, bytes, data);
        }
        if (y > 0 && Arrays.equals(pixels, (y - 1) * width, y * width, pixels, y * width, (y + 1) * width)) {
          rows.put(asAbove); // a third of a plot's rows
        } else {
          row[0] = (byte) filter(y);
          fill(row, y * width, row[0] == UP ? width : row[0] == SUB ? 1 : 0);
          rows.put(row);
        }
      }
      deflater.finish();
      deflate(deflater, rows, packed, bytes, data);
    } finally {
      deflater.end();
    }
  }

  /**
   * Empties the rows into the deflater and writes what it gives.
   *
   * @param bytes as many as {@code packed} holds
   */
  private static void deflate(Deflater deflater, ByteBuffer rows, ByteBuffer packed, byte[] bytes,
      DataOutputStream data) throws IOException {
    deflater.setInput(rows.flip());
    while (!deflater.finished() && deflater.deflate(packed.clear()) > 0) {
      int length = packed.flip().remaining();
      packed.get(bytes, 0, length);
      data.write(bytes, 0, length);
    }
    rows.clear();
  }

  /** The filter whose result is likely to be small, judged by some of a row's pixels. */
  private int filter(int y) {
    long asIs = 0;
    long asSub = 0;
    long asUp = 0;
    for (int at = y * width + 1; at < (y + 1) * width; at += LOOK) {
      int rgb = pixels[at];
      asIs += size(rgb, 0);
      asSub += size(rgb, pixels[at - 1]);
      asUp += size(rgb, y == 0 ? 0 : pixels[at - width]);
    }
    return asIs <= asSub && asIs <= asUp ? 0 : asSub <= asUp || y == 0 ? SUB : UP;
  }

  private static int size(int rgb, int other) {
    return Math.abs((byte) ((rgb >> 16) - (other >> 16))) + Math.abs((byte) ((rgb >> 8) - (other >> 8)))
        + Math.abs((byte) (rgb - other));
  }

  /** A row after its filter's number, less the pixels so many before; the first pixel has none before it in its row. */
  private void fill(byte[] row, int first, int before) {
    int[] pixels = this.pixels;
    int own = before == 1 ? 1 : before == 0 ? width : 0;
    int to = 1;
    for (int x = 0; x < own; x++, to += CHANNELS) {
      put(row, to, pixels[first + x]);
    }
    for (int x = own; x < width; x++, to += CHANNELS) {
      int rgb = pixels[first + x];
      int other = pixels[first + x - before];
      row[to] = (byte) ((rgb >> 16) - (other >> 16));
      row[to + 1] = (byte) ((rgb >> 8) - (other >> 8));
      row[to + 2] = (byte) (rgb - other);
    }
  }

  private static void put(byte[] row, int at, int rgb) {
    row[at] = (byte) (rgb >> 16);
    row[at + 1] = (byte) (rgb >> 8);
    row[at + 2] = (byte) rgb;
  }
}
