package io.github.exo2micro.fiji.view;

import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/**
 * The tiles of a plane at full resolution and reduced. Each reduced pixel is the mean of the pixels that it stands for,
 * those without a value (NaN) left out.
 *
 * <p>Tiles of fine levels are read from the plane when asked for, {@link PyramidLevels#TILE}² pixels of the level at a
 * time. The coarse ones would need most of the file each, so they are held in memory: sketched from an overview at
 * first, then made right from the top down by {@link #fill}, in one pass over the plane.
 *
 * <p>Tiles may be read from any thread, also while it is filled: what is not filled yet is the sketch.
 */
final class PlanePyramid {

  private final Plane plane;
  private final PyramidLevels levels;
  private final float[][] held;

  /**
   * @param plane thread-safe, as planes are; it stays the caller's
   * @param heldBytes what the coarse levels may take in memory
   */
  PlanePyramid(Plane plane, long heldBytes) {
    this.plane = plane;
    this.levels = PyramidLevels.of(plane.size(), heldBytes);
    this.held = new float[levels.count()][];
    for (int level = levels.firstHeld(); level < levels.count(); level++) {
      held[level] = new float[Math.toIntExact(levels.sizeOf(level).area())];
    }
  }

  /** How it is cut. */
  PyramidLevels levels() {
    return levels;
  }

  /**
   * A tile's pixels, row by row.
   *
   * @param index as in {@link PyramidLevels#tile}
   * @return the caller's own, but for a level in memory: that level itself, which changes while it is filled
   * @throws IOException when the plane cannot be read
   */
  float[] tile(int level, long index) throws IOException {
    if (levels.isHeld(level)) {
      return held[level];
    }
    Tile tile = levels.tile(level, index);
    float[] pixels = new float[tile.area()];
    if (level == 0) {
      plane.read(tile, pixels);
    } else {
      float[] band = new float[bandLength(level, tile)];
      for (int row = 0; row < tile.height(); row++) {
        means(level, new Tile(tile.x(), tile.y() + row, tile.width(), 1), band, pixels, row * tile.width());
      }
    }
    return pixels;
  }

  private int bandLength(int level, Tile tile) {
    int width = Math.min(tile.width() << level, plane.size().width());
    return Math.multiplyExact(width, levels.reduction(level));
  }

  /** One row of means, straight from the plane. */
  private void means(int level, Tile row, float[] band, float[] into, int at) throws IOException {
    int reduction = levels.reduction(level);
    Tile full = new Tile(row.x() << level, row.y() << level, row.width() << level, reduction)
        .intersect(plane.size().whole());
    plane.read(full, band);
    for (int x = 0; x < row.width(); x++) {
      int end = Math.min((x + 1) << level, full.width());
      double sum = 0;
      int known = 0;
      for (int y = 0; y < full.height(); y++) {
        int line = y * full.width();
        for (int i = x << level; i < end; i++) {
          float v = band[line + i];
          if (v == v) {
            sum += v;
            known++;
          }
        }
      }
      into[at + x] = (float) (sum / known);
    }
  }

  /** Puts something into the levels in memory that gives an idea of the plane. */
  void sketch(Overview overview) {
    for (int level = levels.firstHeld(); level < levels.count(); level++) {
      int width = levels.sizeOf(level).width();
      for (int i = 0; i < held[level].length; i++) {
        held[level][i] = overview.image().at(nearest(overview, level, i % width, overview.image().width()),
            nearest(overview, level, i / width, overview.image().height()));
      }
    }
  }

  private int nearest(Overview overview, int level, int at, int end) {
    double full = (at + 0.5) * levels.reduction(level) - 0.5;
    return Math.max(0, Math.min(end - 1, (int) Math.round(overview.toReduced(full))));
  }

  /**
   * Makes the levels in memory right, reading the plane once from top to bottom.
   *
   * @param progress is told the part that is done, after every row of the finest level in memory; what it throws ends
   *     the pass
   * @param stopped is asked before every row; ends the pass in silence
   * @throws IOException when the plane cannot be read
   */
  void fill(DoubleConsumer progress, BooleanSupplier stopped) throws IOException {
    int first = levels.firstHeld();
    if (first == levels.count()) {
      return;
    }
    int width = levels.sizeOf(first).width();
    int height = levels.sizeOf(first).height();
    float[] band = new float[bandLength(first, new Tile(0, 0, width, 1))];
    for (int row = 0; row < height && !stopped.getAsBoolean(); row++) {
      means(first, new Tile(0, row, width, 1), band, held[first], row * width);
      int level = first;
      int done = row;
      // A row of the next level is ripe once the second of its two rows is there, or the last.
      while (level + 1 < levels.count() && (done % 2 == 1 || done == levels.sizeOf(level).height() - 1)) {
        done /= 2;
        level++;
        halve(level, done);
      }
      progress.accept((row + 1.0) / height);
    }
  }

  /** One row of a level from two rows of the level before, each pixel with the weight of what it stands for. */
  private void halve(int level, int row) {
    int width = levels.sizeOf(level).width();
    int fineWidth = levels.sizeOf(level - 1).width();
    int bottom = Math.min(2 * row + 2, levels.sizeOf(level - 1).height());
    for (int x = 0; x < width; x++) {
      double sum = 0;
      double weights = 0;
      for (int y = 2 * row; y < bottom; y++) {
        for (int i = 2 * x; i < Math.min(2 * x + 2, fineWidth); i++) {
          float v = held[level - 1][y * fineWidth + i];
          if (v == v) {
            double weight = (double) levels.columnsIn(level - 1, i) * levels.rowsIn(level - 1, y);
            sum += weight * v;
            weights += weight;
          }
        }
      }
      held[level][row * width + x] = (float) (sum / weights);
    }
  }
}
