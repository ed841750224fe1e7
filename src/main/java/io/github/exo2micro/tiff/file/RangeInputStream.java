package io.github.exo2micro.tiff.file;

import java.io.IOException;
import java.io.InputStream;

/** A stretch of a file as a stream, buffered; not thread-safe. */
public final class RangeInputStream extends InputStream {

  private final TiffBytes bytes;
  private final byte[] buffer;
  private long position;
  private long left;
  private int at;
  private int filled;

  public RangeInputStream(TiffBytes bytes, long position, long length) {
    this.bytes = bytes;
    this.position = position;
    this.left = length;
    this.buffer = new byte[(int) Math.max(1, Math.min(65_536, length))];
  }

  private boolean fill() throws IOException {
    if (left == 0) {
      return false;
    }
    filled = (int) Math.min(buffer.length, left);
    bytes.read(position, buffer, 0, filled);
    at = 0;
    position += filled;
    left -= filled;
    return true;
  }

  @Override
  public int read() throws IOException {
    return at == filled && !fill() ? -1 : buffer[at++] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == filled && !fill()) {
      return -1;
    }
    int n = Math.min(length, filled - at);
    System.arraycopy(buffer, at, into, offset, n);
    at += n;
    return n;
  }
}
