package io.github.exo2micro.microbes;

import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.io.IOException;

/**
 * One tile of the difference with what the search needs of it: the pixels, the same smoothed, and how bright the
 * background is around. Owns its buffers; one for each thread.
 */
final class TileReading {

  /** Brightness is the mean of blocks of this side, px: single pixels' noise would bias the threshold. */
  static final int BLOCK = 4;

  private final Plane difference;
  private final Plane level;
  private final SpotFilter filter = new SpotFilter();
  private float[] raw = new float[0];
  private float[] smoothed = new float[0];
  private float[] levels = new float[0];
  private float[] blocks = new float[0];
  private int blockColumns;
  private Tile tile = new Tile(0, 0, 0, 0);
  private boolean holes;

  TileReading(Plane difference, Plane level) {
    this.difference = difference;
    this.level = level;
  }

  /** Reads a tile that lies inside the planes. */
  void read(Tile wanted) throws IOException {
    tile = wanted;
    Tile around = tile.grown(SpotFilter.MARGIN);
    if (tile.isEmpty()) {
      return;
    }
    if (raw.length < around.area()) {
      raw = new float[around.area()];
    }
    if (smoothed.length < tile.area()) {
      smoothed = new float[tile.area()];
      levels = new float[tile.area()];
    }
    difference.readClipped(around, raw);
    holes = filter.smooth(tile, raw, smoothed);
    level.read(tile, levels);
    average();
  }

  private void average() {
    blockColumns = (tile.width() + BLOCK - 1) / BLOCK;
    int rows = (tile.height() + BLOCK - 1) / BLOCK;
    if (blocks.length < blockColumns * rows) {
      blocks = new float[blockColumns * rows];
    }
    for (int row = 0; row < rows; row++) {
      int top = row * BLOCK;
      int bottom = Math.min(tile.height(), top + BLOCK);
      for (int column = 0; column < blockColumns; column++) {
        int left = column * BLOCK;
        int right = Math.min(tile.width(), left + BLOCK);
        float sum = 0;
        for (int y = top; y < bottom; y++) {
          for (int x = left; x < right; x++) {
            sum += levels[y * tile.width() + x];
          }
        }
        blocks[row * blockColumns + column] = sum / ((bottom - top) * (right - left));
      }
    }
  }

  /** The smoothed difference, row-major over the tile; NaN where the difference is. */
  float[] smoothed() {
    return smoothed;
  }

  /** Whether the difference has pixels without a number there. */
  boolean hasHoles() {
    return holes;
  }

  /** The difference itself at a pixel of the tile; 0 where it is NaN. */
  float difference(int x, int row) {
    return raw[(row + SpotFilter.MARGIN) * (tile.width() + 2 * SpotFilter.MARGIN) + x + SpotFilter.MARGIN];
  }

  /** Brightness of the background around a pixel of the tile. */
  float brightness(int x, int row) {
    return blocks[row / BLOCK * blockColumns + x / BLOCK];
  }
}
