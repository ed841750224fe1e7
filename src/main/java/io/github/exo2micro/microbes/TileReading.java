package io.github.exo2micro.microbes;

import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.microbes.Noise.Zero;
import java.io.IOException;

/**
 * One tile of the difference with what the search needs of it: the pixels, the same smoothed, both above what the
 * background is there, and how bright that is around. Owns its buffers; one for each thread.
 */
final class TileReading {

  /** Brightness is the mean of blocks of this side, px: single pixels' noise would bias the threshold. */
  static final int BLOCK = 4;

  private final Plane difference;
  private final Plane level;
  private final Zero zero;
  private final SpotFilter filter = new SpotFilter();
  private float[] raw = new float[0];
  private float[][] smoothed = new float[SpotFilter.ROWS][0];
  private float[] levels = new float[0];
  private float[] blocks = new float[0];
  private int blockColumns;
  private float[] present = new float[0];
  private float[][] weights = new float[SpotFilter.ROWS][0];
  private boolean presentKnown;
  private Tile tile = new Tile(0, 0, 0, 0);
  private boolean holes;
  private int smoothedFrom;

  /**
   * @param difference what is searched
   * @param level brightness of the background
   * @param zero what the difference of the background is; taken off
   */
  TileReading(Plane difference, Plane level, Zero zero) {
    this.difference = difference;
    this.level = level;
    this.zero = zero;
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
    if (levels.length < tile.area()) {
      levels = new float[tile.area()];
    }
    if (smoothed[0].length < tile.width()) {
      smoothed = new float[SpotFilter.ROWS][tile.width()];
    }
    difference.readClipped(around, raw);
    holes = false;
    presentKnown = false;
    smoothedFrom = -SpotFilter.ROWS;
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
          int end = y * tile.width() + right;
          for (int i = y * tile.width() + left; i < end; i++) {
            sum += levels[i];
          }
        }
        blocks[row * blockColumns + column] = sum / ((bottom - top) * (right - left));
      }
    }
  }

  /**
   * A row of the smoothed difference; NaN where the difference is. It stays so until another row is asked for; rows are
   * best asked for in their order.
   */
  float[] smoothed(int row) {
    int from = row - row % SpotFilter.ROWS;
    if (from != smoothedFrom) {
      smooth(from);
      smoothedFrom = from;
    }
    return smoothed[row - from];
  }

  private void smooth(int from) {
    int wide = tile.width() + 2 * SpotFilter.MARGIN;
    int rows = Math.min(SpotFilter.ROWS, tile.height() - from);
    boolean finite = filter.smooth(raw, wide, from, rows, smoothed);
    // Hardly ever is anything no number, and then sums say so.
    if (!finite && !holes) {
      holes = filter.fillHoles(raw, wide * (tile.height() + 2 * SpotFilter.MARGIN));
      if (holes) {
        presentKnown = false;
        filter.smooth(raw, wide, from, rows, smoothed);
      }
    }
    if (!zero.equals(Zero.NONE)) {
      takeZeroOff(from, rows);
    }
    if (holes) {
      for (int row = 0; row < rows; row++) {
        for (int x = 0; x < tile.width(); x++) {
          smoothed[row][x] = isHole(x, from + row) ? Float.NaN : smoothed[row][x];
        }
      }
    }
  }

  /**
   * What lies outside the frame and what has no number count as 0 in the smoothed pixels: there is less to take off.
   */
  private void takeZeroOff(int from, int rows) {
    boolean whole = !holes && tile.grown(SpotFilter.MARGIN).equals(tile.grown(SpotFilter.MARGIN)
        .intersect(difference.size().whole()));
    if (!whole) {
      findPresent();
      if (weights[0].length < tile.width()) {
        weights = new float[SpotFilter.ROWS][tile.width()];
      }
      filter.smooth(present, tile.width() + 2 * SpotFilter.MARGIN, from, rows, weights);
    }
    for (int row = 0; row < rows; row++) {
      for (int x = 0; x < tile.width(); x++) {
        float background = (float) zero.of(brightness(x, from + row));
        smoothed[row][x] -= whole ? background : background * weights[row][x];
      }
    }
  }

  /** 1 for each pixel of the tile and around it that has a number, 0 for all others. */
  private void findPresent() {
    if (presentKnown) {
      return;
    }
    Tile around = tile.grown(SpotFilter.MARGIN);
    Tile inside = around.intersect(difference.size().whole());
    if (present.length < around.area()) {
      present = new float[around.area()];
    }
    for (int y = around.y(), i = 0; y < around.bottom(); y++) {
      for (int x = around.x(); x < around.right(); x++, i++) {
        boolean in = x >= inside.x() && x < inside.right() && y >= inside.y() && y < inside.bottom();
        present[i] = in && !(holes && filter.isHole(i)) ? 1 : 0;
      }
    }
    presentKnown = true;
  }

  /**
   * Whether pixels without a number have been met, in the rows that were asked for or less than {@link
   * SpotFilter#MARGIN} px from them.
   */
  boolean hasHoles() {
    return holes;
  }

  /**
   * Whether a pixel of the tile, or up to {@link SpotFilter#MARGIN} px beside it, has no number, once {@link
   * #hasHoles}.
   */
  boolean isHole(int x, int row) {
    return filter.isHole(place(x, row));
  }

  private int place(int x, int row) {
    return (row + SpotFilter.MARGIN) * (tile.width() + 2 * SpotFilter.MARGIN) + x + SpotFilter.MARGIN;
  }

  /** The difference itself at a pixel of the tile, above the background; nothing that counts where it is NaN. */
  float difference(int x, int row) {
    return raw[place(x, row)] - (float) zero.of(brightness(x, row));
  }

  /** Brightness of the background around a pixel of the tile. */
  float brightness(int x, int row) {
    return blocks[row / BLOCK * blockColumns + x / BLOCK];
  }

  /** Puts the brightness of all blocks of a row into a buffer, from the left. */
  void brightness(int row, float[] into) {
    System.arraycopy(blocks, row / BLOCK * blockColumns, into, 0, blockColumns);
  }
}
