package io.github.exo2micro.tiff.codec;

import io.github.exo2micro.tiff.file.RangeInputStream;
import io.github.exo2micro.tiff.file.TiffBytes;
import io.github.exo2micro.tiff.file.TiffLayout;
import io.github.exo2micro.tiff.file.TiffProblem;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * What lies in front of the first scan of a JPEG strip or tile, checked against the TIFF before anything is allocated
 * for it.
 *
 * @param segments the complete beginning of a JPEG stream: the tables that all strips share, then the strip's own
 *     segments; markers of applications removed and one of Adobe's put in, which tells a decoder whether the samples
 *     are YCbCr; shared array
 * @param scanAt where the first scan begins in the file
 * @param columns of the frame, px
 * @param rows of the frame, px
 * @param severalScans whether a decoder has to keep the whole image's coefficients: progressive, or a scan for each
 *     component
 */
record JpegHeader(byte[] segments, long scanAt, int columns, int rows, boolean severalScans) {

  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int PROGRESSIVE = 0xc2;
  private static final byte[] ADOBE = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0};
  /** Tables and a frame have a few hundred bytes; more is no JPEG. */
  private static final int MOST_SEGMENT_BYTES = 1 << 18;

  /**
   * Reads one strip's or tile's.
   *
   * @param rows of the image in it
   * @param transform whether decoders shall be told of YCbCr; without, they leave the samples as they are
   * @throws io.github.exo2micro.RemediableException when it is damaged or does not fit the TIFF
   */
  static JpegHeader read(TiffBytes bytes, TiffLayout layout, int chunk, int rows, boolean transform)
      throws IOException {
    return new Reading(bytes, layout, chunk, rows).read(transform);
  }

  private static final class Reading {
    private final TiffBytes bytes;
    private final TiffLayout layout;
    private final int chunk;
    private final int rows;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int columns;
    private int frameRows;
    private int components;
    private boolean progressive;

    Reading(TiffBytes bytes, TiffLayout layout, int chunk, int rows) {
      this.bytes = bytes;
      this.layout = layout;
      this.chunk = chunk;
      this.rows = rows;
    }

    JpegHeader read(boolean transform) throws IOException {
      out.write(0xff);
      out.write(SOI);
      out.writeBytes(ADOBE);
      out.write(transform && layout.pixels().yCbCr() ? 1 : 0);
      long start = layout.chunks().offsets()[chunk];
      long length = layout.chunks().byteCounts()[chunk];
      try {
        copySegments(new Counted(new java.io.ByteArrayInputStream(layout.jpegTables())), false);
        Counted stored = new Counted(new RangeInputStream(bytes, start, length));
        int scanComponents = copySegments(stored, true);
        // The scan's own header is still to be read by the decoder.
        return new JpegHeader(out.toByteArray(), start + stored.markerAt, columns, frameRows,
            progressive || scanComponents < components);
      } catch (EOFException e) {
        throw damaged("JPEG data that break off in their header");
      }
    }

    /** Copies marker segments up to the first scan; gives the number of its components, 0 where there is none. */
    private int copySegments(Counted in, boolean scanNeeded) throws IOException {
      while (true) {
        in.markerAt = in.count;
        int first = in.in.read();
        if (first < 0) {
          if (scanNeeded) {
            throw new EOFException();
          }
          return 0;
        }
        in.count++;
        if (first != 0xff) {
          throw damaged("something else than a JPEG marker at byte " + (in.count - 1));
        }
        int marker = in.next();
        while (marker == 0xff) {
          in.markerAt++;
          marker = in.next();
        }
        if (marker == SOI || marker == EOI) {
          continue;
        }
        int length = in.next() << 8 | in.next();
        if (length < 2) {
          throw damaged("a JPEG segment of " + length + " bytes");
        }
        byte[] body = in.next(length - 2);
        if (marker == SOS) {
          return requireFrame(body);
        }
        boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (frame) {
          frame(marker, body);
        }
        boolean application = marker >= 0xe0 && marker <= 0xef || marker == 0xfe;
        if (!application) {
          keep(marker, length, body);
        }
      }
    }

    private void keep(int marker, int length, byte[] body) {
      if (out.size() + body.length > MOST_SEGMENT_BYTES) {
        throw damaged("more than " + MOST_SEGMENT_BYTES + " bytes of JPEG tables");
      }
      out.write(0xff);
      out.write(marker);
      out.write(length >> 8);
      out.write(length);
      out.writeBytes(body);
    }

    private int requireFrame(byte[] scan) {
      if (components == 0 || scan.length < 1) {
        throw damaged("a JPEG scan without a frame");
      }
      return scan[0] & 0xff;
    }

    private void frame(int marker, byte[] body) {
      if (body.length < 6) {
        throw damaged("a JPEG frame header of " + body.length + " bytes");
      }
      progressive |= marker == PROGRESSIVE;
      frameRows = (body[1] & 0xff) << 8 | body[2] & 0xff;
      columns = (body[3] & 0xff) << 8 | body[4] & 0xff;
      components = body[5] & 0xff;
      int width = layout.chunks().width();
      long most = layout.chunks().height() + 64L;
      if (body[0] != 8 || components != layout.chunkSamples() || columns < width || columns > width + 64
          || frameRows < rows
          || frameRows > most) {
        throw damaged("a JPEG of " + columns + " x " + frameRows + " px, " + components + " components and " + body[0]
            + " bits");
      }
    }

    private RuntimeException damaged(String found) {
      return TiffProblem.damaged(bytes.file(), rows + " rows of " + layout.chunks().width() + " px of JPEG data in "
          + layout.chunks().name(chunk), found);
    }
  }

  /** Bytes, counted. */
  private static final class Counted {
    private final InputStream in;
    private long count;
    private long markerAt;

    Counted(InputStream in) {
      this.in = in;
    }

    int next() throws IOException {
      int value = in.read();
      if (value < 0) {
        throw new EOFException();
      }
      count++;
      return value;
    }

    byte[] next(int length) throws IOException {
      byte[] body = in.readNBytes(length);
      if (body.length < length) {
        throw new EOFException();
      }
      count += length;
      return body;
    }
  }
}
