package io.github.exo2micro.tiff.codec;

import io.github.exo2micro.tiff.file.RangeInputStream;
import io.github.exo2micro.tiff.file.TiffBytes;
import io.github.exo2micro.tiff.file.TiffLayout;
import io.github.exo2micro.tiff.file.TiffLayout.Chunks;
import io.github.exo2micro.tiff.file.TiffLayout.Compression;
import io.github.exo2micro.tiff.file.TiffProblem;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Decodes compressed strips and tiles in blocks of whole rows.
 *
 * <p>A strip or tile of up to 4 MiB (a JPEG tile: 32) is one block, and different ones are decoded side by side. A
 * larger one (some writers make one strip of the whole image) is decoded from its start in blocks of about 1 MiB; the
 * decoder stays open where it is, so that reading downwards decodes every row once. Reading upwards starts it again.
 * Blocks that it passes on its way are kept for a while: threads that read neighbouring bands ask for them a moment
 * later.
 */
public final class BlockDecoder implements Closeable {

  private static final int BLOCK_BYTES = 1 << 20;
  private static final int PASSED_BLOCKS = 12;
  /** Bytes that a writer may have filled up a strip with. */
  private static final int SLACK = 4;

  private final TiffBytes bytes;
  private final TiffLayout layout;
  private final JpegDecoder jpeg;
  private final int blockRows;
  /** The open stream of each plane. */
  private final Map<Integer, OpenChunk> open = new HashMap<>();

  public BlockDecoder(TiffBytes bytes, TiffLayout layout) {
    this.bytes = bytes;
    this.layout = layout;
    this.jpeg = new JpegDecoder(bytes, layout);
    long rowBytes = layout.chunkRowBytes();
    this.blockRows = layout.wholeChunks() ? layout.chunks().height() : (int) Math.max(1, BLOCK_BYTES / rowBytes);
  }

  /** Rows of one block; the last of a strip or tile may have fewer. */
  public int blockRows() {
    return blockRows;
  }

  /** A large strip or tile that is decoded as far as {@code nextBlock}. */
  private static final class OpenChunk {
    private final int chunk;
    private final InputStream in;
    private final LinkedHashMap<Integer, byte[]> passed = new LinkedHashMap<>();
    private int nextBlock;

    private OpenChunk(int chunk, InputStream in) {
      this.chunk = chunk;
      this.in = in;
    }

    private void keep(int block, byte[] decoded) {
      passed.put(block, decoded);
      if (passed.size() > PASSED_BLOCKS) {
        passed.remove(passed.keySet().iterator().next());
      }
    }
  }

  /**
   * Decodes one block: samples in the file's byte order, predictor undone.
   *
   * @param chunk index of the strip or tile
   * @param block which of its blocks
   * @throws io.github.exo2micro.RemediableException when the data are damaged
   */
  public byte[] decode(int chunk, int block) throws IOException {
    Chunks chunks = layout.chunks();
    int visibleRows = layout.visibleRows(chunk / chunks.across() % chunks.down());
    int rows = Math.min(blockRows, visibleRows - block * blockRows);
    if (chunks.isLeftOut(chunk)) {
      return new byte[(int) (rows * layout.chunkRowBytes())];
    }
    try {
      if (blockRows < visibleRows) {
        return continueTo(chunk, block, visibleRows);
      }
      if (layout.compression() == Compression.JPEG) {
        return jpeg.decode(chunk, rows);
      }
      try (InputStream in = start(chunk, rows)) {
        byte[] decoded = next(in, chunk, rows);
        requireEnd(in, chunk);
        return decoded;
      }
    } catch (ZipException | EOFException e) {
      throw damaged(chunk, "data that do not decode: " + e.getMessage());
    }
  }

  private InputStream start(int chunk, int visibleRows) throws IOException {
    if (layout.compression() == Compression.JPEG) {
      return jpeg.rows(chunk, visibleRows);
    }
    InputStream stored = new RangeInputStream(bytes, layout.chunks().offsets()[chunk],
        layout.chunks().byteCounts()[chunk]);
    return switch (layout.compression()) {
      case LZW -> new LzwInputStream(stored);
      case PACK_BITS -> new PackBitsInputStream(stored);
      case DEFLATE -> new InflaterInputStream(stored, new java.util.zip.Inflater(), 8192) {
        @Override
        public void close() throws IOException {
          super.close();
          inf.end();
        }
      };
      case NONE, JPEG -> throw new IllegalStateException(layout.compression() + " is not streamed");
    };
  }

