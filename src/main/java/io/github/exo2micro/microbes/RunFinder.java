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
  private float[] limits = new float[0];

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
    Tile part = marked == 0 ? new Tile(tile.x(), tile.y(), 0, 0) : needed(tile);
    if (marked > 0 && !part.equals(tile)) {
      area.mark(part, inside);
    }
    reading.read(part);
    long searched = reading.hasHoles() ? countNumbers(part) : marked;
    for (int y = tile.y(); y < tile.bottom(); y++) {
      int row = y - part.y();
      if (row < 0 || row >= part.height()) {
        rows.add(List.of());
        continue;
      }
      if (row % TileReading.BLOCK == 0) {
        noiseOfBlocks(part, row);
      }
      rows.add(runs(part, row));
    }
    return new Found(rows, searched);
  }

  /**
   * The rectangle that holds what is marked (something is), with the same blocks as the tile and a block more on all sides, so that what is
   * found is the same.
   */
  private Tile needed(Tile tile) {
    int width = tile.width();
    int top = 0;
    while (!anyIn(top * width, (top + 1) * width)) {
      top++;
    }
    int bottom = tile.height();
    while (!anyIn((bottom - 1) * width, bottom * width)) {
      bottom--;
    }
    int left = width;
    int right = 0;
    for (int at = top * width; at < bottom * width; at += width) {
      int first = 0;
      while (first < left && !inside[at + first]) {
        first++;
      }
      int end = width;
      while (end > right && !inside[at + end - 1]) {
        end--;
      }
      left = first;
      right = end;
    }
    int block = TileReading.BLOCK;
    int x = Math.max(0, left / block - 1) * block;
    int y = Math.max(0, top / block - 1) * block;
    return new Tile(tile.x() + x, tile.y() + y, Math.min(width, (right / block + 2) * block) - x,
        Math.min(tile.height(), (bottom / block + 2) * block) - y);
  }

  private boolean anyIn(int from, int to) {
    for (int i = from; i < to; i++) {
      if (inside[i]) {
        return true;
      }
    }
    return false;
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
      limits = new float[blocks];
    }
    for (int i = 0; i < blocks; i++) {
      int x = i * TileReading.BLOCK;
      sigmas[i] = (float) noise.at(tile.x() + x + 1.5, tile.y() + row + 1.5, reading.brightness(x, row));
      limits[i] = (float) threshold * sigmas[i];
    }
  }

  private List<Run> runs(Tile tile, int row) {
    List<Run> runs = List.of();
    float[] smoothed = reading.smoothed();
    int at = row * tile.width();
    int end = 0;
    for (int block = 0; block * TileReading.BLOCK < tile.width(); block++) {
      float limit = limits[block];
      int right = Math.min(tile.width(), (block + 1) * TileReading.BLOCK);
      for (int x = Math.max(end, block * TileReading.BLOCK); x < right; x++) {
        if (Math.abs(smoothed[at + x]) >= limit && inside[at + x]) {
          boolean below = smoothed[at + x] < 0;
          end = end(tile, at, x + 1, below);
          runs = runs.isEmpty() ? new ArrayList<>() : runs;
          runs.add(run(tile, row, x, end, below));
          x = end - 1;
        }
      }
    }
    return runs;
  }

  /** Where a run ends that goes on at {@code x}. */
  private int end(Tile tile, int at, int x, boolean below) {
    float[] smoothed = reading.smoothed();
    int end = x;
    while (end < tile.width() && inside[at + end] && smoothed[at + end] < 0 == below
        && Math.abs(smoothed[at + end]) >= limits[end / TileReading.BLOCK]) {
      end++;
    }
    return end;
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
