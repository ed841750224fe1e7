package io.github.exo2micro.adapter.embedded;

import io.github.exo2micro.adapter.embedded.TiffLayout.Pixels;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Turns stored samples into floats, and adds them up. Loops are kept apart per type, so that each compiles tightly. */
final class Samples {

  private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final Pixels pixels;
  /** Bytes from one pixel to the next. */
  private final int step;
  private final boolean big;

  /** @param chunkSamples samples per pixel as they are stored together */
  Samples(Pixels pixels, int chunkSamples) {
    this.pixels = pixels;
    this.step = chunkSamples * pixels.type().bytes();
    this.big = pixels.order() == ByteOrder.BIG_ENDIAN;
  }

  /** Bytes from one pixel to the next. */
  int step() {
    return step;
  }

  /**
   * Unpacks one sample of each of a row's pixels.
   *
   * @param from stored bytes
   * @param at where the first pixel's sample begins
   */
  void unpack(byte[] from, int at, int count, float[] into, int offset) {
    switch (pixels.type()) {
      case UINT8 -> unpackBytes(from, at, count, into, offset);
      case UINT16 -> unpackShorts(from, at, count, into, offset);
      case FLOAT32 -> unpackFloats(from, at, count, into, offset);
    }
    if (pixels.inverted()) {
      float white = (float) pixels.type().maximum();
      for (int i = offset; i < offset + count; i++) {
        into[i] = white - into[i];
      }
    }
  }

  private void unpackBytes(byte[] from, int at, int count, float[] into, int offset) {
    if (step == 1) {
      for (int i = 0; i < count; i++) {
        into[offset + i] = from[at + i] & 0xff;
      }
    } else {
      for (int i = 0, k = at; i < count; i++, k += step) {
        into[offset + i] = from[k] & 0xff;
      }
    }
  }

  private void unpackShorts(byte[] from, int at, int count, float[] into, int offset) {
    int low = big ? at + 1 : at;
    int high = big ? at : at + 1;
    for (int i = 0, k = 0; i < count; i++, k += step) {
      into[offset + i] = (from[high + k] & 0xff) << 8 | from[low + k] & 0xff;
    }
  }

  private void unpackFloats(byte[] from, int at, int count, float[] into, int offset) {
    for (int i = 0, k = at; i < count; i++, k += step) {
      int bits = (int) INTS.get(from, k);
      into[offset + i] = Float.intBitsToFloat(big ? Integer.reverseBytes(bits) : bits);
    }
  }

  /** The sum of one sample of each of a row's pixels; exact for whole-number types. */
  double sum(byte[] from, int at, int count) {
    double stored = switch (pixels.type()) {
      case UINT8 -> sumBytes(from, at, count);
      case UINT16 -> sumShorts(from, at, count);
      case FLOAT32 -> sumFloats(from, at, count);
    };
    return pixels.inverted() ? count * pixels.type().maximum() - stored : stored;
  }

  private long sumBytes(byte[] from, int at, int count) {
    long sum = 0;
    // An int holds the sum of 2^23 bytes; the inner loop stays in int.
    for (int done = 0; done < count;) {
      int part = Math.min(1 << 20, count - done);
      int partial = 0;
      for (int i = 0, k = at + done * step; i < part; i++, k += step) {
        partial += from[k] & 0xff;
      }
      sum += partial;
      done += part;
    }
    return sum;
  }

  private long sumShorts(byte[] from, int at, int count) {
    int low = big ? at + 1 : at;
    int high = big ? at : at + 1;
    long sum = 0;
    for (int i = 0, k = 0; i < count; i++, k += step) {
      sum += (from[high + k] & 0xff) << 8 | from[low + k] & 0xff;
    }
    return sum;
  }

  private double sumFloats(byte[] from, int at, int count) {
    double sum = 0;
    for (int i = 0, k = at; i < count; i++, k += step) {
      int bits = (int) INTS.get(from, k);
      float value = Float.intBitsToFloat(big ? Integer.reverseBytes(bits) : bits);
      sum += Float.isFinite(value) ? value : 0;
    }
    return sum;
  }
}
