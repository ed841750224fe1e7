package io.github.exo2micro.tiff.plane;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.io.PixelRows;
import io.github.exo2micro.io.RegionReader;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A plane in an uncompressed or deflated float32 TIFF file in strips, classic or BigTIFF, of either byte order: what
 * {@link Float32TiffWriter}, {@link DeflatedTiffWriter} and the Python original's tifffile write.
 */
public final class Float32TiffPlane implements FilePlane {

  private final Path file;
  private final ImageSize size;
  private final PixelRows rows;

  /**
   * Opens a file; reads its directory alone.
   *
   * @throws DamagedImageException when it is not such a file, or shorter than its directory demands
   * @throws IOException when it is missing or the disk fails
   */
  public Float32TiffPlane(Path file) throws IOException {
    this.file = file;
    Float32TiffDirectory directory = Float32TiffDirectory.read(file);
    directory.requireFloat32(file);
    size = directory.size();
    rows = directory.compression() == Float32TiffLayout.NO_COMPRESSION
        ? new RegionReader(file, directory.order(), size, directory.offsets(), directory.rowsPerStrip())
        : new DeflatedStrips(file, directory);
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public ImageSize size() {
    return size;
  }

  @Override
  public boolean favoursRows() {
    return rows instanceof RegionReader;
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
