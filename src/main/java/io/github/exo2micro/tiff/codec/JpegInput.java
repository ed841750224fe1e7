package io.github.exo2micro.tiff.codec;

import io.github.exo2micro.tiff.file.TiffBytes;
import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A header in memory and the stretch of a file that follows it, as the stream that ImageIO reads from. Keeps 64 KB of
 * it.
 */
final class JpegInput extends ImageInputStreamImpl {

  private static final int BUFFER = 1 << 16;

  private final TiffBytes bytes;
  private final byte[] header;
  private final long bodyAt;
  private final long bodyLength;
  private final byte[] buffer;
  private long bufferedFrom;
  private int buffered;

  JpegInput(TiffBytes bytes, byte[] header, long bodyAt, long bodyLength) {
    this.bytes = bytes;
    this.header = header;
    this.bodyAt = bodyAt;
    this.bodyLength = bodyLength;
    this.buffer = new byte[(int) Math.max(1, Math.min(BUFFER, bodyLength))];
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (streamPos < header.length) {
      int n = Math.min(length, header.length - (int) streamPos);
      System.arraycopy(header, (int) streamPos, into, offset, n);
      streamPos += n;
      return n;
    }
    long at = streamPos - header.length;
    if (at >= bodyLength) {
      return -1;
    }
    if (at < bufferedFrom || at >= bufferedFrom + buffered) {
      buffered = (int) Math.min(buffer.length, bodyLength - at);
      bytes.read(bodyAt + at, buffer, 0, buffered);
      bufferedFrom = at;
    }
    int from = (int) (at - bufferedFrom);
    int n = Math.min(length, buffered - from);
    System.arraycopy(buffer, from, into, offset, n);
    streamPos += n;
    return n;
  }

  @Override
  public long length() {
    return header.length + bodyLength;
  }
}
