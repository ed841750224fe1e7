package io.github.exo2micro.microbes;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the runs of a tile that stand out from the noise. Owns its buffers; one for each thread. */
final class RunFinder {

  /** Half the width of the kernel that interpolates, px; holes are wider than this. */
  private static final int RIM = 2;

  private final ImageSize size;
  private final SearchArea area;
  private final Noise noise;
  private final double threshold;
  private final TileReading reading;
  private boolean[] inside = new boolean[0];
  private float[] sigmas = new float[0];
  private float[] limits = new float[0];
  /** Where the background lies, by block. */
  private float[] background = new float[0];

  /** What a tile holds. */
  record Found(List<List<Run>> rows, long searched) {}

  RunFinder(Plane difference, Plane level, SearchArea area, Noise noise, double threshold) {
    this.size = difference.size();
    this.area = area;
    this.noise = noise;
    this.threshold = threshold;
    this.reading = new TileReading(difference, level, noise.zero());
  }

  /** The runs of a tile, a list for each row in order of x, and how many of its pixels were searched. */
  Found find(Tile tile) throws IOException {
    if (inside.length < tile.area()) {
      inside = new boolean[tile.area()];
    }
    int marked = area.mark(tile, inside);
    Tile part = marked == 0 ? new Tile(tile.x(), tile.y(), 0, 0) : needed(tile);
    if (marked > 0 && !part.equals(tile)) {
      area.mark(part, inside);
    }
    reading.read(part);
    List<List<Run>> rows = rows(tile, part);
    if (!reading.hasHoles()) {
      return new Found(rows, marked);
    }
    // Pixels without a number are outside the area: that changes what lies at its edge.
    long searched = leaveOutHoles(part);
    return new Found(rows(tile, part), searched);
  }

  private List<List<Run>> rows(Tile tile, Tile part) {
    List<List<Run>> rows = new ArrayList<>(tile.height());
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
    return rows;
  }

  /**
   * The rectangle that holds what is marked (something is), with the same blocks as the tile and a block more on all
   * sides, so that what is found is the same.
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

  private long leaveOutHoles(Tile tile) {
    long count = 0;
    for (int row = 0; row < tile.height(); row++) {
      for (int x = 0; x < tile.width(); x++) {
        int at = row * tile.width() + x;
        inside[at] = inside[at] && !isBesideHole(x, row);
        count += inside[at] ? 1 : 0;
      }
    }
    return count;
  }

  /** Whether what was interpolated for a pixel may be partly of what is no number. */
  private boolean isBesideHole(int x, int row) {
    for (int dy = -RIM; dy <= RIM; dy += RIM) {
      for (int dx = -RIM; dx <= RIM; dx += RIM) {
        if (reading.isHole(x + dx, row + dy)) {
          return true;
        }
      }
    }
    return false;
  }

  private void noiseOfBlocks(Tile tile, int row) {
    int blocks = (tile.width() + TileReading.BLOCK - 1) / TileReading.BLOCK;
    if (sigmas.length < blocks) {
      sigmas = new float[blocks];
      limits = new float[blocks];
      background = new float[blocks];
    }
    reading.brightness(row, sigmas);
    noise.replace(sigmas, background, blocks, tile.x() + 1.5, TileReading.BLOCK, tile.y() + row + 1.5);
    for (int i = 0; i < blocks; i++) {
      limits[i] = (float) threshold * sigmas[i];
    }
  }

  private List<Run> runs(Tile tile, int row) {
    List<Run> runs = List.of();
    float[] smoothed = reading.smoothed(row);
    int width = tile.width();
    int at = row * width;
    int whole = width / TileReading.BLOCK;
    int end = 0;
    for (int block = 0, x = 0; x < width; block++, x += TileReading.BLOCK) {
      float limit = limits[block];
      float base = background[block];
      if (block < whole && Math.abs(smoothed[x] - base) < limit && Math.abs(smoothed[x + 1] - base) < limit
          && Math.abs(smoothed[x + 2] - base) < limit && Math.abs(smoothed[x + 3] - base) < limit) {
        continue;
      }
      int right = Math.min(width, x + TileReading.BLOCK);
      for (int i = Math.max(end, x); i < right; i++) {
        if (Math.abs(smoothed[i] - base) >= limit && inside[at + i]) {
          boolean below = smoothed[i] < base;
          end = end(tile, at, i + 1, below);
          runs = runs.isEmpty() ? new ArrayList<>() : runs;
          runs.add(run(tile, row, i, end, below));
          i = end - 1;
        }
      }
    }
    return runs;
  }

  /** Where a run ends that goes on at {@code x}. */
  private int end(Tile tile, int at, int x, boolean below) {
    float[] smoothed = reading.smoothed(at / tile.width());
    int end = x;
    while (end < tile.width() && inside[at + end] && standsOut(smoothed[end], end / TileReading.BLOCK, below)) {
      end++;
    }
    return end;
  }

  private boolean standsOut(float value, int block, boolean below) {
    float above = value - background[block];
    return above < 0 == below && Math.abs(above) >= limits[block];
  }

  private Run run(Tile tile, int row, int from, int to, boolean below) {
    float sign = below ? -1 : 1;
    int length = to - from;
    float[] values = new float[length];
    float[] raw = new float[length];
    float[] sigma = new float[length];
    float[] smoothed = reading.smoothed(row);
    boolean edge = false;
    for (int i = 0; i < length; i++) {
      int block = (from + i) / TileReading.BLOCK;
      values[i] = sign * (smoothed[from + i] - background[block]);
      raw[i] = sign * (reading.difference(from + i, row) - background[block]);
      sigma[i] = sigmas[block];
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
