package io.github.exo2micro.registration.pieces;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.PointPair;
import io.github.exo2micro.geometry.Quantile;
import io.github.exo2micro.geometry.WarpModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts the tissue into parts where a field's displacement changes more from one place to the next than tissue bends:
 * what a tear looks like to a field that follows it, smoothly or with seams. The jumps of a mosaic cut, too; whether
 * a cut is a tear is for the images to say.
 */
final class FieldCut {

  /** From this jump of the displacement on, px, two places do not hang together. */
  static final double TORN_PX = 3;
  /** Where a tear is known to be it is followed down to this, px. */
  static final double LEAST_PX = 1.2;
  /** Over so many of the field's nodes a patch across a tear smears it. */
  private static final int SMEARED_NODES = 2;

  private final PieceCells cells;
  private final DisplacementField field;
  private final double step;
  /** The size of the jump between a cell and the next one right of it, and below it. */
  private final double[] right;
  private final double[] below;

  /**
   * Parts of the tissue that move each on their own.
   *
   * @param labels of the cells, −1 where none is known
   * @param warps a motion for each label, padded post px → padded pre px; the largest part first
   */
  record Parts(byte[] labels, List<Homography> warps) {

    boolean isCut() {
      return warps.size() > 1;
    }
  }

  FieldCut(PieceCells cells, DisplacementField field) {
    this.cells = cells;
    this.field = field;
    this.step = SMEARED_NODES * field.spacing();
    this.right = new double[cells.count()];
    this.below = new double[cells.count()];
    // No place lies farther off than the longest displacement.
    for (int i = 0; i < right.length && 4 * field.bound() >= LEAST_PX; i++) {
      right[i] = (i + 1) % cells.columns() == 0 ? 0 : jump(i, 1, 0);
      below[i] = i + cells.columns() >= right.length ? 0 : jump(i, 0, 1);
    }
  }

  /** The cells on tissue that lie along jumps of {@link #TORN_PX} or more. */
  List<Integer> cells() {
    return IntStream.range(0, right.length).filter(i -> cells.onTissue()[i] && isCut(i, TORN_PX)).boxed().toList();
  }

  /**
   * Cuts.
   *
   * @param limit the least jump that cuts, px
   * @param match how well each cell matches under the field: parts that hardly do are none
   * @param hardly cells that match less belong to no part
   * @param least cells of a part
   * @param most parts
   */
  Parts parts(double limit, float[] match, double hardly, int least, int most) {
    List<List<Integer>> parts = merged(limit, matching(limit, match, hardly, least));
    parts.sort(Comparator.comparingInt((List<Integer> p) -> -p.size()));
    byte[] labels = new byte[cells.count()];
    Arrays.fill(labels, (byte) -1);
    List<Homography> warps = new ArrayList<>();
    for (List<Integer> part : parts.subList(0, Math.min(most, parts.size()))) {
      WarpModel.AFFINE.fit(pairs(part)).ifPresent(warp -> {
        part.forEach(i -> labels[i] = (byte) warps.size());
        warps.add(warp);
      });
    }
    return new Parts(labels, warps);
  }

  /** The largest jump on the way from a cell's middle to that of its neighbour. */
  private double jump(int cell, int dx, int dy) {
    double x = x(cell);
    double y = y(cell);
    double largest = 0;
    for (double s = Math.min(step, cells.cell()) / 2; s < cells.cell(); s += step / 2) {
      largest = Math.max(largest, jump(x + s * dx, y + s * dy, dx, dy));
    }
    return largest;
  }

  /**
   * How much more the displacement changes over a step than it does before and behind it; not more than it changes
   * there, so that a place beside a jump is none.
   */
  private double jump(double x, double y, int dx, int dy) {
    double[] here = change(x, y, dx, dy);
    double[] before = change(x - 2 * step * dx, y - 2 * step * dy, dx, dy);
    double[] behind = change(x + 2 * step * dx, y + 2 * step * dy, dx, dy);
    return Math.min(Math.hypot(here[0], here[1]),
        Math.hypot(here[0] - (before[0] + behind[0]) / 2, here[1] - (before[1] + behind[1]) / 2));
  }

