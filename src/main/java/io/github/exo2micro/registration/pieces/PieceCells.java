package io.github.exo2micro.registration.pieces;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Tissue;
import io.github.exo2micro.registration.patch.PatchMatcher;
import io.github.exo2micro.registration.patch.PatchPosition;
import io.github.exo2micro.registration.patch.PatchShift;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The square cells over the bounds of post's tissue at which pieces are told apart, and how well each of them matches
 * pre under a motion.
 *
 * @param post padded post
 * @param tissue of post
 * @param loop runs the measurements
 * @param bounds of all cells, padded post px
 * @param cell side of a cell, px, a multiple of 16
 * @param columns cells along x
 * @param rows cells along y
 * @param onTissue which cells show tissue, row by row; shared
 */
record PieceCells(Plane post, Tissue tissue, ParallelLoop loop, Tile bounds, int cell, int columns, int rows,
    boolean[] onTissue) {

  /** About so many cells on tissue. */
  private static final double CELLS = 1500;
  private static final int LEAST_CELL = 32;
  private static final int LEAST_SIDE = 48;
  private static final int LARGEST_SIDE = 128;
  private static final double LEAST_TISSUE = 0.5;
  /** A cell matches from this correlation on. */
  static final double MATCH = 0.4;

  static PieceCells of(Plane post, Tissue tissue, ParallelLoop loop) {
    Tile bounds = tissue.bounds();
    int cell = (int) Math.max(LEAST_CELL, Math.ceil(Math.sqrt(tissue.area() / CELLS) / 16) * 16);
    int columns = Math.max(1, (bounds.width() + cell - 1) / cell);
    int rows = Math.max(1, (bounds.height() + cell - 1) / cell);
    boolean[] onTissue = new boolean[columns * rows];
    for (int i = 0; i < onTissue.length; i++) {
      Tile tile = new Tile(bounds.x() + i % columns * cell, bounds.y() + i / columns * cell, cell, cell);
      onTissue[i] = tissue.fraction(tile) >= LEAST_TISSUE;
    }
    return new PieceCells(post, tissue, loop, new Tile(bounds.x(), bounds.y(), columns * cell, rows * cell), cell,
        columns, rows, onTissue);
  }

  int count() {
    return columns * rows;
  }

  int tissueCount() {
    int n = 0;
    for (boolean t : onTissue) {
      n += t ? 1 : 0;
    }
    return n;
  }

  Tile tile(int i) {
    return new Tile(bounds.x() + i % columns * cell, bounds.y() + i / columns * cell, cell, cell);
  }

  /** The cell of a place; the nearest one beyond the bounds. */
  int at(double x, double y) {
    int column = (int) Math.floor((x - bounds.x()) / cell);
    int row = (int) Math.floor((y - bounds.y()) / cell);
    return Math.max(0, Math.min(rows - 1, row)) * columns + Math.max(0, Math.min(columns - 1, column));
  }

  boolean contains(double x, double y) {
    return x >= bounds.x() && y >= bounds.y() && x < bounds.right() && y < bounds.bottom();
  }

  /** The cells at most some steps away along both axes, the cell itself included. */
  List<Integer> around(int i, int steps) {
    List<Integer> result = new ArrayList<>();
    for (int y = Math.max(0, i / columns - steps); y <= Math.min(rows - 1, i / columns + steps); y++) {
      for (int x = Math.max(0, i % columns - steps); x <= Math.min(columns - 1, i % columns + steps); x++) {
        result.add(y * columns + x);
      }
    }
    return result;
  }

  /**
   * The correlation of each cell with pre.
   *
   * @param aligned pre under a motion, as large as post
   * @param reach how far a cell may be off, px along each axis
   * @return −1 to 1; 0 where a cell shows no tissue or could not be measured
   */
  float[] match(Plane aligned, int reach, Progress progress) throws IOException {
    int side = Math.max(LEAST_SIDE, Math.min(LARGEST_SIDE, cell));
    PatchMatcher matcher = new PatchMatcher(post, aligned);
    float[] result = new float[count()];
    loop.run(result.length, i -> {
      if (onTissue[i]) {
        Tile t = tile(i);
        PatchShift shift = matcher.search(new PatchPosition(t.x() + (cell - side) / 2, t.y() + (cell - side) / 2, side,
            true), reach);
        result[i] = Double.isInfinite(shift.sigma()) ? 0 : (float) shift.ncc();
      }
    }, progress);
    return result;
  }

  /** The cells of a set that hang together, corners included, in regions of at least some cells: a subset of it. */
  boolean[] regions(boolean[] set, int least) {
    boolean[] kept = new boolean[set.length];
    connected(set, least, i -> around(i, 1)).forEach(region -> region.forEach(i -> kept[i] = true));
    return kept;
  }

  /** The cells of a set that hang together by what is beside each, in parts of at least some cells. */
  List<List<Integer>> connected(boolean[] set, int least, IntFunction<List<Integer>> beside) {
    List<List<Integer>> parts = new ArrayList<>();
    boolean[] seen = new boolean[set.length];
    for (int start = 0; start < set.length; start++) {
      if (set[start] && !seen[start]) {
        List<Integer> part = new ArrayList<>(List.of(start));
        seen[start] = true;
        for (int next = 0; next < part.size(); next++) {
          for (int n : beside.apply(part.get(next))) {
            if (set[n] && !seen[n]) {
              seen[n] = true;
              part.add(n);
            }
          }
        }
        if (part.size() >= least) {
          parts.add(part);
        }
      }
    }
    return parts;
  }

  /** A set's bounds, padded post px. */
  Tile bounds(boolean[] set) {
    int[] xs = java.util.stream.IntStream.range(0, set.length).filter(i -> set[i]).map(i -> i % columns).sorted()
        .toArray();
    int[] ys = java.util.stream.IntStream.range(0, set.length).filter(i -> set[i]).map(i -> i / columns).toArray();
    if (xs.length == 0) {
      return new Tile(bounds.x(), bounds.y(), 0, 0);
    }
    int right = xs[xs.length - 1] + 1;
    return new Tile(bounds.x() + xs[0] * cell, bounds.y() + ys[0] * cell, (right - xs[0]) * cell,
        (ys[ys.length - 1] + 1 - ys[0]) * cell);
  }

  static int size(boolean[] set) {
    int n = 0;
    for (boolean s : set) {
      n += s ? 1 : 0;
    }
    return n;
  }

  /** A label for every cell: its own where it has one (not negative), else that of the nearest that has one. */
  byte[] filled(byte[] labels) {
    byte[] result = labels.clone();
    List<Integer> front = new ArrayList<>();
    for (int i = 0; i < result.length; i++) {
      if (result[i] >= 0) {
        front.add(i);
      }
    }
    for (int next = 0; next < front.size(); next++) {
      for (int n : around(front.get(next), 1)) {
        if (result[n] < 0) {
          result[n] = result[front.get(next)];
          front.add(n);
        }
      }
    }
    return result;
  }

  /** What is known of the cells under some motions. */
  byte[] labels(List<float[]> matches) {
    byte[] labels = new byte[count()];
    Arrays.fill(labels, (byte) -1);
    for (int i = 0; i < labels.length; i++) {
      int best = 0;
      double second = 0;
      for (int k = 1; k < matches.size(); k++) {
        if (matches.get(k)[i] > matches.get(best)[i]) {
          best = k;
        }
      }
      for (int k = 0; k < matches.size(); k++) {
        second = k == best ? second : Math.max(second, matches.get(k)[i]);
      }
      if (onTissue[i] && matches.get(best)[i] >= MATCH && matches.get(best)[i] - second >= CLEARLY) {
        labels[i] = (byte) best;
      }
    }
    return believed(labels);
  }

  /** A correlation must be higher than under all other motions by this. */
  private static final double CLEARLY = 0.1;

  /** Without the labels that most of their neighbours contradict. */
  private byte[] believed(byte[] labels) {
    byte[] result = labels.clone();
    for (int i = 0; i < labels.length; i++) {
      int same = 0;
      int other = 0;
      for (int n : around(i, 1)) {
        same += n != i && labels[n] >= 0 && labels[n] == labels[i] ? 1 : 0;
        other += labels[n] >= 0 && labels[n] != labels[i] ? 1 : 0;
      }
      if (labels[i] >= 0 && other > 2 * same) {
        result[i] = -1;
      }
    }
    return result;
  }
}
