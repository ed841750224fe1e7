package io.github.exo2micro.io;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A padded image of which only the rows of the image itself are read: the padding around it is known to be 0, and is a
 * sixth to a half of such a file.
 */
public final class FramedFile implements FilePlane {

  private final FilePlane padded;
  private final Tile frame;

  /**
   * @param padded is closed with this
   * @param frame where the image lies; everything else is 0
   */
  public FramedFile(FilePlane padded, Tile frame) {
    this.padded = padded;
    this.frame = frame;
  }

  @Override
  public Path file() {
    return padded.file();
  }

  @Override
  public ImageSize size() {
    return padded.size();
  }

  @Override
  public boolean favoursRows() {
    return padded.favoursRows();
  }

  @Override
  public void read(Tile region, float[] into) throws IOException {
    Plane.requireReadable(size(), region, into);
    boolean beside = region.intersect(frame).isEmpty();
    // Whole rows of the region: leaving out its sides would make a read of every row.
    Tile rows = new Tile(region.x(), frame.y(), beside ? 0 : region.width(), frame.height());
    padded.readWithin(rows, region, into);
  }

  @Override
  public void close() throws IOException {
    padded.close();
  }
}
