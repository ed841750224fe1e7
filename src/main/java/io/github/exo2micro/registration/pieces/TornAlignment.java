package io.github.exo2micro.registration.pieces;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.PieceMap;
import io.github.exo2micro.geometry.Quantile;
import io.github.exo2micro.image.Interpolation;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.WarpedPlane;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.image.tissue.Tissue;
import io.github.exo2micro.port.FeatureExtractor;
import io.github.exo2micro.registration.boundary.FurtherMotion;
import io.github.exo2micro.registration.interior.InteriorAlignment;
import io.github.exo2micro.registration.interior.InteriorParameters;
import io.github.exo2micro.registration.interior.InteriorResult;
import io.github.exo2micro.registration.local.LocalAlignment;
import io.github.exo2micro.registration.local.LocalParameters;
import io.github.exo2micro.registration.local.LocalResidual;
import io.github.exo2micro.registration.local.LocalResult;
import io.github.exo2micro.registration.local.Remainder;
import io.github.exo2micro.registration.patch.KernelChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;

/**
 * Aligns a torn section: where a region of the tissue is not confirmed under the alignment of the rest, looks for
 * another motion of that region, aligns each piece on its own tissue as a whole section is aligned, and puts the
 * pieces' fields together along the edges that the images show.
 *
 * <p>A piece is believed where features agree on its motion beyond chance, where patches that had no part in its
 * alignment confirm it, where most of its tissue matches under it and not under the others, and where no other piece
 * shows the same part of pre: so nothing is found on noise, in place of tissue that is missing, or on a copy of tissue
 * that is there. Deterministic for any number of threads.
 *
 * @param post padded post
 * @param pre padded pre
 * @param postSection post made small, with its tissue
 * @param preSection the same of {@code pre}
 * @param extractor finds SIFT features
 * @param executor runs the work; owned by the caller, who is none of its threads
 * @param threads pieces of work at once, at least 1
 */
