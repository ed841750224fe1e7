package io.github.exo2micro.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which piece of a torn section each place of post shows, on a coarse square grid, and how the pieces moved. Piece 0 is
 * the one whose field holds this map; the others have fields of their own. A place may also show none of them: the gap
 * of a tear.
 *
 * <p>Between the grid's centres the label is the one that has most of the bilinear weights, so that a line of blocks is
 * a line and no staircase; beyond the grid its outermost blocks go on. Immutable and thread-safe; the labels are shared
 * with their maker and must not be changed.
 */
public final class PieceMap {

  /** Added to the label of a block that shows no piece; the rest says which one lies nearest. */
  public static final int GAP = 64;
  /** Pieces besides the first, at most. */
  public static final int MOST = 15;

  private final int originX;
  private final int originY;
  private final int block;
  private final int columns;
  private final int rows;
  private final byte[] labels;
  private final List<DisplacementField> others;

  /**
   * @param originX first column of the first block, padded post px
   * @param originY its first row
   * @param block side of a block, px, at least 1
   * @param columns blocks along x, at least 1
   * @param rows blocks along y, at least 1
   * @param labels of the blocks, row by row: 0 for the first piece, k for {@code others.get(k - 1)}, {@link #GAP} added
   *     where no piece is shown
   * @param others fields of the other pieces, without pieces of their own; 1 to {@link #MOST}
   */
  public PieceMap(int originX, int originY, int block, int columns, int rows, byte[] labels,
      List<DisplacementField> others) {
    if (block < 1 || columns < 1 || rows < 1 || labels.length != Math.multiplyExact(columns, rows)
        || others.isEmpty() || others.size() > MOST) {
      throw new IllegalArgumentException(columns + " x " + rows + " blocks of " + block + " px, " + labels.length
          + " labels, " + others.size() + " other pieces");
    }
    for (byte label : labels) {
      if (label < 0 || label % GAP > others.size() || label >= 2 * GAP) {
        throw new IllegalArgumentException("label " + label + " with " + others.size() + " other pieces");
      }
    }
    if (others.stream().anyMatch(o -> o.pieces().isPresent())) {
      throw new IllegalArgumentException("a piece has pieces of its own");
    }
    this.originX = originX;
    this.originY = originY;
    this.block = block;
    this.columns = columns;
    this.rows = rows;
    this.labels = labels;
    this.others = List.copyOf(others);
  }

  /** First column of the first block, padded post px. */
  public int originX() {
    return originX;
  }

  /** Its first row. */
  public int originY() {
    return originY;
  }

  /** Side of a block, px. */
  public int block() {
    return block;
  }

  /** Blocks along x. */
  public int columns() {
    return columns;
  }

  /** Blocks along y. */
  public int rows() {
    return rows;
  }

  /** Of the blocks, row by row; shared. */
  public byte[] labels() {
    return labels;
  }

  /** Fields of the pieces from 1 on. */
  public List<DisplacementField> others() {
    return others;
  }

  /** The same map of other fields. */
  PieceMap with(List<DisplacementField> fields) {
    return new PieceMap(originX, originY, block, columns, rows, labels, fields);
  }

  /** The label of a place of post, {@link #GAP} added where no piece is shown. */
  public int label(double x, double y) {
    double u = (x - originX + 0.5) / block - 0.5;
    double v = (y - originY + 0.5) / block - 0.5;
    int i = (int) Math.floor(u);
    int j = (int) Math.floor(v);
    int a = at(i, j);
    int b = at(i + 1, j);
    int c = at(i, j + 1);
    int d = at(i + 1, j + 1);
    if (a == b && a == c && a == d) {
      return a;
    }
    double f = u - i;
    double g = v - j;
    double[] weights = {(1 - f) * (1 - g), f * (1 - g), (1 - f) * g, f * g};
    int[] around = {a, b, c, d};
    int best = a;
    double most = -1;
    for (int k = 0; k < 4; k++) {
      double sum = 0;
      for (int n = 0; n < 4; n++) {
        sum += around[n] == around[k] ? weights[n] : 0;
      }
      if (sum > most || sum == most && around[k] < best) {
        most = sum;
        best = around[k];
      }
    }
    return best;
  }

  private int at(int i, int j) {
    return labels[Math.max(0, Math.min(rows - 1, j)) * columns + Math.max(0, Math.min(columns - 1, i))];
  }

  /** Whether a place of post shows none of the pieces. */
  public boolean isGap(double x, double y) {
    return label(x, y) >= GAP;
  }

  /**
   * The labels without their gaps that occur in a rectangle of post, one block around it included: one bit for each.
   */
  int labelsIn(int x, int y, int width, int height) {
    int left = Math.floorDiv(x - originX, block) - 1;
    int right = Math.floorDiv(x + width - 1 - originX, block) + 1;
    int top = Math.floorDiv(y - originY, block) - 1;
    int bottom = Math.floorDiv(y + height - 1 - originY, block) + 1;
    int found = 0;
    for (int j = clamp(top, rows); j <= clamp(bottom, rows); j++) {
      for (int i = clamp(left, columns); i <= clamp(right, columns); i++) {
        found |= 1 << labels[j * columns + i] % GAP;
      }
    }
    return found;
  }

  private static int clamp(int i, int limit) {
    return Math.max(0, Math.min(limit - 1, i));
  }

  /** How many blocks show a piece; of {@link #GAP} and more, how many show none. */
  public int count(int label) {
    int n = 0;
    for (byte l : labels) {
      n += label >= GAP ? l >= GAP ? 1 : 0 : l == label ? 1 : 0;
    }
    return n;
  }

  /**
   * The lines between blocks of different pieces, or between a piece and a gap, whatever lies beside it there: x1, y1,
   * x2, y2 of each in post px, those that go on in one line joined.
   */
  public List<double[]> edges() {
    List<double[]> lines = new ArrayList<>();
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i + 1 < columns; i++) {
        // upright: begun where the row above has no edge here
        if (differ(i, j, i + 1, j) && (j == 0 || !differ(i, j - 1, i + 1, j - 1))) {
          int end = j + 1;
          while (end < rows && differ(i, end, i + 1, end)) {
            end++;
          }
          lines.add(new double[] {edge(originX, i + 1), edge(originY, j), edge(originX, i + 1), edge(originY, end)});
        }
      }
    }
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j + 1 < rows; j++) {
        if (differ(i, j, i, j + 1) && (i == 0 || !differ(i - 1, j, i - 1, j + 1))) {
          int end = i + 1;
          while (end < columns && differ(end, j, end, j + 1)) {
            end++;
          }
          lines.add(new double[] {edge(originX, i), edge(originY, j + 1), edge(originX, end), edge(originY, j + 1)});
        }
      }
    }
    return lines;
  }

  private double edge(int origin, int blocks) {
    return origin + (double) blocks * block - 0.5;
  }

  private boolean differ(int i, int j, int k, int l) {
    int a = labels[j * columns + i];
    int b = labels[l * columns + k];
    return a != b && (a < GAP || b < GAP);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PieceMap m && originX == m.originX && originY == m.originY && block == m.block
        && columns == m.columns && Arrays.equals(labels, m.labels) && others.equals(m.others);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(labels) * 31 + others.hashCode();
  }
}
