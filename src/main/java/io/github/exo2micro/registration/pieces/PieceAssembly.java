package io.github.exo2micro.registration.pieces;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.PieceMap;
import io.github.exo2micro.geometry.Quantile;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Puts the pieces of a torn section together: aligns each on its own tissue, asks again what belongs to it, and leaves
 * out those that are not believed: too little of it matches, another piece shows the same, it lies off, or joins the
 * others as tissue does that only bends.
 */
final class PieceAssembly {

  /** How far cells may be off a piece's field, px: while it is found, and at the end. */
  private static final int NEAR = 5;
  private static final int CLOSE = 4;
  /** How far a cell may be off where a field is to explain it, px. */
  private static final int EXACT = 1;
  /** Pieces' motions lie farther apart than this along the edge between them, px: else the tissue only bends there. */
  private static final double LEAST_JUMP_PX = FieldCut.TORN_PX;
  /** Pieces explain this part of the cells along a tear that the field of the whole section does not. */
  private static final double LEAST_MENDED = 0.5;
  /** Patches that had no part in its alignment must confirm a piece within this, median. */
  private static final double LARGEST_ERROR_PX = 1.5;
  /** A piece that shows what another one shows already is none: at most this part of it. */
  private static final double MOST_SHARED = 0.15;
  /** What belongs to a piece is asked again through its field, until hardly any place of the tissue changes. */
  private static final int ROUNDS = 3;
  private static final double CHANGED = 0.01;

  private final PieceMeasurement measured;
  private final PieceCells cells;
  private final Progress progress;

  /**
   * @param measured what pieces are measured with
   * @param progress gets the part that is done
   */
  PieceAssembly(PieceMeasurement measured, Progress progress) {
    this.measured = measured;
    this.cells = measured.cells();
    this.progress = progress;
  }

  /**
   * Aligns every piece on its own tissue, asks again what belongs to it, and puts the pieces together.
   *
   * @param warps motions of the pieces, as far as they are known
   * @param start labels of all cells
   * @param unexplained a tear that the pieces have to explain, if one is known
   */
  TornResult aligned(List<Homography> warps, byte[] start, Unexplained unexplained) throws IOException {
    byte[] labels = start;
    List<MovedPiece> pieces = List.of();
    for (int round = 0; round < ROUNDS; round++) {
      pieces = new ArrayList<>();
      for (int k = 0; k < warps.size(); k++) {
        MovedPiece piece = measured.piece(k, labels, warps.get(k));
        if (!PieceMeasurement.isMeasured(piece)) {
          return TornResult.none("piece " + (k + 1) + " could not be aligned on its own: "
              + piece.interior().reason());
        }
        pieces.add(piece);
        progress.report((k + 1.0) / (warps.size() + 1));
      }
      List<float[]> under = new ArrayList<>();
      for (MovedPiece piece : pieces) {
        under.add(measured.match(piece.field(), NEAR));
      }
      byte[] now = cells.filled(cells.labels(under));
      if (differing(now, labels) < CHANGED * cells.tissueCount()) {
        break;
      }
      labels = now;
    }
    return together(pieces, labels, unexplained);
  }

  private int differing(byte[] a, byte[] b) {
    int n = 0;
    for (int i = 0; i < a.length; i++) {
      n += cells.onTissue()[i] && a[i] != b[i] ? 1 : 0;
    }
    return n;
  }

