package io.github.exo2micro.export;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.BlockCache;
import io.github.exo2micro.io.DamagedImageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.InflaterInputStream;

/** One level of an OME-Zarr as {@link OmeZarrExport} writes it, as the numbers that are stored. Thread-safe. */
final class ZarrLevel implements Plane {

  private static final int TILE = Pyramid.TILE;

  private final Path folder;
  private final ImageSize size;
  private final ExportedPixels.Kind kind;
  private final BlockCache cache;

  /**
   * @param folder with a folder for each row of chunks
   * @param keptBytes of unpacked chunks that are kept
   */
  ZarrLevel(Path folder, ImageSize size, ExportedPixels.Kind kind, long keptBytes) {
    this.folder = folder;
    this.size = size;
    this.kind = kind;
    this.cache = new BlockCache(keptBytes);
  }

  @Override
  public ImageSize size() {
    return size;
  }

  @Override
  public void read(Tile region, float[] into) throws IOException {
    Plane.requireReadable(size, region, into);
    for (int row = region.y() / TILE; row * TILE < region.bottom(); row++) {
      for (int column = region.x() / TILE; column * TILE < region.right(); column++) {
        Tile chunk = new Tile(column * TILE, row * TILE, TILE, TILE);
        Path file = folder.resolve(row + "/" + column);
        unpack(ByteBuffer.wrap(cache.get((long) row << 32 | column, key -> chunk(file)))
            .order(ByteOrder.LITTLE_ENDIAN), chunk, region, into);
      }
    }
  }

  private void unpack(ByteBuffer stored, Tile chunk, Tile region, float[] into) {
    Tile part = chunk.intersect(region);
    for (int y = part.y(); y < part.bottom(); y++) {
      int from = (y - chunk.y()) * TILE - chunk.x();
      int to = (y - region.y()) * region.width() - region.x();
      for (int x = part.x(); x < part.right(); x++) {
        into[to + x] = kind.at(stored, from + x);
      }
    }
  }

  private byte[] chunk(Path file) throws IOException {
    byte[] whole = new byte[TILE * TILE * kind.bytes()];
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      if (in.readNBytes(whole, 0, whole.length) < whole.length) {
        throw new DamagedImageException(file, "it holds fewer than " + whole.length + " bytes of pixels");
      }
    }
    return whole;
  }
}
