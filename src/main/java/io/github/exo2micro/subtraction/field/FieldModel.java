package io.github.exo2micro.subtraction.field;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.Tile;
import java.util.ArrayList;
import java.util.List;

/**
 * What the logarithm of the local scale is made of: a smooth part, and a factor that repeats with every mosaic tile for
 * each pattern found. Linear in its coefficients.
 */
final class FieldModel {

  private final SmoothBasis smooth;
  private final List<TilePattern> patterns;
  private final DisplacementField warp;
  private final Tile post;
  private final Tile pre;

  /** @param warp padded post px → padded pre px; of it the homography of each place's piece counts */
  FieldModel(SmoothBasis smooth, List<TilePattern> patterns, DisplacementField warp, Tile post, Tile pre) {
    this.smooth = smooth;
    this.patterns = List.copyOf(patterns);
    this.warp = warp;
    this.post = post;
    this.pre = pre;
  }

  FieldModel with(List<TilePattern> others) {
    List<TilePattern> more = new ArrayList<>(patterns);
    more.addAll(others);
    return new FieldModel(smooth, more, warp, post, pre);
  }

  FieldModel without(TilePattern pattern) {
    return new FieldModel(smooth, patterns.stream().filter(p -> p != pattern).toList(), warp, post, pre);
  }

  List<TilePattern> patterns() {
    return patterns;
  }

  int size() {
    return smooth.size() + TilePattern.TERMS * patterns.size();
  }

  SmoothBasis smooth() {
    return smooth;
  }

  /** The coordinate that a pattern repeats along, px of the raw image whose tiles they are. */
  double coordinate(TilePattern.Side side, boolean horizontal, double x, double y) {
    if (side == TilePattern.Side.POST) {
      return horizontal ? x - post.x() : y - post.y();
    }
    Homography there = warp.warpAt(x, y);
    return horizontal ? there.x(x, y) - pre.x() : there.y(x, y) - pre.y();
  }

  /** What each coefficient counts for at a position. */
  double[] row(double x, double y) {
    double[] row = new double[size()];
    smooth.fill(x, y, row);
    int at = smooth.size();
    for (TilePattern pattern : patterns) {
      TilePattern.terms(pattern.position(coordinate(pattern.side(), pattern.horizontal(), x, y)), row, at);
      at += TilePattern.TERMS;
    }
    return row;
  }

  /** The sum of the {@link #row} with each coefficient, without what counts for nothing there. */
  double at(double x, double y, double[] coefficients) {
    double sum = smooth.at(x, y, coefficients);
    if (patterns.isEmpty()) {
      return sum;
    }
    double[] terms = new double[TilePattern.TERMS];
    int at = smooth.size();
    for (TilePattern pattern : patterns) {
      TilePattern.terms(pattern.position(coordinate(pattern.side(), pattern.horizontal(), x, y)), terms, 0);
      for (double term : terms) {
        sum += term * coefficients[at++];
      }
    }
    return sum;
  }

  static double dot(double[] row, double[] coefficients) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += row[i] * coefficients[i];
    }
    return sum;
  }
}
