package io.github.exo2micro.tiff.file;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawHeader.SampleType;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * How the pixels of one TIFF page are stored, checked against the file's length.
 *
 * @param size in px
 * @param pixels what a pixel is
 * @param chunks where the strips or tiles lie
 * @param compression how each is compressed
 * @param predictor 1 none, 2 horizontal difference, 3 floating point
 * @param jpegTables tables that all JPEG strips share; empty when there are none; shared array
 * @param format for people
 * @param place which image of the file, for people
 * @param wholeChunks whether strips and tiles are decoded as a whole, and not row by row
 * @param decodingBytes as in {@link RawHeader}
 * @param warnings as in {@link RawHeader}
 * @param pixel size of a pixel, where the file says so
 */
public record TiffLayout(ImageSize size, Pixels pixels, Chunks chunks, Compression compression, int predictor,
    byte[] jpegTables, String format, String place, boolean wholeChunks, long decodingBytes, List<String> warnings,
    Optional<PixelSize> pixel) {

  /** How a strip or tile is compressed. */
  public enum Compression {
    /** Not at all. */
    NONE("uncompressed", 1),
    /** LZW; the longest string, 3838 bytes, may come again for every 12-bit code. */
    LZW("LZW", 2600),
    /** zlib; 258 bytes for two bits. */
    DEFLATE("Deflate", 1040),
    /** Runs of up to 128 in two bytes. */
    PACK_BITS("PackBits", 64),
    /**
     * New-style JPEG. Each block of 64 samples takes a bit at least, and at most 10 blocks stand for 32 x 16 px of
     * three samples: 1229.
     */
    JPEG("JPEG", 1300);

    private final String title;
    private final int largestRatio;

    Compression(String title, int largestRatio) {
      this.title = title;
      this.largestRatio = largestRatio;
    }

    public String title() {
      return title;
    }

    /** Whether {@code stored} bytes can possibly become {@code decoded}. */
    public boolean canExpand(long stored, long decoded) {
      return decoded / largestRatio <= stored + 16;
    }
  }

  /**
   * What a pixel is.
   *
   * @param type of one sample
   * @param samples per pixel, 1 to 4
   * @param order of the bytes of a sample
   * @param inverted whether 0 is white, so that the value is maximum − stored
   * @param yCbCr whether JPEG gives luminance and chrominance
   */
  public record Pixels(SampleType type, int samples, ByteOrder order, boolean inverted, boolean yCbCr) {}

  /**
   * Where the strips or tiles lie. Strips are tiles as wide as the image.
   *
   * @param width of one, px
   * @param height of one, px; the last strip may hold fewer rows
   * @param across how many side by side
   * @param down how many below each other
   * @param planar whether each sample has chunks of its own, those of sample 0 first
   * @param tiled tiles, not strips
   * @param offsets file offset of each; shared array
   * @param byteCounts stored length of each, bytes; shared array
   */
  public record Chunks(int width, int height, int across, int down, boolean planar, boolean tiled, long[] offsets,
      long[] byteCounts) {

    /** Whether a tile was never written: it has no place in the file, or no bytes. Zeros stand for it. */
    public boolean isLeftOut(int index) {
      return tiled && (offsets[index] == 0 || byteCounts.length > 0 && byteCounts[index] == 0);
    }

    /** Index of a chunk; {@code plane} is 0 when samples are interleaved. */
    public int index(int plane, int column, int row) {
      return (plane * down + row) * across + column;
    }

    /** "strip 3 of 40", for messages. */
    public String name(int index) {
      return (tiled ? "tile " : "strip ") + (index + 1) + " of " + offsets.length;
    }
  }

  /** Bytes of one pixel within a chunk. */
  int chunkPixelBytes() {
    return pixels.type().bytes() * chunkSamples();
  }

  /** TiffSamples of one pixel within a chunk. */
  public int chunkSamples() {
    return chunks.planar() ? 1 : pixels.samples();
  }

  /** Bytes of one decoded row of a chunk. */
  public long chunkRowBytes() {
    return (long) chunks.width() * chunkPixelBytes();
  }

  /** Rows that are stored in a chunk of that row of chunks. */
  public int storedRows(int chunkRow) {
    return chunks.tiled() ? chunks.height() : visibleRows(chunkRow);
  }

  /** Rows of the image in a chunk of that row of chunks: a tile may reach over the lower edge. */
  public int visibleRows(int chunkRow) {
    return (int) Math.min(chunks.height(), size.height() - (long) chunkRow * chunks.height());
  }

  public RawHeader header() {
    return new RawHeader(size, pixels.samples(), pixels.type(), format, place, decodingBytes, warnings, pixel);
  }
}
