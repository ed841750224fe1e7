package io.github.exo2micro.tiff.plane;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.DamagedImageException;
import io.github.exo2micro.io.FilePlane;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The displacement field in a file of {@link FieldTiffWriter}, as one plane: dx above, dy below. */
public final class FieldTiffPlane implements FilePlane {

  private final Path file;
  private final FileChannel channel;
  private final ImageSize size;

  /**
   * Opens a file; reads its header alone.
   *
   * @throws DamagedImageException when it is not such a file, or has another length than its header says
   * @throws IOException when it is missing or cannot be read
   */
  public FieldTiffPlane(Path file) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      ByteBuffer begin = ByteBuffer.allocate(FieldTiffLayout.DATA_AT).order(ByteOrder.LITTLE_ENDIAN);
      while (begin.hasRemaining() && channel.read(begin, begin.position()) > 0) {
        continue;
      }
      FieldTiffLayout layout = FieldTiffLayout.of(begin.clear());
      if (Files.size(file) != layout.bytes()) {
        throw new DamagedImageException(file, "it has " + Files.size(file) + " bytes instead of " + layout.bytes());
      }
      size = new ImageSize(layout.columns(), 2 * layout.rows());
    } catch (IllegalArgumentException e) {
      channel.close();
      throw new DamagedImageException(file, e.getMessage());
    } catch (IOException e) {
      channel.close();
      throw e;
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

  @Override
  public void read(Tile region, float[] into) throws IOException {
    Plane.requireReadable(size, region, into);
    ByteBuffer row = ByteBuffer.allocate(4 * region.width()).order(ByteOrder.LITTLE_ENDIAN);
    for (int y = 0; y < region.height(); y++) {
      long at = FieldTiffLayout.DATA_AT + 4L * ((long) (region.y() + y) * size.width() + region.x());
      row.clear();
      while (row.hasRemaining()) {
        if (channel.read(row, at + row.position()) < 0) {
          throw new DamagedImageException(file, "it ends in row " + (region.y() + y));
        }
      }
      row.flip().asFloatBuffer().get(into, y * region.width(), region.width());
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
