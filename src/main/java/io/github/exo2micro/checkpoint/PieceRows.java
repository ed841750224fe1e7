package io.github.exo2micro.checkpoint;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.PieceMap;
import io.github.exo2micro.geometry.SeamGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The further pieces of a torn section in the file of the first one's field: their nodes, one after the other, and the
 * map's labels as runs (label, length), in rows behind those of the first piece's nodes, half of them on each page.
 * What describes them is in the sidecar.
 */
final class PieceRows {

  private static final String ROWS = "rows of nodes";
  private static final String PIECES = "further pieces";
  private static final String MAP = "map of pieces: first column, first row, px per block, columns, rows, runs";
  /** Whole numbers are exact in a float up to here. */
  private static final int LONGEST_RUN = 1 << 24;

  private PieceRows() {}

  /** How many rows a page of the field's file has. */
  static int height(DisplacementField field) {
    return field.rows() + extraRows(field);
  }

  private static int extraRows(DisplacementField field) {
    return field.pieces().map(p -> (values(p).length + 2 * field.columns() - 1) / (2 * field.columns())).orElse(0);
  }

  /** Both pages: the nodes of the first piece, and what belongs to the others. */
  static float[] pages(DisplacementField field) {
    if (field.pieces().isEmpty()) {
      return field.nodes();
    }
    float[] nodes = field.nodes();
    int half = nodes.length / 2;
    int extra = extraRows(field) * field.columns();
    float[] values = Arrays.copyOf(values(field.pieces().get()), 2 * extra);
    float[] pages = new float[nodes.length + 2 * extra];
    for (int page = 0; page < 2; page++) {
      System.arraycopy(nodes, page * half, pages, page * (half + extra), half);
      System.arraycopy(values, page * extra, pages, page * (half + extra) + half, extra);
    }
    return pages;
  }

  private static float[] values(PieceMap map) {
    List<Float> values = new ArrayList<>();
    for (DisplacementField other : map.others()) {
      for (float v : other.nodes()) {
        values.add(v);
      }
    }
    for (int[] run : runs(map.labels())) {
      values.add((float) run[0]);
      values.add((float) run[1]);
    }
    float[] result = new float[values.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = values.get(i);
    }
    return result;
  }

  private static List<int[]> runs(byte[] labels) {
    List<int[]> runs = new ArrayList<>();
    for (int from = 0; from < labels.length;) {
      int to = from + 1;
      while (to < labels.length && labels[to] == labels[from] && to - from < LONGEST_RUN) {
        to++;
      }
      runs.add(new int[] {labels[from], to - from});
      from = to;
    }
    return runs;
  }

  /** Adds to the sidecar what describes them; nothing where the section is whole. */
  static void describe(DisplacementField field, Map<String, String> facts) {
    if (field.pieces().isEmpty()) {
      return;
    }
    PieceMap map = field.pieces().get();
    facts.put(ROWS, String.valueOf(field.rows()));
    facts.put(PIECES, String.valueOf(map.others().size()));
    facts.put(MAP,
        map.originX() + " " + map.originY() + " " + map.block() + " " + map.columns() + " " + map.rows() + " "
            + runs(map.labels()).size());
    for (int k = 0; k < map.others().size(); k++) {
      DisplacementField other = map.others().get(k);
      String of = prefix(k);
      facts.put(of + "homography", FactNumbers.text(other.warp().toArray()));
      facts.put(of + "lattice", other.originX() + " " + other.originY() + " " + other.spacing() + " " + other.columns()
          + " " + other.rows());
      FactNumbers.describe(of, other.seams(), facts);
    }
  }

  private static String prefix(int k) {
    return "piece " + (k + 2) + ", ";
  }

  /** How many of a page's rows are the first piece's nodes. */
  static int rows(Map<String, String> facts, int height) {
    return facts.containsKey(ROWS) ? Integer.parseInt(facts.get(ROWS)) : height;
  }

  /** The first piece's nodes out of both pages. */
  static float[] nodes(float[] pages, int columns, int rows) {
    if (pages.length == 2 * columns * rows) {
      return pages;
    }
    float[] nodes = new float[2 * columns * rows];
    for (int page = 0; page < 2; page++) {
      System.arraycopy(pages, page * pages.length / 2, nodes, page * columns * rows, columns * rows);
    }
    return nodes;
  }

  /** The other pieces; empty where the section is whole. */
  static Optional<PieceMap> read(Map<String, String> facts, float[] pages, int columns, int rows) {
    if (!facts.containsKey(PIECES)) {
      return Optional.empty();
    }
    int extra = pages.length / 2 - columns * rows;
    float[] values = new float[2 * extra];
    for (int page = 0; page < 2; page++) {
      System.arraycopy(pages, page * pages.length / 2 + columns * rows, values, page * extra, extra);
    }
    List<DisplacementField> others = new ArrayList<>();
    int at = 0;
    for (int k = 0; k < Integer.parseInt(facts.get(PIECES)); k++) {
      String of = prefix(k);
      double[] l = FactNumbers.numbers(facts.get(of + "lattice"));
      int size = 2 * (int) l[3] * (int) l[4];
      others.add(DisplacementField.ofNodes(Homography.of(FactNumbers.numbers(facts.get(of + "homography"))), (int) l[0],
          (int) l[1], (int) l[2], (int) l[3], (int) l[4], Arrays.copyOfRange(values, at, at + size),
          FactNumbers.seams(of, facts)));
      at += size;
    }
    double[] m = FactNumbers.numbers(facts.get(MAP));
    byte[] labels = new byte[(int) m[3] * (int) m[4]];
    int filled = 0;
    for (int run = 0; run < (int) m[5]; run++) {
      int length = (int) values[at + 1];
      Arrays.fill(labels, filled, filled + length, (byte) values[at]);
      filled += length;
      at += 2;
    }
    return Optional.of(new PieceMap((int) m[0], (int) m[1], (int) m[2], (int) m[3], (int) m[4], labels, others));
  }
}
