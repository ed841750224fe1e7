package io.github.exo2micro.tiff.plane;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.DamagedImageException;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.io.PixelRows;
import io.github.exo2micro.io.RegionReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The displacement field in a file of {@link FieldTiffWriter}, as one plane: dx above, dy below. */
public final class FieldTiffPlane implements FilePlane {

  private final Path file;
  private final ImageSize size;
  private final PixelRows rows;

  /**
   * Opens a file; reads its header alone.
   *
   * @throws DamagedImageException when it is not such a file, or has another length than its header says
   * @throws IOException when it is missing or cannot be read
   */
  public FieldTiffPlane(Path file) throws IOException {
    this.file = file;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer begin = ByteBuffer.allocate(FieldTiffLayout.DATA_AT).order(ByteOrder.LITTLE_ENDIAN);
      while (begin.hasRemaining() && channel.read(begin, begin.position()) > 0) {
        continue;
      }
      FieldTiffLayout layout = FieldTiffLayout.of(begin.clear());
      if (channel.size() != layout.bytes()) {
        throw new DamagedImageException(file, "it has " + channel.size() + " bytes instead of " + layout.bytes());
      }
      size = new ImageSize(layout.columns(), 2 * layout.rows());
    } catch (IllegalArgumentException e) {
      throw new DamagedImageException(file, e.getMessage());
    }
    rows = new RegionReader(file, ByteOrder.LITTLE_ENDIAN, size, new long[] {FieldTiffLayout.DATA_AT}, size.height());
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
  public void read(Tile region, float[] into) throws IOException {
    rows.read(region, into);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
