package io.github.exo2micro.microbes;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Tile;
import java.io.IOException;

/** A sixteenth of an image's rows, in the middle of each row of the noise's regions. */
final class SampledRows {

  /** Rows looked at of each row of regions. */
  private static final int ROWS = 16;
  private static final int COLUMNS = 2048;

  private SampledRows() {}

  /** What is done with one tile. Called from several threads at once. */
  interface Look {
    void at(Tile tile) throws IOException;
  }

  /** Shows all of them, tile by tile, none empty. */
  static void each(ImageSize size, ParallelLoop loop, Look look, Progress progress) throws IOException {
    int across = (size.width() + COLUMNS - 1) / COLUMNS;
    loop.run(across * Noise.regions(size.height()), i -> {
      int top = i / across * Noise.REGION;
      int middle = top + Math.max(0, (Math.min(Noise.REGION, size.height() - top) - ROWS) / 2);
      Tile tile = new Tile(i % across * COLUMNS, middle, COLUMNS, ROWS).intersect(size.whole());
      if (!tile.isEmpty()) {
        look.at(tile);
      }
    }, progress);
  }
}