  private double[] change(double x, double y, int dx, int dy) {
    double[] a = field.at(x - step / 2 * dx, y - step / 2 * dy);
    double[] b = field.at(x + step / 2 * dx, y + step / 2 * dy);
    return new double[] {b[0] - a[0], b[1] - a[1]};
  }

  private double x(int cell) {
    return cells.tile(cell).x() + cells.cell() / 2.0;
  }

  private double y(int cell) {
    return cells.tile(cell).y() + cells.cell() / 2.0;
  }

  /** Cells that match and hang together, away from all cuts. */
  private List<List<Integer>> matching(double limit, float[] match, double hardly, int least) {
    boolean[] free = cells.onTissue().clone();
    for (int i = 0; i < free.length; i++) {
      free[i] &= !isCut(i, limit) && match[i] >= hardly;
    }
    return cells.connected(free, least, this::beside);
  }

  private boolean isCut(int i, double limit) {
    return right[i] >= limit || below[i] >= limit || i % cells.columns() > 0 && right[i - 1] >= limit
        || i >= cells.columns() && below[i - cells.columns()] >= limit;
  }

  private List<Integer> beside(int i) {
    List<Integer> result = new ArrayList<>(4);
    for (int n : new int[] {i - 1, i + 1}) {
      if (n >= 0 && n / cells.columns() == i / cells.columns() && n < right.length) {
        result.add(n);
      }
    }
    for (int n : new int[] {i - cells.columns(), i + cells.columns()}) {
      if (n >= 0 && n < right.length) {
        result.add(n);
      }
    }
    return result;
  }

  /** Those that are cut off from each other only here and there, put together. */
  private List<List<Integer>> merged(double limit, List<List<Integer>> parts) {
    List<List<Integer>> result = new ArrayList<>(parts);
    for (int a = 0; a < result.size(); a++) {
      for (int b = a + 1; b < result.size(); b++) {
        if (hangTogether(limit, result, a, b)) {
          List<Integer> both = new ArrayList<>(result.get(a));
          both.addAll(result.remove(b));
          result.set(a, both);
          b = a; // its border is another one now
        }
      }
    }
    return result;
  }

  /** Whether most of the border of two parts shows no jump. */
  private boolean hangTogether(double limit, List<List<Integer>> parts, int a, int b) {
    byte[] labels = new byte[right.length];
    Arrays.fill(labels, (byte) -1);
    for (int k = 0; k < parts.size(); k++) {
      int label = Math.min(k, Byte.MAX_VALUE);
      parts.get(k).forEach(i -> labels[i] = (byte) label);
    }
    byte[] filled = cells.filled(labels);
    List<Double> jumps = new ArrayList<>();
    for (int i = 0; i < filled.length; i++) {
      if (cells.onTissue()[i] && (i + 1) % cells.columns() != 0 && isBorder(filled, i, i + 1, a, b)) {
        jumps.add(nearby(right, i, 1));
      }
      if (cells.onTissue()[i] && i + cells.columns() < filled.length
          && isBorder(filled, i, i + cells.columns(), a, b)) {
        jumps.add(nearby(below, i, cells.columns()));
      }
    }
    return !jumps.isEmpty() && Quantile.of(jumps.stream().mapToDouble(j -> j).toArray(), 0.5) < limit;
  }

  /** The largest of a jump and of those a cell before and behind it. */
  private static double nearby(double[] jumps, int i, int step) {
    return Math.max(jumps[i],
        Math.max(i < step ? 0 : jumps[i - step], i + step >= jumps.length ? 0 : jumps[i + step]));
  }

  private boolean isBorder(byte[] filled, int i, int n, int a, int b) {
    return cells.onTissue()[n] && (filled[i] == a && filled[n] == b || filled[i] == b && filled[n] == a);
  }

  private List<PointPair> pairs(List<Integer> part) {
    return part.stream().map(i -> new PointPair(x(i), y(i), field.preX(x(i), y(i)), field.preY(x(i), y(i)))).toList();
  }
}
