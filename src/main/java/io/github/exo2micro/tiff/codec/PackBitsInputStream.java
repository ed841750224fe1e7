package io.github.exo2micro.tiff.codec;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** Undoes PackBits (TIFF 6.0, section 9): runs and literal stretches of 1 to 128 bytes. */
final class PackBitsInputStream extends InputStream {

  private final InputStream in;
  private int literals;
  private int repeats;
  private int repeated;

  PackBitsInputStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** Fills as much as there is; shorter than {@code length} only at the end. */
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (literals > 0) {
        int n = in.readNBytes(into, offset + done, Math.min(literals, length - done));
        if (n == 0) {
          throw new ZipException("PackBits data break off within a stretch");
        }
        literals -= n;
        done += n;
      } else if (repeats > 0) {
        int n = Math.min(repeats, length - done);
        java.util.Arrays.fill(into, offset + done, offset + done + n, (byte) repeated);
        repeats -= n;
        done += n;
      } else if (!next()) {
        break;
      }
    }
    return done == 0 && length > 0 ? -1 : done;
  }

  private boolean next() throws IOException {
    int code = in.read();
    if (code < 0) {
      return false;
    }
    if (code < 128) {
      literals = code + 1;
    } else if (code > 128) {
      repeats = 257 - code;
      repeated = in.read();
      if (repeated < 0) {
        throw new ZipException("PackBits data break off within a run");
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
