package io.github.exo2micro.tiff;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Adds up interleaved 8-bit samples, eight bytes at a time.
 *
 * <p>As many 64-bit words as a pixel has samples hold eight whole pixels, so that a byte's place in such a group tells
 * its channel. Every second byte of a word is added in a lane of 16 bits, and lanes are spread to their channels before
 * they can overflow. Byte by byte and channel by channel, the sums took 6 % of a full-size run.
 */
final class ByteSums {

  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EVEN_BYTES = 0x00FF_00FF_00FF_00FFL;
  /** So many bytes of 255 stay below 2^16. */
  private static final int GROUPS = 256;

  private ByteSums() {}

  /**
   * The sum of each channel.
   *
   * @param at where the first pixel begins
   * @param pixels how many there are
   * @param channels samples per pixel, at least 1
   */
  static long[] of(byte[] from, int at, int pixels, int channels) {
    long[] sums = new long[channels];
    int groupBytes = 8 * channels;
    int groups = pixels / 8;
    for (int done = 0; done < groups; done += GROUPS) {
      int start = at + done * groupBytes;
      int count = Math.min(GROUPS, groups - done);
      for (int word = 0; word < groupBytes; word += 8) {
        addWords(from, start + word, count, groupBytes, word % channels, sums);
      }
    }
    int rest = at + groups * groupBytes;
    for (int i = 0; i < (pixels - groups * 8) * channels; i++) {
      sums[i % channels] += from[rest + i] & 0xff;
    }
    return sums;
  }

  /** @param channel of the first byte of each word */
  private static void addWords(byte[] from, int at, int count, int step, int channel, long[] sums) {
    long even = 0;
    long odd = 0;
    for (int i = 0, k = at; i < count; i++, k += step) {
      long word = (long) LONGS.get(from, k);
      even += word & EVEN_BYTES;
      odd += word >>> 8 & EVEN_BYTES;
    }
    for (int lane = 0; lane < 64; lane += 16) {
      sums[channel] += even >>> lane & 0xffff;
      channel = channel + 1 == sums.length ? 0 : channel + 1;
      sums[channel] += odd >>> lane & 0xffff;
      channel = channel + 1 == sums.length ? 0 : channel + 1;
    }
  }
}
