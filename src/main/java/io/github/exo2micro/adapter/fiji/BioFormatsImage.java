package io.github.exo2micro.adapter.fiji;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.ImageChoice;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import loci.formats.FormatException;
import loci.formats.ImageReader;
import loci.formats.MetadataTools;
import loci.formats.meta.IMetadata;
import ome.units.UNITS;
import ome.units.quantity.Length;

/**
 * One plane of a file, read by region through Bio-Formats at its highest resolution.
 *
 * <p>A reader is no thing for two threads at once, so there are up to {@value #READERS} of them, made as they are
 * needed.
 */
final class BioFormatsImage implements RawImage {

  private static final int READERS = 4;
  /** Sizes of a pixel that a microscope has, µm; others are printers' resolutions. */
  private static final double SMALLEST = 1e-3;
  private static final double LARGEST = 50;
  /** Bytes that are asked for in one call; a plane of 2 GB or more cannot be had at once. */
  private static final int PIECE = 16 << 20;

  /** Some of its readers decode a whole plane; more than this is not counted for it, bytes. */
  private static final long MOST_COUNTED = 256L << 20;

  private final Path file;
  private final SeriesChoice place;
  private final RawHeader header;
  private final int bandHeight;
  private final Deque<ImageReader> idle = new ArrayDeque<>();
  private int open;
  private boolean closed;

  /**
   * @throws io.github.exo2micro.RemediableException when Bio-Formats cannot read it, or this program has no use for it
   */
  BioFormatsImage(Path file, ImageChoice choice) throws IOException {
    this.file = file;
    IMetadata metadata = MetadataTools.createOMEXMLMetadata();
    ImageReader reader = newReader(file, Optional.of(metadata));
    try {
      place = SeriesChoice.of(file, reader, choice);
      SeriesChoice.requireReadable(file, reader);
      header = header(file, reader, place, pixelSize(metadata, place.series()));
      bandHeight = Math.max(1, Math.min(header.size().height(), reader.getOptimalTileHeight()));
    } catch (RuntimeException e) {
      reader.close();
      throw e instanceof RemediableException ? e : UnreadableImage.because(file, e);
    }
    idle.add(reader);
    open = 1;
  }

  /** The one colour sample of its pixels that was chosen, from 0; empty = all. */
  OptionalInt sample() {
    return place.sample();
  }

  /** The size of a pixel as the file's metadata tell; empty where they do not, or tell what no microscope has. */
  private static Optional<PixelSize> pixelSize(IMetadata metadata, int series) {
    Length x = metadata.getPixelsPhysicalSizeX(series);
    Length y = metadata.getPixelsPhysicalSizeY(series);
    Number across = x == null ? null : x.value(UNITS.MICROMETER);
    Number down = y == null ? null : y.value(UNITS.MICROMETER);
    if (across == null || down == null || !(across.doubleValue() >= SMALLEST && across.doubleValue() <= LARGEST)
        || !(down.doubleValue() >= SMALLEST && down.doubleValue() <= LARGEST)) {
      return Optional.empty();
    }
    return Optional.of(new PixelSize(across.doubleValue(), down.doubleValue()));
  }

  private static ImageReader newReader(Path file, Optional<IMetadata> metadata) throws IOException {
    ImageReader reader = new ImageReader();
    try {
      metadata.ifPresent(reader::setMetadataStore);
      reader.setGroupFiles(false);
      reader.setOriginalMetadataPopulated(false);
      reader.setFlattenedResolutions(false);
      reader.setId(file.toString());
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

  private static RawHeader header(Path file, ImageReader reader, SeriesChoice place,
      Optional<PixelSize> pixel) {
    RawHeader.SampleType type = PixelTypes.of(file, reader.getPixelType());
    if (reader.isIndexed() && !reader.isFalseColor()) {
      throw UnreadableImage.unsupported(file, "palette colours",
          "where the palette only colours a grey image, take it off: in Fiji "
              + "with Image > Lookup Tables > Grays, which keeps the pixels' values. Do the same for pre and post.");
    }
    int channels = PixelTypes.channels(file, reader.getRGBChannelCount());
    ImageSize size = new ImageSize(reader.getSizeX(), reader.getSizeY());
    long decoding = Math.min(MOST_COUNTED, size.area() * type.bytes() * channels);
    return new RawHeader(size, channels, type, reader.getFormat() + ", " + RawHeader.kind(type, channels),
        place.place(),
        decoding, place.warnings(), pixel);
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
    } catch (java.nio.file.FileSystemException e) {
      throw e;
    } catch (FormatException | IOException | RuntimeException e) {
      // A disk that fails is told by the operating system; all else is what Bio-Formats makes of the file's bytes.
      throw UnreadableImage.undecodable(file, e);
    } finally {
      giveBack(reader);
    }
  }

  private void readPiece(ImageReader reader, int samples, Tile piece, float[][] into, int offset)
      throws FormatException, IOException {
    int bytes = header.type().bytes();
    byte[] buffer = new byte[Math.multiplyExact(piece.area(), bytes * samples)];
    reader.openBytes(place.plane(), buffer, piece.x(), piece.y(), piece.width(), piece.height());
    boolean interleaved = reader.isInterleaved();
    for (int c = 0; c < header.colourChannels(); c++) {
      int first = interleaved ? c * bytes : c * piece.area() * bytes;
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
      ImageReader reader = newReader(file, Optional.empty());
      reader.setSeries(place.series());
      return reader;
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
