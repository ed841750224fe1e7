package io.github.exo2micro.tiff;

import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawHeader.SampleType;
import io.github.exo2micro.tiff.file.TiffLayout;
import io.github.exo2micro.tiff.file.TiffLayout.Pixels;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Turns stored samples into floats, and adds them up. Loops are kept apart per type, so that each compiles tightly. */
final class TiffSamples {

  private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int PIECE = 1024;

  private final Pixels pixels;
  /** Bytes from one pixel to the next. */
  private final int step;
  private final boolean big;

  /** @param chunkSamples samples per pixel as they are stored together */
  TiffSamples(Pixels pixels, int chunkSamples) {
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
      case INT8 -> unpackSignedBytes(from, at, count, into, offset);
      case UINT16 -> unpackShorts(from, at, count, into, offset);
      case INT16 -> unpackSignedShorts(from, at, count, into, offset);
      case UINT32 -> unpackUnsignedInts(from, at, count, into, offset);
      case INT32 -> unpackInts(from, at, count, into, offset);
      case FLOAT16 -> unpackHalves(from, at, count, into, offset);
      case FLOAT32 -> unpackFloats(from, at, count, into, offset);
      case FLOAT64 -> unpackDoubles(from, at, count, into, offset);
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

  private void unpackSignedBytes(byte[] from, int at, int count, float[] into, int offset) {
    for (int i = 0, k = at; i < count; i++, k += step) {
      into[offset + i] = from[k];
    }
  }

  private void unpackShorts(byte[] from, int at, int count, float[] into, int offset) {
    int low = big ? at + 1 : at;
    int high = big ? at : at + 1;
    for (int i = 0, k = 0; i < count; i++, k += step) {
      into[offset + i] = (from[high + k] & 0xff) << 8 | from[low + k] & 0xff;
    }
  }

  private void unpackSignedShorts(byte[] from, int at, int count, float[] into, int offset) {
    int low = big ? at + 1 : at;
    int high = big ? at : at + 1;
    for (int i = 0, k = 0; i < count; i++, k += step) {
      into[offset + i] = from[high + k] << 8 | from[low + k] & 0xff;
    }
  }

  private void unpackHalves(byte[] from, int at, int count, float[] into, int offset) {
    int low = big ? at + 1 : at;
    int high = big ? at : at + 1;
    for (int i = 0, k = 0; i < count; i++, k += step) {
      into[offset + i] = half((from[high + k] & 0xff) << 8 | from[low + k] & 0xff);
    }
  }

  /**
   * IEEE 754 half precision: one sign bit, five of exponent, ten of mantissa; Java has the conversion from version 20
   * on.
   */
  static float half(int bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int mantissa = bits & 0x3ff;
    if (exponent == 0) {
      float value = mantissa * 0x1p-24f;
      return sign == 0 ? value : -value;
    }
    int wide = exponent == 0x1f ? 0xff : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | wide << 23 | mantissa << 13);
  }

  private int integer(byte[] from, int at) {
    int value = (int) INTS.get(from, at);
    return big ? Integer.reverseBytes(value) : value;
  }

  private void unpackInts(byte[] from, int at, int count, float[] into, int offset) {
    for (int i = 0, k = at; i < count; i++, k += step) {
      into[offset + i] = integer(from, k);
    }
  }

  private void unpackUnsignedInts(byte[] from, int at, int count, float[] into, int offset) {
    for (int i = 0, k = at; i < count; i++, k += step) {
      into[offset + i] = integer(from, k) & 0xffffffffL;
    }
  }

  private void unpackFloats(byte[] from, int at, int count, float[] into, int offset) {
    for (int i = 0, k = at; i < count; i++, k += step) {
      into[offset + i] = Float.intBitsToFloat(integer(from, k));
    }
  }

  private void unpackDoubles(byte[] from, int at, int count, float[] into, int offset) {
    for (int i = 0, k = at; i < count; i++, k += step) {
      long bits = (long) LONGS.get(from, k);
      into[offset + i] = (float) Double.longBitsToDouble(big ? Long.reverseBytes(bits) : bits);
    }
  }

  /**
   * Adds the samples of a row's pixels to the sums of their channels; exact for whole numbers of up to 16 bits.
   *
   * @param from stored bytes
   * @param at where the first pixel begins
   * @param sums of the first so many samples of a pixel; the others (alpha) do not count
   */
  void addSums(byte[] from, int at, int count, double[] sums) {
    if (pixels.type() == SampleType.UINT8) {
      long[] bytes = ByteSums.of(from, at, count, step);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += inverted(bytes[i], count);
      }
      return;
    }
    for (int i = 0; i < sums.length; i++) {
      int first = at + i * pixels.type().bytes();
      sums[i] += pixels.type() == SampleType.UINT16 ? inverted(sumShorts(from, first, count), count)
          : sumUnpacked(from, first, count);
    }
  }

  private double inverted(double stored, int count) {
    return pixels.inverted() ? count * pixels.type().maximum() - stored : stored;
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

  private double sumUnpacked(byte[] from, int at, int count) {
    float[] values = new float[Math.min(count, PIECE)];
    double sum = 0;
    for (int done = 0; done < count; done += values.length) {
      int part = Math.min(values.length, count - done);
      unpack(from, at + done * step, part, values, 0);
      for (int i = 0; i < part; i++) {
        sum += Float.isFinite(values[i]) ? values[i] : 0;
      }
    }
    return sum;
  }
}
