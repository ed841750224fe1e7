package io.github.exo2micro.tiff.codec;

import java.nio.ByteOrder;

/** Undoes TIFF's predictors, row by row and in place. */
final class Predictor {

  private Predictor() {}

  /**
   * Undoes horizontal differences (TIFF 6.0, section 14): each sample is stored as the difference from the same sample
   * of the pixel before, in whole numbers of the sample's width, also for floating point as libtiff does.
   *
   * @param row the row begins at {@code offset}
   * @param count samples in the row
   * @param stride samples per pixel
   * @param sampleBytes 1, 2, 4 or 8
   */
  static void addHorizontally(byte[] row, int offset, int count, int stride, int sampleBytes, ByteOrder order) {
    if (sampleBytes == 1) {
      for (int i = offset + stride; i < offset + count; i++) {
        row[i] += row[i - stride];
      }
      return;
    }
    boolean big = order == ByteOrder.BIG_ENDIAN;
    int step = stride * sampleBytes;
    int end = offset + count * sampleBytes;
    for (int i = offset + step; i < end; i += sampleBytes) {
      int carry = 0;
      for (int k = 0; k < sampleBytes; k++) {
        int at = big ? i + sampleBytes - 1 - k : i + k;
        carry += (row[at] & 0xff) + (row[at - step] & 0xff);
        row[at] = (byte) carry;
        carry >>>= 8;
      }
    }
  }

  /**
   * Undoes the floating-point predictor (Adobe Photoshop TIFF Technical Note 3, 2005): the bytes of a row are
   * differences, sorted by significance, the most significant bytes of all samples first whatever the file's order.
   *
   * @param row {@code count} samples begin at {@code offset}; left in the file's byte order
   * @param sampleBytes 2, 4 or 8
   * @param spare at least {@code sampleBytes * count} long
   */
  static void addFloatingPoint(byte[] row, int offset, int count, int stride, int sampleBytes, ByteOrder order,
      byte[] spare) {
    for (int i = offset + stride; i < offset + sampleBytes * count; i++) {
      row[i] += row[i - stride];
    }
    System.arraycopy(row, offset, spare, 0, sampleBytes * count);
    boolean big = order == ByteOrder.BIG_ENDIAN;
    for (int k = 0; k < sampleBytes; k++) {
      int to = offset + (big ? k : sampleBytes - 1 - k);
      for (int i = 0, from = k * count; i < count; i++, from++, to += sampleBytes) {
        row[to] = spare[from];
      }
    }
  }
}
