package io.github.exo2micro.export;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Streams a plane and its reductions by 2, 4, 8 … in one pass from top to bottom: each pixel of a level is the mean of
 * the 2 × 2 pixels of the level before that have a value. Holds one band of rows of each level: 95 MB for a width of 34
 * 000 px.
 */
final class Pyramid {

  /** Side of the tiles, and the height of a band, px. */
  static final int TILE = 512;
  /** The smallest level fits on a screen. */
  private static final int SMALLEST = 1024;

  private final Plane plane;
  private final Tile region;
  private final ParallelLoop loop;
  private final List<Level> levels = new ArrayList<>();

  /** Takes bands of {@link #TILE} rows; the last of a level may have fewer. */
  interface Sink {
    void band(int level, int firstRow, int rows, float[] pixels) throws IOException;
  }

  /** One level and its open band. */
  private static final class Level {
    private final ImageSize size;
    private final float[] band;
    private int firstRow;
    private int rows;

    Level(ImageSize size) {
      this.size = size;
      this.band = new float[Math.multiplyExact(size.width(), Math.min(TILE, size.height()))];
    }
  }

  /**
   * @param region of the plane that is taken
   * @param loop reads a band in pieces of {@link #TILE} columns: of a warped plane, reading is work
   */
  Pyramid(Plane plane, Tile region, ParallelLoop loop) {
    this.plane = plane;
    this.region = region;
    this.loop = loop;
    sizes(new ImageSize(region.width(), region.height())).forEach(size -> levels.add(new Level(size)));
  }

  /** The sizes of the levels, the full one first. */
  static List<ImageSize> sizes(ImageSize full) {
    List<ImageSize> sizes = new ArrayList<>(List.of(full));
    ImageSize last = full;
    while (last.longestSide() > SMALLEST) {
      last = new ImageSize((last.width() + 1) / 2, (last.height() + 1) / 2);
      sizes.add(last);
    }
    return sizes;
  }

  void stream(Sink sink, Progress progress) throws IOException {
    Level full = levels.get(0);
    while (full.firstRow < full.size.height()) {
      full.rows = Math.min(TILE, full.size.height() - full.firstRow);
      read(full);
      flush(0, sink);
      progress.report((double) full.firstRow / full.size.height());
    }
  }

  private void read(Level full) throws IOException {
    int width = full.size.width();
    int top = region.y() + full.firstRow;
    int rows = full.rows;
    loop.run((width + TILE - 1) / TILE, i -> {
      int x = i * TILE;
      int columns = Math.min(TILE, width - x);
      float[] piece = new float[columns * rows];
      plane.read(new Tile(region.x() + x, top, columns, rows), piece);
      for (int row = 0; row < rows; row++) {
        System.arraycopy(piece, row * columns, full.band, row * width + x, columns);
      }
    }, Progress.none());
  }

  private void flush(int index, Sink sink) throws IOException {
    Level level = levels.get(index);
    sink.band(index, level.firstRow, level.rows, level.band);
    if (index + 1 < levels.size()) {
      reduce(level, index + 1, sink);
    }
    level.firstRow += level.rows;
    level.rows = 0;
  }

  private void reduce(Level from, int index, Sink sink) throws IOException {
    Level to = levels.get(index);
    int width = from.size.width();
    for (int row = 0; row < from.rows; row += 2) {
      int below = Math.min(row + 1, from.rows - 1);
      int at = to.rows * to.size.width();
      for (int x = 0; x < to.size.width(); x++) {
        int right = Math.min(2 * x + 1, width - 1);
        to.band[at + x] = mean(from.band[row * width + 2 * x], from.band[row * width + right],
            from.band[below * width + 2 * x], from.band[below * width + right]);
      }
      to.rows++;
      if (to.rows == TILE || to.firstRow + to.rows == to.size.height()) {
        flush(index, sink);
      }
    }
  }

  private static float mean(float a, float b, float c, float d) {
    float sum = a + b + c + d;
    if (sum == sum) {
      return sum / 4;
    }
    float known = 0;
    int count = 0;
    for (float v : new float[] {a, b, c, d}) {
      if (v == v) {
        known += v;
        count++;
      }
    }
    return count == 0 ? Float.NaN : known / count;
  }
}
