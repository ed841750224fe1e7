package io.github.exo2micro.tiff.codec;

import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * The rows of a large JPEG strip as a stream, while they are decoded: the image is never held as a whole.
 *
 * <p>ImageIO hands each decoded row to the raster of the image that it is to fill. Here that raster keeps nothing and
 * passes the row on, through a short queue, from a thread of its own.
 */
final class JpegRows extends InputStream {

  private static final int PIECE_BYTES = 1 << 18;
  private static final int PIECES = 4;
  private static final byte[] END = {};

  private final ArrayBlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES);
  private final Thread thread;
  private volatile Throwable failure;
  private byte[] piece = END;
  private int at;
  private boolean ended;

  /** What a decoded row is checked by, before it is passed on. */
  interface Complaints {
    /** @throws RuntimeException when the decoder has complained of damaged data */
    void check();
  }

  /**
   * Begins to decode.
   *
   * @param reader used by the stream's own thread alone, and disposed of by it
   * @param input closed at the end
   * @param header of the strip
   * @param width bytes of a row that count, of {@code samples} each px; what the frame has beyond is dropped
   */
  JpegRows(ImageReader reader, JpegInput input, JpegHeader header, int width, int samples, Complaints complaints) {
    Passing raster = new Passing(header.columns(), header.rows(), width, samples, complaints);
    ColorSpace colours = ColorSpace.getInstance(samples == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
    BufferedImage image = new BufferedImage(new ComponentColorModel(colours, false, false, Transparency.OPAQUE,
        DataBuffer.TYPE_BYTE), raster, false, null);
    thread = new Thread(() -> decode(reader, input, image, raster), "exo2micro JPEG");
    thread.setDaemon(true);
    thread.start();
  }

  private void decode(ImageReader reader, JpegInput input, BufferedImage image, Passing raster) {
    try (input) {
      reader.setInput(input, true, true);
      ImageReadParam param = reader.getDefaultReadParam();
      param.setDestination(image);
      reader.read(0, param);
      raster.flush();
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    } finally {
      reader.dispose();
    }
    try {
      pieces.put(END);
    } catch (InterruptedException e) {
      // Whoever closed the stream takes nothing more from it.
      Thread.currentThread().interrupt();
    }
  }

  /** Takes rows from the decoder and keeps none. */
  private final class Passing extends WritableRaster {
    private final int width;
    private final int samples;
    private final Complaints complaints;
    private byte[] filling;
    private int filled;

    Passing(int columns, int rows, int width, int samples, Complaints complaints) {
      super(new PixelInterleavedSampleModel(DataBuffer.TYPE_BYTE, columns, rows, samples, columns * samples,
          samples == 1 ? new int[] {0} : new int[] {0, 1, 2}), new DataBufferByte(1), new Point(0, 0));
      this.width = width;
      this.samples = samples;
      this.complaints = complaints;
      this.filling = newPiece();
    }

    private byte[] newPiece() {
      return new byte[Math.max(1, PIECE_BYTES / (width * samples)) * width * samples];
    }

    @Override
    public void setRect(int x, int y, Raster row) {
      complaints.check();
      byte[] pixels = new byte[width * samples];
      row.getDataElements(row.getMinX(), row.getMinY(), width, 1, pixels);
      System.arraycopy(pixels, 0, filling, filled, pixels.length);
      filled += pixels.length;
      if (filled == filling.length) {
        pass(filling);
        filling = newPiece();
        filled = 0;
      }
    }

    void flush() {
      complaints.check();
      if (filled > 0) {
        pass(java.util.Arrays.copyOf(filling, filled));
      }
    }

    private void pass(byte[] full) {
      try {
        pieces.put(full);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("the JPEG strip is not needed any longer");
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** @throws io.github.exo2micro.RemediableException when the data are damaged, once the rows before are read */
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == piece.length && !take()) {
      return -1;
    }
    int n = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, into, offset, n);
    at += n;
    return n;
  }

  private boolean take() throws IOException {
    if (ended) {
      return false;
    }
    try {
      piece = pieces.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a JPEG strip was decoded");
    }
    at = 0;
    if (piece != END) {
      return true;
    }
    ended = true;
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure != null) {
      throw (IOException) failure;
    }
    return false;
  }

  @Override
  public void close() {
    ended = true;
    thread.interrupt();
  }
}
