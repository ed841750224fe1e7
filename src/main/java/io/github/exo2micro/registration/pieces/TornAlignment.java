package io.github.exo2micro.registration.pieces;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.port.FeatureExtractor;
import io.github.exo2micro.registration.boundary.FurtherMotion;
import io.github.exo2micro.registration.interior.InteriorParameters;
import io.github.exo2micro.registration.interior.InteriorResult;
import io.github.exo2micro.registration.local.LocalParameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
  /** How far cells may be off a piece's homography, px: bends; where pieces moved by little, less. */
  private static final int REACH = 16;
  private static final int NEAR = 5;
  /** How far a cell may be off where a field is to explain it, px. */
  private static final int EXACT = 1;
  /** Once it is one, it is followed to where the field jumps less, px. */
  private static final double[] CUTS_PX = {FieldCut.TORN_PX, 2, FieldCut.LEAST_PX};
  /** Pieces of one section are as large as each other, give or take this. */
  private static final double MOST_STRETCHED = 0.05;

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

  /** One call: which pieces there may be. */
  private static final class Run {
    private final TornAlignment images;
    private final DisplacementField whole;
    private final PieceCells cells;
    private final PieceMeasurement measured;
    private final PieceAssembly assembly;

    Run(TornAlignment images, DisplacementField whole, InteriorParameters interior, LocalParameters local,
        Progress progress) {
      this.images = images;
      this.whole = whole;
      this.cells = PieceCells.of(images.post, images.postSection.tissue(),
          new ParallelLoop(images.executor, images.threads));
      this.measured = new PieceMeasurement(images, cells, interior, local);
      this.assembly = new PieceAssembly(measured, progress);
    }

    TornResult result(DisplacementField first, int reach) throws IOException {
      List<Homography> warps = new ArrayList<>(List.of(first.warp()));
      List<float[]> matches = new ArrayList<>(List.of(measured.match(first, reach)));
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
      return warps.size() == 1 ? none
          : assembly.aligned(warps, cells.filled(cells.labels(matches)), Unexplained.NOTHING);
    }

    /** Pieces between which the field of the whole section is torn already, if the images say that it is. */
    TornResult alongCuts() throws IOException {
      FieldCut cut = new FieldCut(cells, whole);
      List<Integer> along = cut.cells();
      if (along.size() < Unexplained.LEAST) {
        return TornResult.NOTHING;
      }
      Unexplained torn = Unexplained.of(along, measured.match(whole, EXACT));
      if (!torn.isTear()) {
        return TornResult.NOTHING;
      }
      TornResult found = TornResult.none("the field changes as along a tear, but cuts off no piece");
      for (int i = 0; i < CUTS_PX.length && found.local().isEmpty(); i++) {
        FieldCut.Parts parts = cut.parts(CUTS_PX[i], torn.match(), torn.limit(), measured.leastCells(), MOST + 1);
        if (parts.isCut()) {
          found = assembly.aligned(parts.warps(), cells.filled(parts.labels()), torn);
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

    /** Regions of tissue that match under none of the motions, large enough to be pieces. */
    private boolean[] left(List<float[]> matches) {
      boolean[] left = cells.onTissue().clone();
      for (float[] match : matches) {
        for (int i = 0; i < left.length; i++) {
          left[i] &= match[i] < PieceCells.MATCH;
        }
      }
      return cells.regions(left, measured.leastCells());
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
      InteriorResult result = measured.interior(left, start);
      if (!PieceMeasurement.isMeasured(result) && !measured.isBent(result)) {
        return Found.none("a motion that features agree on (" + motion.get().evidence()
            + ") is not confirmed by patches: " + result.reason());
      }
      float[] match = measured.match(DisplacementField.none(result.warp()), reach);
      int confirmed = 0;
      for (int i = 0; i < match.length; i++) {
        confirmed += left[i] && match[i] >= PieceCells.MATCH ? 1 : 0;
      }
      if (confirmed < measured.leastCells()) {
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
  }
}
