package io.github.exo2micro.tiff;

import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.BlockCache;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawImage;
import io.github.exo2micro.tiff.codec.BlockDecoder;
import io.github.exo2micro.tiff.file.TiffBytes;
import io.github.exo2micro.tiff.file.TiffLayout;
import io.github.exo2micro.tiff.file.TiffLayout.Chunks;
import io.github.exo2micro.tiff.file.TiffLayout.Compression;
import java.io.IOException;
import java.util.List;

/**
 * The pixels of one TIFF page by region.
 *
 * <p>Uncompressed pixels are read where they lie, with positional reads of the rows' stretches and no cache but the
 * operating system's. Compressed ones are decoded block by block and kept as long as a sweep's band needs them.
 */
final class TiffImage implements RawImage {

  /** Rows are read together up to that many bytes, gaps included. */
  private static final int READ_BYTES = 256 << 10;
  /** A band of {@link io.github.exo2micro.image.TileSweep} has at most that many pixels. */
  private static final long BAND_PIXELS = 4 << 20;
  private static final long MOST_CACHE_BYTES = 64L << 20;

  private final TiffBytes bytes;
  private final TiffLayout layout;
  private final TiffSamples samples;
  private final BlockDecoder decoder;
  private final BlockCache cache;

  TiffImage(TiffBytes bytes, TiffLayout layout) {
    this(bytes, layout, new BlockDecoder(bytes, layout), MOST_CACHE_BYTES);
  }

  /** @param mostBytes of decoded blocks that are kept, for regions that lie close together */
  TiffImage(TiffBytes bytes, TiffLayout layout, long mostBytes) {
    this(bytes, layout, new BlockDecoder(bytes, layout), mostBytes);
  }

  private TiffImage(TiffBytes bytes, TiffLayout layout, BlockDecoder decoder, long mostBytes) {
    this.bytes = bytes;
    this.layout = layout;
    this.samples = new TiffSamples(layout.pixels(), layout.chunkSamples());
    this.decoder = decoder;
    this.cache = new BlockCache(Math.min(mostBytes, bandBytes(layout, decoder.blockRows())));
  }

  /** One band, and the rows of blocks that reach over its two edges. */
  private static long bandBytes(TiffLayout layout, int blockRows) {
    long pixelBytes = (long) layout.pixels().type().bytes() * layout.pixels().samples();
    double edges = 2.0 * blockRows * layout.size().width();
    return (long) ((BAND_PIXELS + edges) * pixelBytes);
  }

  /** Takes a rectangle of stored pixels. */
  private interface Rectangle {
    /**
     * @param stored bytes in the file's order
     * @param at where the first pixel begins
     * @param rowBytes from one row to the next
     * @param where in the image
     */
    void accept(byte[] stored, int at, int rowBytes, Tile where);
  }

  @Override
  public RawHeader header() {
    return layout.header();
  }

  @Override
  public void read(Tile region, float[][] into) throws IOException {
    int channels = header().colourChannels();
    if (into.length < channels) {
      throw new IllegalArgumentException(into.length + " buffers for " + channels + " channels");
    }
    for (int channel = 0; channel < channels; channel++) {
      requireReadable(region, into[channel]);
    }
    if (layout.chunks().planar()) {
      for (int channel = 0; channel < channels; channel++) {
        readChannel(channel, region, into[channel]);
      }
      return;
    }
    visit(0, region, (stored, at, rowBytes, where) -> {
      for (int channel = 0; channel < channels; channel++) {
        unpack(stored, at + channel * layout.pixels().type().bytes(), rowBytes, where, region, into[channel]);
      }
    });
  }

  @Override
  public void readChannel(int channel, Tile region, float[] into) throws IOException {
    requireChannel(channel);
    requireReadable(region, into);
    visit(planeOf(channel), region,
        (stored, at, rowBytes, where) -> unpack(stored, at + sampleOffset(channel), rowBytes, where, region, into));
  }

  @Override
  public double[] readAndSum(List<Integer> channels, Tile region, float[][] into) throws IOException {
    requireReadable(region, new float[0], 0);
    float[][] wanted = new float[header().colourChannels()][0];
    for (int i = 0; i < channels.size(); i++) {
      requireChannel(channels.get(i));
      requireReadable(region, into[i]);
      wanted[channels.get(i)] = into[i];
    }
    if (!layout.chunks().planar()) {
      return visitAndSum(0, region, wanted);
    }
    double[] sums = new double[wanted.length];
    for (int channel = 0; channel < sums.length; channel++) {
      sums[channel] = visitAndSum(channel, region, new float[][] {wanted[channel]})[0];
    }
    return sums;
  }

  /** Adds up the first samples of a plane's pixels, and unpacks those for which the buffer has room. */
  private double[] visitAndSum(int plane, Tile region, float[][] wanted) throws IOException {
    double[] sums = new double[wanted.length];
    visit(plane, region, (stored, at, rowBytes, where) -> {
      for (int row = 0; row < where.height(); row++) {
        samples.addSums(stored, at + row * rowBytes, where.width(), sums);
      }
      for (int i = 0; i < wanted.length; i++) {
        if (wanted[i].length > 0) {
          unpack(stored, at + i * layout.pixels().type().bytes(), rowBytes, where, region, wanted[i]);
        }
      }
    });
    return sums;
  }