  private TornResult together(List<MovedPiece> pieces, byte[] before, Unexplained unexplained) throws IOException {
    List<DisplacementField> fields = pieces.stream().map(MovedPiece::field).toList();
    List<float[]> matches = new ArrayList<>();
    for (DisplacementField field : fields) {
      matches.add(measured.match(field, CLOSE));
    }
    byte[] labels = cells.labels(matches);
    for (int k = 1; k < fields.size(); k++) {
      String objection = objection(k, pieces.get(k), fields, labels);
      if (!objection.isEmpty()) {
        return without(k, pieces, before, unexplained, objection);
      }
    }
    PieceMap map = PieceCut.of(cells, measured.images().pre(), fields, labels, Progress.none());
    for (int k = 1; k < fields.size(); k++) {
      double jump = jump(map, k, fields);
      if (jump < LEAST_JUMP_PX) {
        return without(k, pieces, before, unexplained,
            String.format(Locale.ROOT, "it joins the others within %.1f px, as tissue that bends does", jump));
      }
    }
    DisplacementField field = fields.get(0).with(map);
    double mended = unexplained.isTear() ? unexplained.mended(cells, measured.match(field, EXACT), map) : 1;
    return mended < LEAST_MENDED
        ? TornResult.none(String.format(Locale.ROOT, "%d pieces explain %.0f %% of the places along the tear",
            pieces.size(), 100 * mended))
        : new TornFigures(measured).of(pieces, field, map);
  }

  /** The others without one that is not believed. */
  private TornResult without(int piece, List<MovedPiece> pieces, byte[] labels, Unexplained unexplained, String why)
      throws IOException {
    if (pieces.size() == 2) {
      return TornResult.none("piece " + (piece + 1) + " is not believed: " + why);
    }
    List<Homography> warps = new ArrayList<>(pieces.stream().map(MovedPiece::warp).toList());
    warps.remove(piece);
    byte[] rest = new byte[labels.length];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = (byte) (labels[i] == piece ? -1 : labels[i] > piece ? labels[i] - 1 : labels[i]);
    }
    return aligned(warps, cells.filled(rest), unexplained);
  }

  /**
   * How far the motions of a piece and of its neighbours lie apart along its edges, median, px; infinite where it has
   * no edge on tissue.
   */
  private double jump(PieceMap map, int piece, List<DisplacementField> fields) {
    List<Double> jumps = new ArrayList<>();
    byte[] labels = map.labels();
    for (int i = 0; i + map.columns() < labels.length; i++) {
      for (int n : new int[] {i + 1, i + map.columns()}) {
        int a = labels[i] % PieceMap.GAP;
        int b = labels[n] % PieceMap.GAP;
        double x = map.originX() + (i % map.columns() + 0.5) * map.block();
        double y = map.originY() + (i / map.columns() + 0.5) * map.block();
        if (a != b && (a == piece || b == piece) && cells.tissue().contains(x, y)) {
          DisplacementField f = fields.get(a);
          DisplacementField g = fields.get(b);
          jumps.add(Math.hypot(f.preX(x, y) - g.preX(x, y), f.preY(x, y) - g.preY(x, y)));
        }
      }
    }
    return jumps.isEmpty() ? Double.POSITIVE_INFINITY
        : Quantile.of(jumps.stream().mapToDouble(j -> j).toArray(), 0.5);
  }

  private String objection(int k, MovedPiece piece, List<DisplacementField> fields, byte[] labels) {
    int own = 0;
    int shared = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == k) {
        own++;
        shared += isShownElsewhere(i, k, fields, labels) ? 1 : 0;
      }
    }
    if (own < measured.leastCells()) {
      return "only " + own + " places of it match";
    }
    if (shared > MOST_SHARED * own) {
      return String.format(Locale.ROOT, "%d %% of what it shows is shown by another piece: is the tissue folded?",
          Math.round(100.0 * shared / own));
    }
    double error = piece.error().orElse(Double.POSITIVE_INFINITY);
    return error > LARGEST_ERROR_PX ? String.format(Locale.ROOT, "it lies %.2f px off", error) : "";
  }

  private boolean isShownElsewhere(int cell, int piece, List<DisplacementField> fields, byte[] labels) {
    Tile t = cells.tile(cell);
    double x = t.x() + t.width() / 2.0;
    double y = t.y() + t.height() / 2.0;
    double u = fields.get(piece).preX(x, y);
    double v = fields.get(piece).preY(x, y);
    for (int k = 0; k < fields.size(); k++) {
      if (k != piece) {
        double[] there = PieceCut.inverse(fields.get(k), fields.get(k).warp().inverse(), u, v);
        if (cells.contains(there[0], there[1]) && labels[cells.at(there[0], there[1])] == k) {
          return true;
        }
      }
    }
    return false;
  }
}
