package io.github.exo2micro.tiff.codec;

import io.github.exo2micro.tiff.file.TiffBytes;
import io.github.exo2micro.tiff.file.TiffLayout;
import io.github.exo2micro.tiff.file.TiffLayout.Compression;
import io.github.exo2micro.tiff.file.TiffProblem;
import java.io.IOException;
import java.util.Arrays;

/**
 * How the strips and tiles of a TIFF are decoded, and how much memory that takes beyond the few megabytes that are
 * always counted.
 *
 * @param wholeChunks whether each is decoded as a whole; else row by row
 * @param bytes the estimate
 */
public record DecodingMemory(boolean wholeChunks, long bytes) {

  /** Strips and tiles up to that size are decoded as a whole and belong to what is always counted, bytes. */
  private static final long SMALL_CHUNK = 4 << 20;
  /** JPEG tiles up to that size are decoded as a whole: tiles beside each other are wanted in turn, bytes. */
  private static final long WHOLE_JPEG_TILE = 32 << 20;
  /** JPEG that cannot be decoded row by row is refused above this, bytes. */
  private static final long MOST_AT_ONCE = 128 << 20;
  /** Blocks that a large strip leaves behind for threads that lag, bytes. */
  private static final long STREAM = 16 << 20;
  /** Rows at once: those blocks, and two in work. */
  private static final int ROWS = 14;

  /**
   * Decides.
   *
   * @throws io.github.exo2micro.RemediableException when a JPEG strip is too large to be decoded at all, or its header
   *     is damaged
   */
  public static DecodingMemory of(TiffBytes bytes, TiffLayout layout) throws IOException {
    long lists = 8L * (layout.chunks().offsets().length + layout.chunks().byteCounts().length);
    long chunk = layout.chunkRowBytes() * Math.min(layout.chunks().height(), layout.size().height());
    if (layout.compression() == Compression.NONE || chunk <= SMALL_CHUNK) {
      return new DecodingMemory(true, lists);
    }
    boolean jpeg = layout.compression() == Compression.JPEG;
    boolean several = jpeg && severalScans(bytes, layout);
    if (jpeg && (several || layout.chunks().tiled() && chunk <= WHOLE_JPEG_TILE
        || !JpegDecoder.streams(layout.chunkSamples()))) {
      if (chunk > MOST_AT_ONCE) {
        throw tooLarge(bytes, layout);
      }
      // One in the cache, and one for each of two threads that is being decoded; of several scans the decoder keeps two
      // bytes for each sample, outside the heap.
      return new DecodingMemory(true, lists + 3 * chunk + (several ? 2 * 2 * chunk : 0));
    }
    return new DecodingMemory(false, lists + STREAM + Math.max(0, ROWS * layout.chunkRowBytes() - STREAM));
  }

  private static boolean severalScans(TiffBytes bytes, TiffLayout layout) throws IOException {
    int first = (int) Arrays.stream(layout.chunks().offsets()).takeWhile(o -> o == 0).count();
    int rows = layout.visibleRows(first / layout.chunks().across() % layout.chunks().down());
    return !layout.chunks().isLeftOut(first) && JpegHeader.read(bytes, layout, first, rows, false).severalScans();
  }

  private static RuntimeException tooLarge(TiffBytes bytes, TiffLayout layout) {
    return TiffProblem.refused(bytes.file(), "JPEG strips or tiles of " + layout.chunks().width() + " x "
        + layout.chunks().height() + " px, which can only be decoded as a whole",
        "save it again with tiles or smaller strips, or without compression.");
  }
}