  private synchronized byte[] continueTo(int chunk, int block, int visibleRows) throws IOException {
    int plane = chunk / (layout.chunks().across() * layout.chunks().down());
    OpenChunk at = open.get(plane);
    if (at != null && at.chunk == chunk && at.passed.containsKey(block)) {
      return at.passed.remove(block);
    }
    if (at == null || at.chunk != chunk || at.nextBlock > block) {
      closeChunk(plane);
      at = new OpenChunk(chunk, start(chunk, visibleRows));
      open.put(plane, at);
    }
    try {
      while (at.nextBlock < block) {
        at.keep(at.nextBlock, next(at.in, chunk, blockRows));
        at.nextBlock++;
      }
      at.nextBlock++;
      int rows = Math.min(blockRows, visibleRows - block * blockRows);
      byte[] decoded = next(at.in, chunk, rows);
      if (block * blockRows + rows == visibleRows) {
        requireEnd(at.in, chunk);
      }
      return decoded;
    } catch (IOException | RuntimeException e) {
      closeChunk(plane);
      throw e;
    }
  }

  /** Decodes the next rows of a stream. */
  private byte[] next(InputStream in, int chunk, int rows) throws IOException {
    byte[] decoded = new byte[(int) (rows * layout.chunkRowBytes())];
    int n = in.readNBytes(decoded, 0, decoded.length);
    if (n < decoded.length) {
      throw damaged(chunk, "the end of its data " + (decoded.length - n) + " bytes too early");
    }
    undoPredictor(decoded, rows);
    return decoded;
  }

  /**
   * Reads what follows the rows of the image: a tile's rows below the lower edge, then the end. Deflate has a checksum
   * there, and data that go on beyond all rows are not those of this strip.
   */
  private void requireEnd(InputStream in, int chunk) throws IOException {
    if (layout.compression() == Compression.JPEG) {
      return;
    }
    int row = chunk / layout.chunks().across() % layout.chunks().down();
    long below = (long) (layout.chunks().height() - layout.visibleRows(row)) * layout.chunkRowBytes();
    byte[] spare = new byte[4096];
    try {
      long more = 0;
      for (int n = in.read(spare); n >= 0 && more <= below + SLACK; n = in.read(spare)) {
        more += n;
      }
      if (more > below + SLACK) {
        throw damaged(chunk, "more data than its rows have");
      }
    } catch (EOFException e) {
      // All rows are there; a writer that leaves out what comes after them does no harm.
    } catch (ZipException e) {
      // What fills up a strip of the others need not be codes.
      if (layout.compression() == Compression.DEFLATE) {
        throw e;
      }
    }
  }

  private RuntimeException damaged(int chunk, String found) {
    return TiffProblem.damaged(bytes.file(), layout.storedRows(chunk / layout.chunks().across()
        % layout.chunks().down()) + " rows of " + layout.compression().title() + " data in "
        + layout.chunks().name(chunk), found);
  }

  private void undoPredictor(byte[] decoded, int rows) {
    int rowBytes = (int) layout.chunkRowBytes();
    int sampleBytes = layout.pixels().type().bytes();
    int samples = rowBytes / sampleBytes;
    byte[] spare = new byte[layout.predictor() == 3 ? rowBytes : 0];
    for (int row = 0; row < rows && layout.predictor() > 1; row++) {
      if (layout.predictor() == 2) {
        Predictor.addHorizontally(decoded, row * rowBytes, samples, layout.chunkSamples(), sampleBytes,
            layout.pixels().order());
      } else {
        Predictor.addFloatingPoint(decoded, row * rowBytes, samples, layout.chunkSamples(), sampleBytes,
            layout.pixels().order(), spare);
      }
    }
  }

  private void closeChunk(int plane) throws IOException {
    OpenChunk old = open.remove(plane);
    if (old != null) {
      old.in.close();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    for (OpenChunk chunk : open.values()) {
      chunk.in.close();
    }
    open.clear();
    jpeg.close();
  }
}
