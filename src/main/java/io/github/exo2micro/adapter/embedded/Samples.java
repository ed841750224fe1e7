package io.github.exo2micro.adapter.embedded;

import io.github.exo2micro.adapter.embedded.TiffLayout.Pixels;
import io.github.exo2micro.port.RawHeader.SampleType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Turns stored samples into floats, and adds them up. Loops are kept apart per type, so that each compiles tightly. */
final class Samples {

  private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long[] NONE = {};

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

  /**
   * Adds the samples of a row's pixels to the sums of their channels; exact for whole-number types.
   *
   * @param from stored bytes
   * @param at where the first pixel begins
   * @param sums of the first so many samples of a pixel; the others (alpha) do not count
   */
  void addSums(byte[] from, int at, int count, double[] sums) {
    long[] bytes = pixels.type() == SampleType.UINT8 ? ByteSums.of(from, at, count, step) : NONE;
    for (int i = 0; i < sums.length; i++) {
      int first = at + i * pixels.type().bytes();
      double stored = switch (pixels.type()) {
        case UINT8 -> bytes[i];
        case UINT16 -> sumShorts(from, first, count);
        case FLOAT32 -> sumFloats(from, first, count);
      };
      sums[i] += pixels.inverted() ? count * pixels.type().maximum() - stored : stored;
    }
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
