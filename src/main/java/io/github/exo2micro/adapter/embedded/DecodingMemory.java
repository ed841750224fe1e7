package io.github.exo2micro.adapter.embedded;

import io.github.exo2micro.adapter.embedded.TiffLayout.Compression;
import java.io.IOException;
import java.util.Arrays;

/** How much memory the reading of a TIFF takes beyond the few megabytes that are always counted. */
final class DecodingMemory {

  /** Strips and tiles up to that size are decoded as a whole and belong to what is always counted, bytes. */
  static final long SMALL_CHUNK = 4 << 20;
  /** JPEG tiles up to that size are decoded as a whole: tiles beside each other are wanted in turn, bytes. */
  static final long WHOLE_JPEG = 32 << 20;
  /** JPEG that cannot be decoded row by row is refused above this, bytes. */
  static final long MOST_AT_ONCE = 128 << 20;
  /** Blocks that a large strip leaves behind for threads that lag. */
  private static final long STREAM = 16 << 20;

  private DecodingMemory() {}

  /** Bytes of one decoded strip or tile. */
  static long chunkBytes(TiffLayout layout) {
    return layout.chunkRowBytes() * Math.min(layout.chunks().height(), layout.size().height());
  }

  /** Whether strips and tiles are decoded as a whole. */
  static boolean whole(TiffLayout layout) {
    long chunk = chunkBytes(layout);
    return chunk <= SMALL_CHUNK || layout.compression() == Compression.JPEG
        && (chunk <= WHOLE_JPEG || !JpegDecoder.streams(layout.chunkSamples()));
  }

  /**
   * The estimate.
   *
   * @throws io.github.exo2micro.RemediableException when a JPEG strip is too large to be decoded at all, or its header is damaged
   */
  static long bytes(TiffBytes bytes, TiffLayout layout) throws IOException {
    long lists = 8L * (layout.chunks().offsets().length + layout.chunks().byteCounts().length);
    if (layout.compression() == Compression.NONE) {
      return lists;
    }
    long chunk = chunkBytes(layout);
    if (whole(layout)) {
      if (chunk > MOST_AT_ONCE) {
        throw tooLarge(bytes, layout);
      }
      // One in the cache, one that is being decoded, for each of two threads.
      return lists + (chunk <= SMALL_CHUNK ? 0 : 3 * chunk);
    }
    long rows = Math.max(0, 14 * layout.chunkRowBytes() - STREAM);
    return lists + STREAM + rows + (layout.compression() == Compression.JPEG ? coefficients(bytes, layout) : 0);
  }

  /** Of a progressive JPEG the decoder keeps two bytes for each sample, outside the heap. */
  private static long coefficients(TiffBytes bytes, TiffLayout layout) throws IOException {
    int first = (int) Arrays.stream(layout.chunks().offsets()).takeWhile(o -> o == 0).count();
    int rows = layout.visibleRows(first / layout.chunks().across() % layout.chunks().down());
    if (layout.chunks().isLeftOut(first) || !JpegHeader.read(bytes, layout, first, rows, false).severalScans()) {
      return 0;
    }
    long all = 2 * chunkBytes(layout);
    if (all > 4 * MOST_AT_ONCE) {
      throw tooLarge(bytes, layout);
    }
    return all;
  }

  private static RuntimeException tooLarge(TiffBytes bytes, TiffLayout layout) {
    return TiffProblem.refused(bytes.file(), "JPEG strips or tiles of " + layout.chunks().width() + " x "
        + layout.chunks().height() + " px, which can only be decoded as a whole",
        "save it again with tiles or smaller strips, or without compression.");
  }
}