public record TornAlignment(Plane post, Plane pre, Section postSection, Section preSection, FeatureExtractor extractor,
    ExecutorService executor, int threads) {

  /** Pieces besides the first, at most. */
  private static final int MOST = 4;
  /** A region of cells that may be a piece of its own: so many, and this part of the tissue. */
  private static final int LEAST_CELLS = 12;
  private static final double LEAST_SHARE = 0.02;
  /**
   * How far cells may be off a piece's homography, px: bends; where pieces moved by little, less; and off its field.
   */
  private static final int REACH = 16;
  private static final int NEAR = 5;
  private static final int CLOSE = 4;
  /** How far a cell may be off where a field is to explain it, px. */
  private static final int EXACT = 1;
  /** Pieces' motions lie farther apart than this along the edge between them, px: else the tissue only bends there. */
  private static final double LEAST_JUMP_PX = FieldCut.TORN_PX;
  /** Once it is one, it is followed to where the field jumps less, px. */
  private static final double[] CUTS_PX = {FieldCut.TORN_PX, 2, FieldCut.LEAST_PX};
  /** Pieces explain this part of the cells along a tear that the field of the whole section does not. */
  private static final double LEAST_MENDED = 0.5;
  /** Of the cells of a region in which a piece was found. */
  private static final double LEAST_CONFIRMED = 0.4;
  /** Patches that had no part in its alignment must confirm a piece. */
  private static final int LEAST_HELD_OUT = 4;
  private static final double LARGEST_ERROR_PX = 1.5;
  /** Pieces of one section are as large as each other, give or take this. */
  private static final double MOST_STRETCHED = 0.05;
  /** A piece that shows what another one shows already is none: at most this part of it. */
  private static final double MOST_SHARED = 0.15;
  /** What belongs to a piece is asked again through its field, until hardly any place of the tissue changes. */
  private static final int ROUNDS = 3;
  private static final double CHANGED = 0.01;
  private static final int KERNEL_SQUARES = 400;
  private static final int KERNEL_SIDE = 128;

  /**
   * Looks for pieces.
   *
   * @param first the alignment of the tissue that is confirmed
   * @param left whether a region of the tissue is not confirmed under it; else only a tear that it follows is looked
   *     for
   * @throws IOException when a plane cannot be read
   * @throws java.util.concurrent.CancellationException when cancelled
   */
  public TornResult align(DisplacementField first, boolean left, InteriorParameters interior, LocalParameters local,
      Progress progress) throws IOException {
    Run run = new Run(this, first, interior, local, progress);
    TornResult cut = run.alongCuts();
    if (cut.local().isPresent() || !left) {
      return cut;
    }
    TornResult far = run.result(first, REACH);
    if (far.local().isPresent()) {
      return far;
    }
    // A field that bends across a tear of some pixels hides it, and so does a search that reaches across.
    TornResult near = run.result(DisplacementField.none(first.warp()), NEAR);
    return near.local().isPresent() || far.equals(TornResult.NOTHING) ? near.or(cut) : far.or(cut);
  }

  /** One call. */
  private static final class Run {
    private final TornAlignment images;
    private final DisplacementField whole;
    private final InteriorParameters interior;
    private final LocalParameters local;
    private final Progress progress;
    private final Tissue tissue;
    private final PieceCells cells;
    private final ParallelLoop loop;

    Run(TornAlignment images, DisplacementField whole, InteriorParameters interior, LocalParameters local,
        Progress progress) {
      this.images = images;
      this.whole = whole;
      this.interior = interior;
      this.local = local;
      this.progress = progress;
      this.tissue = images.postSection.tissue();
      this.loop = new ParallelLoop(images.executor, images.threads);
      this.cells = PieceCells.of(images.post, tissue, loop);
    }

    TornResult result(DisplacementField first, int reach) throws IOException {
      List<Homography> warps = new ArrayList<>(List.of(first.warp()));
      List<float[]> matches = new ArrayList<>(List.of(match(first, reach)));
      TornResult none = TornResult.NOTHING;
      while (warps.size() <= MOST) {
        boolean[] left = left(matches);
        if (PieceCells.size(left) == 0) {
          break;
        }
        Found found = further(left, warps, reach);
        none = TornResult.none(found.evidence());
        if (found.warp().isEmpty()) {
          break;
        }
        warps.add(found.warp().get());
        matches.add(found.match());
      }
      return warps.size() == 1 ? none : aligned(warps, cells.filled(cells.labels(matches)), Unexplained.NOTHING);
    }

    /** Pieces between which the field of the whole section is torn already, if the images say that it is. */
    TornResult alongCuts() throws IOException {
      FieldCut cut = new FieldCut(cells, whole);
      List<Integer> along = cut.cells();
      if (along.size() < Unexplained.LEAST) {
        return TornResult.NOTHING;
      }
      Unexplained torn = Unexplained.of(along, match(whole, EXACT));
      if (!torn.isTear()) {
        return TornResult.NOTHING;
      }
      TornResult found = TornResult.none("the field changes as along a tear, but cuts off no piece");
      for (int i = 0; i < CUTS_PX.length && found.local().isEmpty(); i++) {
        FieldCut.Parts parts = cut.parts(CUTS_PX[i], torn.match(), torn.limit(), leastCells(), MOST + 1);
        if (parts.isCut()) {
          found = aligned(parts.warps(), cells.filled(parts.labels()), torn);
        }
      }
      return found.local().isPresent() ? found
          : found.along(torn.places(cells), (double) torn.cells().size() / cells.tissueCount());
    }

    /** What was found in a region. */
    private record Found(Optional<Homography> warp, float[] match, String evidence) {

      static Found none(String why) {
        return new Found(Optional.empty(), new float[0], why);
      }
    }

    private float[] match(DisplacementField field, int reach) throws IOException {
      return cells.match(new WarpedPlane(images.pre, field, images.post.size()), reach, Progress.none());
    }

    /** Regions of tissue that match under none of the motions, large enough to be pieces. */
    private boolean[] left(List<float[]> matches) {
      boolean[] left = cells.onTissue().clone();
      for (float[] match : matches) {
        for (int i = 0; i < left.length; i++) {
          left[i] &= match[i] < PieceCells.MATCH;
        }
      }
      return cells.regions(left, leastCells());
    }

    private int leastCells() {
      return (int) Math.max(LEAST_CELLS, Math.ceil(LEAST_SHARE * cells.tissueCount()));
    }

    private Found further(boolean[] left, List<Homography> known, int reach) throws IOException {
      boolean[] wide = widened(left);
      Optional<FurtherMotion.Motion> motion = new FurtherMotion(images.postSection, images.preSection, images.extractor,
          images.executor, images.threads).find((x, y) -> cells.contains(x, y) && wide[cells.at(x, y)],
              cells.bounds(wide), known);
      if (motion.isEmpty()) {
        return Found.none("no features agree on a motion of the tissue that does not match, beyond chance");
      }
      Homography start = motion.get().warp();
      Tile middle = cells.bounds(left);
      double stretched = stretch(start, known.get(0), middle);
      if (Math.abs(stretched - 1) > MOST_STRETCHED) {
        return Found.none(String.format(Locale.ROOT, "features agree on a motion that stretches the piece by %.2f",
            stretched));
      }
      InteriorResult result = interior(left, start);
      if (!isMeasured(result) && !isBent(result)) {
        return Found.none("a motion that features agree on (" + motion.get().evidence()
            + ") is not confirmed by patches: " + result.reason());
      }
      float[] match = match(DisplacementField.none(result.warp()), reach);
      int confirmed = 0;
      for (int i = 0; i < match.length; i++) {
        confirmed += left[i] && match[i] >= PieceCells.MATCH ? 1 : 0;
      }
      if (confirmed < leastCells()) {
        return Found.none("too little of the tissue agrees with the motion of a piece: " + confirmed + " of "
            + PieceCells.size(left) + " places");
      }
      return new Found(Optional.of(result.warp()), match, motion.get().evidence());
    }

    /** With the cells beside it that are on tissue. */
    private boolean[] widened(boolean[] set) {
      boolean[] wide = set.clone();
      for (int i = 0; i < wide.length; i++) {
        wide[i] |= cells.around(i, 1).stream().anyMatch(n -> set[n]);
      }
      return wide;
    }

    private InteriorResult interior(boolean[] part, Homography start) throws IOException {
      return new InteriorAlignment(images.post, images.pre, section(part), images.preSection, images.extractor,
          images.executor, images.threads).align(start, interior, Progress.none());
    }

    private Section section(boolean[] part) {
      return images.postSection.with(tissue.only((x, y) -> cells.contains(x, y) && part[cells.at(x, y)]));
    }

    private static boolean isMeasured(InteriorResult result) {
      return result.accepted() && result.accuracyPx().isPresent()
          && isHeldOut(result);
    }

    private static boolean isHeldOut(InteriorResult result) {
      return result.residuals().stream().filter(r -> r.heldOut()).count() >= LEAST_HELD_OUT;
    }

    /** Whether patches confirm a motion which no homography improves: that of a piece that bends, too. */
    private boolean isBent(InteriorResult result) {
      return isHeldOut(result) && result.correctionPx().orElse(0) <= local.maxCorrectionPx();
    }

    private static boolean isMeasured(MovedPiece piece) {
      return isMeasured(piece.interior()) || piece.local().field().isPresent();
    }

    /** Aligns every piece on its own tissue, asks again what belongs to it, and puts the pieces together. */
    private TornResult aligned(List<Homography> warps, byte[] start, Unexplained unexplained) throws IOException {
      byte[] labels = start;
      List<MovedPiece> pieces = List.of();
      for (int round = 0; round < ROUNDS; round++) {
        pieces = new ArrayList<>();
        for (int k = 0; k < warps.size(); k++) {
          MovedPiece piece = piece(k, labels, warps.get(k));
          if (!isMeasured(piece)) {
            return TornResult.none("piece " + (k + 1) + " could not be aligned on its own: "
                + piece.interior().reason());
          }
          pieces.add(piece);
          progress.report((k + 1.0) / (warps.size() + 1));
        }
        List<float[]> under = new ArrayList<>();
        for (MovedPiece piece : pieces) {
          under.add(match(piece.field(), NEAR));
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

    private MovedPiece piece(int label, byte[] labels, Homography start) throws IOException {
      boolean[] part = new boolean[labels.length];
      for (int i = 0; i < part.length; i++) {
        part[i] = cells.onTissue()[i] && labels[i] == label;
      }
      InteriorResult refined = interior(part, start);
      return new MovedPiece(refined, isMeasured(refined) || isBent(refined)
          ? new LocalAlignment(images.post, images.pre, section(part), images.preSection, loop).align(refined.warp(),
              refined.residuals(), local, Progress.none())
          : LocalResult.none("not measured"));
    }

    private TornResult together(List<MovedPiece> pieces, byte[] before, Unexplained unexplained) throws IOException {
      List<DisplacementField> fields = pieces.stream().map(MovedPiece::field).toList();
      List<float[]> matches = new ArrayList<>();
      for (DisplacementField field : fields) {
        matches.add(match(field, CLOSE));
      }
      byte[] labels = cells.labels(matches);
      for (int k = 1; k < fields.size(); k++) {
        String objection = objection(k, pieces.get(k), fields, labels);
        if (!objection.isEmpty()) {
          return without(k, pieces, before, unexplained, objection);
        }
      }
      PieceMap map = PieceCut.of(cells, images.pre, fields, labels, Progress.none());
      for (int k = 1; k < fields.size(); k++) {
        double jump = jump(map, k, fields);
        if (jump < LEAST_JUMP_PX) {
          return without(k, pieces, before, unexplained,
              String.format(Locale.ROOT, "it joins the others within %.1f px, as tissue that bends does", jump));
        }
      }
      DisplacementField field = fields.get(0).with(map);
      double mended = unexplained.isTear() ? unexplained.mended(cells, match(field, EXACT), map) : 1;
      return mended < LEAST_MENDED
          ? TornResult.none(String.format(Locale.ROOT, "%d pieces explain %.0f %% of the places along the tear",
              pieces.size(), 100 * mended))
          : result(pieces, field, map);
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
          if (a != b && (a == piece || b == piece) && tissue.contains(x, y)) {
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
      if (own < leastCells()) {
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

    private TornResult result(List<MovedPiece> moved, DisplacementField field, PieceMap map) throws IOException {
      Homography first = field.warp();
      List<LocalResidual> residuals = new ArrayList<>();
      moved.forEach(p -> residuals.addAll(p.residuals(first)));
      double[] area = new double[moved.size()];
      double gap = 0;
      double all = 0;
      double[][] middle = new double[moved.size()][2];
      for (int i = 0; i < map.labels().length; i++) {
        double x = map.originX() + (i % map.columns() + 0.5) * map.block();
        double y = map.originY() + (i / map.columns() + 0.5) * map.block();
        if (tissue.contains(x, y)) {
          int label = map.labels()[i];
          all++;
          gap += label >= PieceMap.GAP ? 1 : 0;
          if (label < PieceMap.GAP) {
            area[label]++;
            middle[label][0] += x;
            middle[label][1] += y;
          }
        }
      }
      List<Tear.Piece> pieces = new ArrayList<>();
      double median = 0;
      double p95 = 0;
      for (int k = 0; k < area.length; k++) {
        MovedPiece piece = moved.get(k);
        double x = middle[k][0] / Math.max(1, area[k]);
        double y = middle[k][1] / Math.max(1, area[k]);
        pieces.add(piece(piece, first, area[k] / all, x, y));
        median += area[k] / Math.max(1, all - gap) * piece.error().orElse(0);
        p95 = Math.max(p95, piece.errorP95().orElse(0));
      }
      double[] before = residuals.stream().mapToDouble(r -> Math.hypot(r.beforeX(), r.beforeY())).toArray();
      double noise = Quantile.of(residuals.stream().mapToDouble(LocalResidual::sigma).toArray(), 0.5);
      Tear tear = new Tear(pieces, gap / all);
      LocalResult together = new LocalResult(Optional.of(field),
          tear.text() + String.format(Locale.ROOT, "; error %.3f \u2192 %.3f px (95 %%: %.3f \u2192 %.3f px)",
              Quantile.of(before, 0.5), median, Quantile.of(before, 0.95), p95),
          OptionalDouble.of(Quantile.of(before, 0.5)), OptionalDouble.of(Quantile.of(before, 0.95)),
          OptionalDouble.of(median), OptionalDouble.of(p95), OptionalDouble.of(noise),
          moved.stream().mapToInt(p -> p.local().field().isPresent() ? p.local().fitted() : fitted(p.interior())).sum(),
          moved.stream().mapToInt(p -> p.local().seamLines()).sum(), OptionalDouble.of(field.bound()), Remainder.NOISE,
          residuals, kernel(field));
      return TornResult.of(together, tear);
    }

    private static int fitted(InteriorResult result) {
      return (int) result.residuals().stream().filter(r -> !r.heldOut() && r.inlier()).count();
    }

    private static Tear.Piece piece(MovedPiece piece, Homography first, double share, double x, double y) {
      Homography back = first.inverse();
      Homography relative = back.after(piece.warp());
      double dx = relative.x(x + 1, y) - relative.x(x, y);
      double dy = relative.y(x + 1, y) - relative.y(x, y);
      // The warp leads from post back to where the tissue was, so the piece went the other way.
      return new Tear.Piece(share, x - relative.x(x, y), y - relative.y(x, y), -Math.toDegrees(Math.atan2(dy, dx)),
          piece.error(), piece.errorP95());
    }

    /** How much larger a piece of post is in pre than the first one, both where the piece lies. */
    private static double stretch(Homography a, Homography b, Tile at) {
      return Math.sqrt(enlargement(a, at) / enlargement(b, at));
    }

    private static double enlargement(Homography h, Tile at) {
      double x = at.x() + at.width() / 2.0;
      double y = at.y() + at.height() / 2.0;
      double a = h.x(x + 1, y) - h.x(x, y);
      double b = h.x(x, y + 1) - h.x(x, y);
      double c = h.y(x + 1, y) - h.y(x, y);
      double d = h.y(x, y + 1) - h.y(x, y);
      return Math.abs(a * d - b * c);
    }

    private Interpolation kernel(DisplacementField field) throws IOException {
      List<Tile> squares = new ArrayList<>();
      for (int i = 0; i < cells.count(); i++) {
        if (cells.onTissue()[i]) {
          squares.add(cells.tile(i));
        }
      }
      int step = Math.max(1, squares.size() / KERNEL_SQUARES);
      List<Tile> some = new ArrayList<>();
      for (int i = 0; i < squares.size(); i += step) {
        Tile cell = squares.get(i);
        int side = Math.min(KERNEL_SIDE, cell.width());
        some.add(new Tile(cell.x() + (cell.width() - side) / 2, cell.y() + (cell.height() - side) / 2, side, side)
            .intersect(images.postSection.frame()));
      }
      some.removeIf(Tile::isEmpty);
      WarpedPlane seen = new WarpedPlane(images.pre, field, images.post.size());
      return new KernelChoice(images.post, seen, images.preSection.frame(), loop).of(some,
          Progress.none());
    }
  }
}
