package io.github.exo2micro.tiff.codec;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.ZipException;

/**
 * Undoes TIFF's LZW (TIFF 6.0, section 13): codes of 9 to 12 bits, most significant bit first, each width left one code
 * early.
 *
 * <p>The string of a code has been written before, right after the string that preceded it, so it is copied from there;
 * walking the chain of prefixes, byte after byte, takes twice the time. That is left for strings of an earlier call.
 */
final class LzwInputStream extends InputStream {

  private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int FIRST_FREE = 258;
  private static final int CODES = 4096;

  private final InputStream in;
  private final short[] prefix = new short[CODES];
  private final byte[] last = new byte[CODES];
  private final byte[] first = new byte[CODES];
  private final short[] length = new short[CODES];
  /** Where in the whole output each code's string stands. */
  private final long[] writtenAt = new long[CODES];
  private long written;
  private long previousAt;
  private final byte[] pending = new byte[CODES];
  private int pendingFrom;
  private int pendingTo;
  private final byte[] source = new byte[8192];
  private int sourceAt;
  private int sourceEnd;
  private int bits;
  private int bitCount;
  private int width = 9;
  private int free = FIRST_FREE;
  private int previous = -1;
  private boolean ended;

  LzwInputStream(InputStream in) {
    this.in = in;
    for (int i = 0; i < 256; i++) {
      last[i] = (byte) i;
      first[i] = (byte) i;
      length[i] = 1;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** Fills as much as there is; shorter than {@code wanted} only at the end. */
  @Override
  public int read(byte[] into, int offset, int wanted) throws IOException {
    int at = offset;
    int end = offset + wanted;
    long base = written - offset;
    while (at < end) {
      if (pendingFrom < pendingTo) {
        int n = Math.min(pendingTo - pendingFrom, end - at);
        System.arraycopy(pending, pendingFrom, into, at, n);
        pendingFrom += n;
        at += n;
        written += n;
        continue;
      }
      int code = ended ? END : nextCode();
      if (code == END) {
        ended = true;
        break;
      }
      if (code == CLEAR) {
        clear();
        continue;
      }
      define(code);
      int size = length[code];
      if (size > end - at) {
        unfold(code, pending, size);
        pendingFrom = 0;
        pendingTo = size;
        // The string will stand in two calls' buffers, so nobody may copy it: no position before this call's is looked
        // at.
        previousAt = -1;
        continue;
      }
      previousAt = written;
      long from = code > END ? writtenAt[code] - base : -1;
      if (from >= offset) {
        copy(into, (int) from, at, size, end);
      } else {
        unfold(code, into, at + size);
      }
      at += size;
      written += size;
    }
    return at == offset && wanted > 0 ? -1 : at - offset;
  }

  private void clear() {
    width = 9;
    free = FIRST_FREE;
    previous = -1;
  }

  /** Enters the string that this code completes: the previous one and the first byte of this one. */
  private void define(int code) throws ZipException {
    if (code > free || previous < 0 && code > 255) {
      throw new ZipException("an LZW code that stands for nothing yet");
    }
    if (previous >= 0 && free < CODES) {
      prefix[free] = (short) previous;
      first[free] = first[previous];
      last[free] = code == free ? first[previous] : first[code];
      length[free] = (short) (length[previous] + 1);
      writtenAt[free] = previousAt;
      free++;
      if (free + 1 >= 1 << width && width < 12) {
        width++;
      }
    }
    previous = code;
  }

  /**
   * Copies eight bytes at a time, over the string's end where there is room, for that is written next. The string of
   * the code that is just being defined overlaps its copy, and goes byte by byte.
   */
  private static void copy(byte[] bytes, int from, int to, int size, int end) {
    if (to - from >= 8 && to + size + 7 <= end) {
      for (int i = 0; i < size; i += 8) {
        EIGHT.set(bytes, to + i, (long) EIGHT.get(bytes, from + i));
      }
      return;
    }
    for (int i = 0; i < size; i++) {
      bytes[to + i] = bytes[from + i];
    }
  }

  private void unfold(int code, byte[] into, int end) {
    int at = end;
    for (int c = code, left = length[code]; left > 0; left--) {
      into[--at] = last[c];
      c = prefix[c];
    }
  }

  private int nextCode() throws IOException {
    while (bitCount < width) {
      if (sourceAt == sourceEnd) {
        sourceEnd = Math.max(0, in.read(source, 0, source.length));
        sourceAt = 0;
        if (sourceEnd == 0) {
          return END;
        }
      }
      bits = bits << 8 | source[sourceAt++] & 0xff;
      bitCount += 8;
    }
    bitCount -= width;
    int code = bits >>> bitCount & (1 << width) - 1;
    bits &= (1 << bitCount) - 1;
    return code;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
