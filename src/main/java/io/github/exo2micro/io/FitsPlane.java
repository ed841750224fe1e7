package io.github.exo2micro.io;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import nom.tam.fits.Header;
import nom.tam.util.FitsInputStream;

/** A plane in a FITS file whose primary image is one plane of singles: ours, or the Python original's. */
public final class FitsPlane implements FilePlane {

  /** Far more than the few cards that checkpoints have; keeps a file without END from taking memory. */
  private static final int MAX_HEADER = 200 * FitsWriter.BLOCK;

  private final Path file;
  private final Header header;
  private final ImageSize size;
  private final RegionReader rows;

  /**
   * Opens a file; reads its header alone.
   *
   * @throws DamagedImageException when it is not such a file, or shorter than its header demands
   * @throws IOException when it is missing or the disk fails
   */
  public FitsPlane(Path file) throws IOException {
    this.file = file;
    header = header(file);
    int axes = header.getIntValue("NAXIS", 0);
    long width = header.getLongValue("NAXIS1", 0);
    long height = header.getLongValue("NAXIS2", 0);
    if (header.getIntValue("BITPIX", 0) != -32 || axes != 2) {
      throw new DamagedImageException(file, "one plane of 32-bit floats was expected, but BITPIX is "
          + header.getIntValue("BITPIX", 0) + " and NAXIS " + axes);
    }
    if (header.getDoubleValue("BSCALE", 1) != 1 || header.getDoubleValue("BZERO", 0) != 0) {
      throw new DamagedImageException(file, "its pixels are scaled (BSCALE, BZERO), which no checkpoint has");
    }
    if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw new DamagedImageException(file, "its size of " + width + " x " + height + " makes no sense");
    }
    size = new ImageSize((int) width, (int) height);
    long dataAt = header.getSize();
    long end = dataAt + 4 * size.area();
    if (Files.size(file) < end) {
      throw new DamagedImageException(file, "truncated: its pixels should reach to byte " + end + ", but the file has "
          + Files.size(file) + " bytes");
    }
    rows = new RegionReader(file, ByteOrder.BIG_ENDIAN, size, new long[] {dataAt}, size.height());
  }

  private static Header header(Path file) throws IOException {
    byte[] begin;
    try (InputStream in = Files.newInputStream(file)) {
      begin = in.readNBytes(MAX_HEADER);
    }
    if (begin.length < 9
        || !new String(begin, 0, 9, java.nio.charset.StandardCharsets.ISO_8859_1).equals("SIMPLE  =")) {
      throw new DamagedImageException(file, "it does not begin like a FITS file");
    }
    // Whole blocks, since the library logs the trace of what it misses of one; the file's length is checked against its
    // size.
    byte[] blocks = Arrays.copyOf(begin, (begin.length + FitsWriter.BLOCK - 1) / FitsWriter.BLOCK * FitsWriter.BLOCK);
    try (FitsInputStream in = new FitsInputStream(new ByteArrayInputStream(blocks))) {
      Header header = Header.readHeader(in);
      if (header == null) {
        throw new DamagedImageException(file, "its header has no cards");
      }
      return header;
    } catch (DamagedImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The library refuses what is damaged with whatever its parts throw.
      throw new DamagedImageException(file, "its header cannot be read (" + e.getMessage() + ")");
    }
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public ImageSize size() {
    return size;
  }

  /** The value of a header card as text, without quotes; empty when there is none. */
  public Optional<String> card(String key) {
    return header.containsKey(key) ? Optional.ofNullable(header.findCard(key).getValue()) : Optional.empty();
  }

  @Override
  public boolean favoursRows() {
    return true;
  }

  @Override
  public void read(Tile region, float[] into) throws IOException {
    rows.read(region, into);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
