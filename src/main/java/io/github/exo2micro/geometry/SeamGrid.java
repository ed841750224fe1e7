package io.github.exo2micro.geometry;

import java.util.Arrays;

/**
 * The jumps of a displacement along the seams of a mosaic: straight lines that cut the plane into columns and rows of
 * tiles, and one constant displacement for each tile. The lines are parallel to the axes of post, or to those of pre;
 * pre's lie oblique in post when the slide was turned.
 *
 * <p>Immutable; the arrays are shared with their maker and must not be changed.
 *
 * @param frame in which image's coordinates the lines are
 * @param xs where tiles begin, ascending: a point with x ≥ xs[i] lies right of line i; px of the frame
 * @param ys the same for rows
 * @param dx of each tile, post px, row by row, (xs.length + 1) · (ys.length + 1) of them
 * @param dy of each tile
 */
public record SeamGrid(Frame frame, double[] xs, double[] ys, float[] dx, float[] dy) {

  /** Whose axes the lines follow. */
  public enum Frame {
    /** The mosaic of post. */
    POST,
    /** The mosaic of pre, seen through the warp. */
    PRE
  }

  /** @throws IllegalArgumentException when the tables do not have one value for each tile */
  public SeamGrid {
    int tiles = (xs.length + 1) * (ys.length + 1);
    if (dx.length != tiles || dy.length != tiles) {
      throw new IllegalArgumentException(dx.length + " and " + dy.length + " displacements for " + tiles + " tiles");
    }
  }

  /** Lines without jumps yet. */
  public static SeamGrid flat(Frame frame, double[] xs, double[] ys) {
    int tiles = (xs.length + 1) * (ys.length + 1);
    return new SeamGrid(frame, xs, ys, new float[tiles], new float[tiles]);
  }

  /** The same lines with other jumps. */
  public SeamGrid with(float[] newDx, float[] newDy) {
    return new SeamGrid(frame, xs, ys, newDx, newDy);
  }

  /** How many tiles. */
  public int tiles() {
    return dx.length;
  }

  /** How many lines. */
  int lines() {
    return xs.length + ys.length;
  }

  /**
   * The tile of a point, from 0 to {@link #tiles()} − 1.
   *
   * @param x in the grid's own frame
   * @param y likewise
   */
  public int tile(double x, double y) {
    return below(ys, y) * (xs.length + 1) + below(xs, x);
  }

  private static int below(double[] lines, double at) {
    int i = Arrays.binarySearch(lines, at);
    return i >= 0 ? i + 1 : -i - 1;
  }

  /**
   * Bounds of the displacements of the tiles that a rectangle touches: lowest dx, highest dx, lowest dy, highest dy.
   *
   * @param left of the rectangle, in the grid's own frame
   * @param top likewise
   * @param right likewise
   * @param bottom likewise
   */
  double[] range(double left, double top, double right, double bottom) {
    double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY};
    for (int row = below(ys, top); row <= below(ys, bottom); row++) {
      for (int column = below(xs, left); column <= below(xs, right); column++) {
        int tile = row * (xs.length + 1) + column;
        range[0] = Math.min(range[0], dx[tile]);
        range[1] = Math.max(range[1], dx[tile]);
        range[2] = Math.min(range[2], dy[tile]);
        range[3] = Math.max(range[3], dy[tile]);
      }
    }
    return range;
  }

  /** Distance of a point in the grid's frame to the nearest line, px; infinite without lines. */
  public double distance(double x, double y) {
    return Math.min(nearest(xs, x), nearest(ys, y));
  }

  private static double nearest(double[] lines, double at) {
    double least = Double.POSITIVE_INFINITY;
    for (double line : lines) {
      least = Math.min(least, Math.abs(line - at));
    }
    return least;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeamGrid g && frame == g.frame && Arrays.equals(xs, g.xs) && Arrays.equals(ys, g.ys)
        && Arrays.equals(dx, g.dx) && Arrays.equals(dy, g.dy);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(xs) * 31 + Arrays.hashCode(ys);
  }

  @Override
  public String toString() {
    return frame + " " + Arrays.toString(xs) + " x " + Arrays.toString(ys);
  }
}
