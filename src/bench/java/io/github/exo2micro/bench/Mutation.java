package io.github.exo2micro.bench;

import java.util.Arrays;
import java.util.Random;

/** Damages bytes as disks, networks and editors do: flips, cuts, holes, foreign blocks, numbers of extreme size. */
public final class Mutation {

  private static final long[] EXTREMES = {0, 1, 0x7fff, 0xffff, 0x10000, 0x7fffffffL, 0x80000000L, 0xffffffffL,
      0x3fffffffL,
      0x1_0000_0000L};
  /** Headers and directories lie within so many bytes of the begin or the end. */
  private static final int ENDS = 400;

  private Mutation() {}

  /** A damaged copy; it may be equal to the original. */
  public static byte[] of(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    int steps = 1 + random.nextInt(3);
    for (int i = 0; i < steps && bytes.length > 0; i++) {
      bytes = once(bytes, random);
    }
    return bytes;
  }

  private static byte[] once(byte[] bytes, Random random) {
    int at = place(bytes.length, random);
    int length = 1 + random.nextInt(Math.max(1, Math.min(4096, bytes.length - at)));
    switch (random.nextInt(9)) {
      case 0 -> {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      case 1 -> {
        return spliced(bytes, at, new byte[random.nextInt(64)], 0);
      }
      case 2 -> {
        return spliced(bytes, at, new byte[0], Math.min(length, bytes.length - at));
      }
      case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + length), (byte) (random.nextBoolean() ? 0xff : 0));
      case 4 -> System.arraycopy(bytes, random.nextInt(bytes.length - Math.min(length, bytes.length) + 1), bytes,
          Math.min(at, bytes.length - Math.min(length, bytes.length)), Math.min(length, bytes.length));
      case 5, 6 -> number(bytes, at, EXTREMES[random.nextInt(EXTREMES.length)], random.nextBoolean());
      default ->
        bytes[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (bytes[at] ^ 1 << random.nextInt(8));
    }
    return bytes;
  }

  /** Half of the places are in the first or last bytes. */
  private static int place(int length, Random random) {
    int end = Math.min(length, ENDS);
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(end);
      case 1 -> length - 1 - random.nextInt(end);
      default -> random.nextInt(length);
    };
  }

  private static void number(byte[] bytes, int at, long value, boolean bigEndian) {
    for (int i = 0; i < 4 && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (value >> 8 * (bigEndian ? 3 - i : i));
    }
  }

  private static byte[] spliced(byte[] bytes, int at, byte[] inserted, int removed) {
    byte[] result = new byte[bytes.length + inserted.length - removed];
    System.arraycopy(bytes, 0, result, 0, at);
    System.arraycopy(inserted, 0, result, at, inserted.length);
    System.arraycopy(bytes, at + removed, result, at + inserted.length, bytes.length - at - removed);
    return result;
  }
}
