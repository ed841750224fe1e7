package io.github.exo2micro.microbes;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.util.Arrays;

/**
 * What microbes are looked for in; planes of one size.
 *
 * @param difference the difference; NaN where there is none
 * @param post post
 * @param pre the aligned pre
 * @param area where microbes may be
 * @param saturated from this value on a pixel of post is saturated, grey levels; infinite where none is
 */
public record MicrobeInputs(Plane difference, Plane post, Plane pre, SearchArea area, double saturated) {

  /** Farther from a saturated pixel than this the smoothing takes hardly anything of it, px. */
  private static final int SATURATED_REACH = 2;

  /** @throws IllegalArgumentException when the sizes differ */
  public MicrobeInputs {
    ImageSize size = difference.size();
    if (!size.equals(post.size()) || !size.equals(pre.size())) {
      throw new IllegalArgumentException(size + ", " + post.size() + ", " + pre.size());
    }
  }

  /** Means of post and pre over a spot's pixels. */
  double[] means(Spot spot) throws IOException {
    int left = Arrays.stream(spot.x()).min().orElseThrow();
    int right = Arrays.stream(spot.x()).max().orElseThrow() + 1;
    int top = spot.y()[0];
    int bottom = spot.y()[spot.area() - 1] + 1;
    double[] sums = new double[2];
    // A lawn is read in pieces.
    int rows = Math.max(1, (1 << 18) / (right - left));
    float[] pixels = new float[Math.min(rows, bottom - top) * (right - left)];
    int from = 0;
    for (int y = top; y < bottom; y += rows) {
      Tile piece = new Tile(left, y, right - left, Math.min(rows, bottom - y));
      int to = from;
      while (to < spot.area() && spot.y()[to] < piece.bottom()) {
        to++;
      }
      sums[0] += sum(post, piece, spot, from, to, pixels);
      sums[1] += sum(pre, piece, spot, from, to, pixels);
      from = to;
    }
    return new double[] {sums[0] / spot.area(), sums[1] / spot.area()};
  }

  /**
   * Whether post is saturated on a spot or next to it. What it lacks there is missing in the difference, too: that it
   * is dark says nothing.
   */
  boolean isSaturated(Spot spot) throws IOException {
    if (saturated == Double.POSITIVE_INFINITY) {
      return false;
    }
    int left = Arrays.stream(spot.x()).min().orElseThrow();
    int right = Arrays.stream(spot.x()).max().orElseThrow() + 1;
    int top = spot.y()[0];
    int bottom = spot.y()[spot.area() - 1] + 1;
    Tile around = new Tile(left, top, right - left, bottom - top).grown(SATURATED_REACH)
        .intersect(post.size().whole());
    float[] row = new float[around.width()];
    for (int y = around.y(); y < around.bottom(); y++) {
      post.read(new Tile(around.x(), y, around.width(), 1), row);
      for (float value : row) {
        if (value >= saturated) {
          return true;
        }
      }
    }
    return false;
  }

  private static double sum(Plane plane, Tile piece, Spot spot, int from, int to, float[] pixels) throws IOException {
    plane.read(piece, pixels);
    double sum = 0;
    for (int i = from; i < to; i++) {
      float value = pixels[(spot.y()[i] - piece.y()) * piece.width() + spot.x()[i] - piece.x()];
      sum += Float.isFinite(value) ? value : 0;
    }
    return sum;
  }
}