  private int planeOf(int channel) {
    return layout.chunks().planar() ? channel : 0;
  }

  private int sampleOffset(int channel) {
    return layout.chunks().planar() ? 0 : channel * layout.pixels().type().bytes();
  }

  private void requireChannel(int channel) {
    if (channel < 0 || channel >= header().colourChannels()) {
      throw new IllegalArgumentException("channel " + channel + " of " + header().colourChannels());
    }
  }

  private void requireReadable(Tile region, float[] into) {
    requireReadable(region, into, region.area());
  }

  private void requireReadable(Tile region, float[] into, int needed) {
    if (!layout.size().whole().contains(region)) {
      throw new IllegalArgumentException(region + " is not inside " + layout.size());
    }
    if (into.length < needed) {
      throw new IllegalArgumentException("buffer of " + into.length + " floats for " + region);
    }
  }

  private void unpack(byte[] stored, int at, int rowBytes, Tile where, Tile region, float[] into) {
    int to = (where.y() - region.y()) * region.width() + where.x() - region.x();
    for (int row = 0; row < where.height(); row++) {
      samples.unpack(stored, at + row * rowBytes, where.width(), into, to + row * region.width());
    }
  }

  private void visit(int plane, Tile region, Rectangle rectangle) throws IOException {
    Chunks chunks = layout.chunks();
    if (region.isEmpty()) {
      return;
    }
    for (int row = region.y() / chunks.height(); row <= (region.bottom() - 1) / chunks.height(); row++) {
      for (int column = region.x() / chunks.width(); column <= (region.right() - 1) / chunks.width(); column++) {
        int left = column * chunks.width();
        int top = row * chunks.height();
        Tile part = region.intersect(new Tile(left, top, Math.min(chunks.width(), layout.size().width() - left),
            Math.min(chunks.height(), layout.size().height() - top)));
        int chunk = chunks.index(plane, column, row);
        if (layout.compression() == Compression.NONE) {
          visitStored(chunk, left, top, part, rectangle);
        } else {
          visitDecoded(chunk, left, top, part, rectangle);
        }
      }
    }
  }

  /** Reads the rows' stretches, several in one go where the gaps between them are not worth a read of their own. */
  private void visitStored(int chunk, int left, int top, Tile part, Rectangle rectangle) throws IOException {
    long rowBytes = layout.chunkRowBytes();
    int stretch = Math.multiplyExact(part.width(), samples.step());
    boolean together = rowBytes <= Math.max(2L * stretch, 4096);
    int rowsAtOnce = together ? (int) Math.max(1, Math.min(part.height(), READ_BYTES / rowBytes)) : 1;
    byte[] buffer = new byte[(int) ((rowsAtOnce - 1) * rowBytes) + stretch];
    long start = layout.chunks().offsets()[chunk] + (long) (part.x() - left) * samples.step();
    boolean leftOut = layout.chunks().isLeftOut(chunk);
    for (int row = 0; row < part.height(); row += rowsAtOnce) {
      int rows = Math.min(rowsAtOnce, part.height() - row);
      int count = (int) ((rows - 1) * rowBytes) + stretch;
      if (!leftOut) {
        bytes.read(start + (part.y() - top + row) * rowBytes, buffer, 0, count);
      }
      rectangle.accept(buffer, 0, (int) (rowsAtOnce == 1 ? stretch : rowBytes),
          new Tile(part.x(), part.y() + row, part.width(), rows));
    }
  }

  private void visitDecoded(int chunk, int left, int top, Tile part, Rectangle rectangle) throws IOException {
    int rowBytes = (int) layout.chunkRowBytes();
    int blockRows = decoder.blockRows();
    for (int block = (part.y() - top) / blockRows; block <= (part.bottom() - 1 - top) / blockRows; block++) {
      int which = block;
      byte[] decoded = cache.get((long) chunk << 32 | block, key -> decoder.decode(chunk, which));
      int blockTop = top + block * blockRows;
      int from = Math.max(part.y(), blockTop);
      int to = (int) Math.min(part.bottom(), (long) blockTop + blockRows);
      rectangle.accept(decoded, (from - blockTop) * rowBytes + (part.x() - left) * samples.step(), rowBytes,
          new Tile(part.x(), from, part.width(), to - from));
    }
  }

  @Override
  public int preferredBandHeight() {
    int rows = layout.compression() == Compression.NONE && !layout.chunks().tiled()
        ? (int) Math.max(1, (1 << 20) / Math.max(1, layout.chunkRowBytes()))
        : decoder.blockRows();
    return Math.min(rows, layout.size().height());
  }

  @Override
  public boolean favoursRows() {
    return layout.compression() == Compression.NONE && !layout.chunks().tiled();
  }

  @Override
  public void close() throws IOException {
    try (bytes) {
      decoder.close();
    }
  }

  @Override
  public String toString() {
    return bytes.file() + " (" + layout.format() + ")";
  }
}
