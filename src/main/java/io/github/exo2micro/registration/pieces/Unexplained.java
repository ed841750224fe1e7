package io.github.exo2micro.registration.pieces;

import io.github.exo2micro.geometry.PieceMap;
import io.github.exo2micro.geometry.Quantile;
import io.github.exo2micro.image.Tile;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The cells along a field's jumps which that field does not explain: next to none along the seams of a mosaic, many
 * along a tear.
 *
 * @param cells which
 * @param match how well each cell of all matches under the field
 * @param limit what matches less is not explained
 */
record Unexplained(List<Integer> cells, float[] match, double limit) {

  /** Nothing is known of a tear. */
  static final Unexplained NOTHING = new Unexplained(List.of(), new float[0], 0);

  /** Cells along a cut that match less than this part of a typical one are not explained by the field. */
  private static final double HARDLY = 0.7;
  /** So many of them, and such a part of those along the cut, make it a tear rather than the seam of a mosaic. */
  static final int LEAST = 3;
  private static final double LEAST_SHARE = 0.1;

  /**
   * Looks for them.
   *
   * @param along the cells along jumps
   * @param match how well each cell of all matches within a pixel
   */
  static Unexplained of(List<Integer> along, float[] match) {
    double limit = HARDLY * typical(match);
    List<Integer> torn = along.stream().filter(i -> match[i] < limit).toList();
    return torn.size() < Math.max(LEAST, LEAST_SHARE * along.size()) ? NOTHING : new Unexplained(torn, match, limit);
  }

  private static double typical(float[] match) {
    double[] some = new double[match.length];
    int n = 0;
    for (float m : match) {
      if (m >= PieceCells.MATCH) {
        some[n++] = m;
      }
    }
    return n == 0 ? 0 : Quantile.of(Arrays.copyOf(some, n), 0.5);
  }

  boolean isTear() {
    return !cells.isEmpty();
  }

  List<Tile> places(PieceCells of) {
    return cells.stream().map(of::tile).toList();
  }

  /**
   * The part of the cells that pieces explain, less those that they explain no longer. What lies
   * in or beside a gap is explained.
   *
   * @param with how well each cell of all matches with pieces
   */
  double mended(PieceCells of, float[] with, PieceMap map) {
    boolean[] gap = new boolean[of.count()];
    for (int i = 0; i < map.labels().length; i++) {
      gap[of.at(map.originX() + (i % map.columns() + 0.5) * map.block(),
          map.originY() + (i / map.columns() + 0.5) * map.block())] |= map.labels()[i] >= PieceMap.GAP;
    }
    Set<Integer> torn = Set.copyOf(cells);
    int balance = 0;
    for (int i = 0; i < with.length; i++) {
      boolean explained = with[i] >= limit || of.around(i, 1).stream().anyMatch(n -> gap[n]);
      if (torn.contains(i)) {
        balance += explained ? 1 : 0;
      } else if (of.onTissue()[i] && !explained && match[i] >= limit) {
        balance--;
      }
    }
    return (double) balance / cells.size();
  }
}
