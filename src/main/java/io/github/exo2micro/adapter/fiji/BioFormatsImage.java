package io.github.exo2micro.adapter.fiji;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import loci.formats.FormatException;
import loci.formats.ImageReader;

/**
 * The first image of a file, read by region through Bio-Formats: first series, highest resolution, first z and t.
 *
 * <p>Where the channels lie in planes of their own, three of them stand for red, green and blue; of any other number
 * the first is taken, and the header's format says so. A reader is no thing for two threads at once, so there are up to
 * {@value #READERS} of them, made as they are needed.
 */
final class BioFormatsImage implements RawImage {

  private static final int READERS = 4;
  /** Bytes that are asked for in one call; a plane of 2 GB or more cannot be had at once. */
  private static final int PIECE = 16 << 20;

  private final Path file;
  private final RawHeader header;
  private final boolean planesApart;
  private final int bandHeight;
  private final Deque<ImageReader> idle = new ArrayDeque<>();
  private int open;
  private boolean closed;

  /**
   * @param known the header where it was read already, as it is for plain TIFFs: only the file's first image counts
   *     then
   * @throws io.github.exo2micro.RemediableException when Bio-Formats cannot read it, or this program has no use for it
   */
  BioFormatsImage(Path file, Optional<RawHeader> known) throws IOException {
    this.file = file;
    ImageReader reader = newReader(file);
    try {
      header = known.orElseGet(() -> header(file, reader));
      planesApart = reader.getRGBChannelCount() == 1;
      if (reader.getSizeX() != header.size().width() || reader.getSizeY() != header.size().height()
          || !planesApart && reader.getRGBChannelCount() != header.channels()
          || !header.type().equals(PixelTypes.of(file, reader.getPixelType()))) {
        throw UnreadableImage.damaged(file, header.size() + " px, " + header.format(), reader.getSizeX() + " x "
            + reader.getSizeY() + " px, " + reader.getRGBChannelCount() + " samples per pixel");
      }
      bandHeight = Math.max(1, Math.min(header.size().height(), reader.getOptimalTileHeight()));
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
    idle.add(reader);
    open = 1;
  }

  private static ImageReader newReader(Path file) throws IOException {
    ImageReader reader = new ImageReader();
    try {
      reader.setGroupFiles(false);
      reader.setOriginalMetadataPopulated(false);
      reader.setFlattenedResolutions(false);
      reader.setId(file.toString());
      reader.setSeries(0);
      return reader;
    } catch (FormatException | RuntimeException e) {
      reader.close();
      throw UnreadableImage.because(file, e);
    } catch (IOException e) {
      // Bio-Formats reports a cut file as an I/O error too; the disk is tried on its own by who opens the file.
      reader.close();
      throw UnreadableImage.because(file, e);
    }
  }

  private static RawHeader header(Path file, ImageReader reader) {
    RawHeader.SampleType type = PixelTypes.of(file, reader.getPixelType());
    if (reader.isIndexed() && !reader.isFalseColor()) {
      throw UnreadableImage.unsupported(file, "palette colours");
    }
    int samples = reader.getRGBChannelCount();
    int planes = reader.getEffectiveSizeC();
    int channels = samples == 1 && planes == 3 ? 3 : PixelTypes.channels(file, samples);
    StringBuilder format = new StringBuilder(reader.getFormat()).append(", ")
        .append(PixelTypes.name(type, channels));
    if (samples > 1 && planes > 1 || samples == 1 && planes > 1 && planes != 3) {
      format.append(", first of ").append(planes).append(" channel groups");
    }
    appendFirstOf(format, reader.getSeriesCount(), "series");
    appendFirstOf(format, reader.getSizeZ(), "z planes");
    appendFirstOf(format, reader.getSizeT(), "times");
    return new RawHeader(new ImageSize(reader.getSizeX(), reader.getSizeY()), channels, type, format.toString());
  }

  private static void appendFirstOf(StringBuilder format, int count, String what) {
    if (count > 1) {
      format.append(", first of ").append(count).append(' ').append(what);
    }
  }

  @Override
  public RawHeader header() {
    return header;
  }

  @Override
  public int preferredBandHeight() {
    return bandHeight;
  }

  @Override
  public void read(Tile region, float[][] into) throws IOException {
    for (int c = 0; c < header.colourChannels(); c++) {
      Plane.requireReadable(header.size(), region, into[c]);
    }
    if (region.isEmpty()) {
      return;
    }
    ImageReader reader = take();
    try {
      int samples = reader.getRGBChannelCount();
      int rows = Math.max(1, PIECE / (region.width() * header.type().bytes() * samples));
      for (int y = 0; y < region.height(); y += rows) {
        Tile piece = new Tile(region.x(), region.y() + y, region.width(), Math.min(rows, region.height() - y));
        readPiece(reader, samples, piece, into, y * region.width());
      }
    } catch (FormatException | RuntimeException e) {
      throw new IOException(file + ": the region " + region + " cannot be read, Bio-Formats says: "
          + e.getMessage(), e);
    } finally {
      giveBack(reader);
    }
  }

  private void readPiece(ImageReader reader, int samples, Tile piece, float[][] into, int offset)
      throws FormatException, IOException {
    int bytes = header.type().bytes();
    byte[] buffer = new byte[Math.multiplyExact(piece.area(), bytes * samples)];
    for (int c = 0; c < header.colourChannels(); c++) {
      if (c == 0 || planesApart) {
        reader.openBytes(reader.getIndex(0, planesApart ? c : 0, 0), buffer, piece.x(), piece.y(), piece.width(),
            piece.height());
      }
      int channel = planesApart ? 0 : c;
      boolean interleaved = reader.isInterleaved();
      int first = interleaved ? channel * bytes : channel * piece.area() * bytes;
      PixelTypes.decode(buffer, first, interleaved ? samples * bytes : bytes, reader.isLittleEndian(), header.type(),
          piece.area(), into[c], offset);
    }
  }

  private ImageReader take() throws IOException {
    synchronized (idle) {
      while (idle.isEmpty() && open >= READERS && !closed) {
        try {
          idle.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new java.io.InterruptedIOException("interrupted while waiting to read " + file);
        }
      }
      if (closed) {
        throw new IOException(file + " is closed already");
      }
      if (!idle.isEmpty()) {
        return idle.removeLast();
      }
      open++;
    }
    try {
      return newReader(file);
    } catch (IOException | RuntimeException e) {
      synchronized (idle) {
        open--;
        idle.notifyAll();
      }
      throw e;
    }
  }

  private void giveBack(ImageReader reader) throws IOException {
    synchronized (idle) {
      if (!closed) {
        idle.addLast(reader);
        idle.notify();
        return;
      }
    }
    reader.close();
  }

  @Override
  public void close() throws IOException {
    synchronized (idle) {
      closed = true;
      for (ImageReader reader : idle) {
        reader.close();
      }
      idle.clear();
      idle.notifyAll();
    }
  }
}
