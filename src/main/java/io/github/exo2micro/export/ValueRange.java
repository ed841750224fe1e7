package io.github.exo2micro.export;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.util.Arrays;

/**
 * What values some rows of an image hold, those that are not finite left out; of an image of up to 400 rows all.
 *
 * @param lowest the lowest; 0 where there is none
 * @param highest the highest; 1 where there is none
 * @param shownLowest what a viewer shows black: one in a hundred is lower
 * @param shownHighest what a viewer shows white, above that: two in a thousand are higher
 */
record ValueRange(double lowest, double highest, double shownLowest, double shownHighest) {

  private static final int SAMPLED_ROWS = 400;

  /** Rows that are read at once. */
  private static final int BAND = 64;

  /**
   * The same with the lowest and the highest of all values: a few bright pixels decide how whole numbers are scaled.
   *
   * @param region of the plane that counts
   * @param loop reads bands of rows
   */
  ValueRange withExtremes(Plane plane, Tile region, ParallelLoop loop, Progress progress) throws IOException {
    int bands = (region.height() + BAND - 1) / BAND;
    float[] low = new float[bands];
    float[] high = new float[bands];
    loop.run(bands, i -> {
      int rows = Math.min(BAND, region.height() - i * BAND);
      float[] band = new float[rows * region.width()];
      plane.read(new Tile(region.x(), region.y() + i * BAND, region.width(), rows), band);
      low[i] = Float.POSITIVE_INFINITY;
      high[i] = Float.NEGATIVE_INFINITY;
      for (float v : band) {
        if (Float.isFinite(v)) {
          low[i] = Math.min(low[i], v);
          high[i] = Math.max(high[i], v);
        }
      }
    }, progress);
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < bands; i++) {
      least = Math.min(least, low[i]);
      most = Math.max(most, high[i]);
    }
    return least > most ? this : new ValueRange(least, most, shownLowest, shownHighest);
  }

  /** @param region of the plane that counts */
  static ValueRange sampled(Plane plane, Tile region) throws IOException {
    int step = Math.max(1, region.height() / SAMPLED_ROWS);
    float[] row = new float[region.width()];
    float[] all = new float[Math.multiplyExact(region.width(), (region.height() + step - 1) / step)];
    int n = 0;
    for (int y = 0; y < region.height(); y += step) {
      plane.read(new Tile(region.x(), region.y() + y, region.width(), 1), row);
      for (float v : row) {
        if (Float.isFinite(v)) {
          all[n++] = v;
        }
      }
    }
    Arrays.sort(all, 0, n);
    if (n == 0) {
      return new ValueRange(0, 1, 0, 1);
    }
    return new ValueRange(all[0], all[n - 1], all[n / 100], Math.max(all[(int) (n * 0.998)], all[n / 100] + 1e-6));
  }
}
