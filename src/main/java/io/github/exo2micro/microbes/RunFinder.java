package io.github.exo2micro.microbes;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the runs of a tile that stand out from the noise. Owns its buffers; one for each thread. */
final class RunFinder {

  private final ImageSize size;
  private final SearchArea area;
  private final Noise noise;
  private final double threshold;
  private final TileReading reading;
  private boolean[] inside = new boolean[0];
  private float[] sigmas = new float[0];

  /** What a tile holds. */
  record Found(List<List<Run>> rows, long searched) {}

  RunFinder(Plane difference, Plane level, SearchArea area, Noise noise, double threshold) {
    this.size = difference.size();
    this.area = area;
    this.noise = noise;
    this.threshold = threshold;
    this.reading = new TileReading(difference, level);
  }

  /** The runs of a tile, a list for each row in order of x, and how many of its pixels were searched. */
  Found find(Tile tile) throws IOException {
    List<List<Run>> rows = new ArrayList<>();
    if (inside.length < tile.area()) {
      inside = new boolean[tile.area()];
    }
    int marked = area.mark(tile, inside);
    if (marked == 0) {
      for (int row = 0; row < tile.height(); row++) {
        rows.add(List.of());
      }
      return new Found(rows, 0);
    }
    reading.read(tile);
    long searched = marked == 0 ? 0 : countNumbers(tile);
    for (int row = 0; row < tile.height(); row++) {
      if (row % TileReading.BLOCK == 0) {
        noiseOfBlocks(tile, row);
      }
      rows.add(runs(tile, row));
    }
    return new Found(rows, searched);
  }

  private long countNumbers(Tile tile) {
    float[] smoothed = reading.smoothed();
    long count = 0;
    for (int i = 0; i < tile.area(); i++) {
      inside[i] &= smoothed[i] == smoothed[i];
      count += inside[i] ? 1 : 0;
    }
    return count;
  }

  private void noiseOfBlocks(Tile tile, int row) {
    int blocks = (tile.width() + TileReading.BLOCK - 1) / TileReading.BLOCK;
    if (sigmas.length < blocks) {
      sigmas = new float[blocks];
    }
    for (int i = 0; i < blocks; i++) {
      int x = i * TileReading.BLOCK;
      sigmas[i] = (float) noise.at(tile.x() + x + 1.5, tile.y() + row + 1.5, reading.brightness(x, row));
    }
  }

  private List<Run> runs(Tile tile, int row) {
    List<Run> runs = List.of();
    float[] smoothed = reading.smoothed();
    int at = row * tile.width();
    float times = (float) threshold;
    for (int x = 0; x < tile.width(); x++) {
      float value = smoothed[at + x];
      if (inside[at + x] && Math.abs(value) >= times * sigmas[x / TileReading.BLOCK]) {
        int end = x + 1;
        boolean below = value < 0;
        while (end < tile.width() && inside[at + end] && smoothed[at + end] < 0 == below
            && Math.abs(smoothed[at + end]) >= times * sigmas[end / TileReading.BLOCK]) {
          end++;
        }
        runs = runs.isEmpty() ? new ArrayList<>() : runs;
        runs.add(run(tile, row, x, end, below));
        x = end - 1;
      }
    }
    return runs;
  }

  private Run run(Tile tile, int row, int from, int to, boolean below) {
    float sign = below ? -1 : 1;
    int length = to - from;
    float[] values = new float[length];
    float[] raw = new float[length];
    float[] sigma = new float[length];
    boolean edge = false;
    for (int i = 0; i < length; i++) {
      values[i] = sign * reading.smoothed()[row * tile.width() + from + i];
      raw[i] = sign * reading.difference(from + i, row);
      sigma[i] = sigmas[(from + i) / TileReading.BLOCK];
      edge |= isAtEdge(tile, from + i, row);
    }
    return new Run(tile.y() + row, tile.x() + from, below, values, raw, sigma, edge);
  }

  /** Whether a neighbour of the same tile is outside the area, or the frame ends here. */
  private boolean isAtEdge(Tile tile, int x, int row) {
    int at = row * tile.width() + x;
    int fullX = tile.x() + x;
    int fullY = tile.y() + row;
    return fullX == 0 || fullY == 0 || fullX == size.width() - 1 || fullY == size.height() - 1
        || x > 0 && !inside[at - 1] || x < tile.width() - 1 && !inside[at + 1]
        || row > 0 && !inside[at - tile.width()] || row < tile.height() - 1 && !inside[at + tile.width()];
  }
}
