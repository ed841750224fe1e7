package io.github.exo2micro.registration.pieces;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.WarpedPlane;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.registration.interior.InteriorAlignment;
import io.github.exo2micro.registration.interior.InteriorParameters;
import io.github.exo2micro.registration.interior.InteriorResult;
import io.github.exo2micro.registration.local.LocalAlignment;
import io.github.exo2micro.registration.local.LocalParameters;
import io.github.exo2micro.registration.local.LocalResult;
import java.io.IOException;

/**
 * Measures pieces of a section on the images: how well the cells match under a motion, and what aligns a part of the
 * tissue on its own as a whole section is aligned. Deterministic for any number of threads.
 *
 * @param images both of them, with their tissue
 * @param cells of post
 * @param interior how a piece's homography is found
 * @param local how its field is
 */
record PieceMeasurement(TornAlignment images, PieceCells cells, InteriorParameters interior, LocalParameters local) {

  /** A region of cells that may be a piece of its own: so many, and this part of the tissue. */
  private static final int LEAST_CELLS = 12;
  private static final double LEAST_SHARE = 0.02;
  /** So many patches that had no part in its alignment must have been measured. */
  private static final int LEAST_HELD_OUT = 4;

  /** The cells' correlation with pre as a field shows it, {@link PieceCells#match}. */
  float[] match(DisplacementField field, int reach) throws IOException {
    return cells.match(new WarpedPlane(images.pre(), field, images.post().size()), reach, Progress.none());
  }

  /** So many cells make a piece. */
  int leastCells() {
    return (int) Math.max(LEAST_CELLS, Math.ceil(LEAST_SHARE * cells.tissueCount()));
  }

  /** Finds the homography of some cells. */
  InteriorResult interior(boolean[] part, Homography start) throws IOException {
    return new InteriorAlignment(images.post(), images.pre(), section(part), images.preSection(), images.extractor(),
        images.executor(), images.threads()).align(start, interior, Progress.none());
  }

  private Section section(boolean[] part) {
    return images.postSection().with(cells.tissue().only((x, y) -> cells.contains(x, y) && part[cells.at(x, y)]));
  }

  /** Whether patches that had no part in it say how far off a homography is. */
  static boolean isMeasured(InteriorResult result) {
    return result.accepted() && result.accuracyPx().isPresent()
        && isHeldOut(result);
  }

  private static boolean isHeldOut(InteriorResult result) {
    return result.residuals().stream().filter(r -> r.heldOut()).count() >= LEAST_HELD_OUT;
  }

  /** Whether patches confirm a motion which no homography improves: that of a piece that bends, too. */
  boolean isBent(InteriorResult result) {
    return isHeldOut(result) && result.correctionPx().orElse(0) <= local.maxCorrectionPx();
  }

  /** The same of a piece, which may have a field instead. */
  static boolean isMeasured(MovedPiece piece) {
    return isMeasured(piece.interior()) || piece.local().field().isPresent();
  }

  /** Aligns the cells of a label on their own. */
  MovedPiece piece(int label, byte[] labels, Homography start) throws IOException {
    boolean[] part = new boolean[labels.length];
    for (int i = 0; i < part.length; i++) {
      part[i] = cells.onTissue()[i] && labels[i] == label;
    }
    InteriorResult refined = interior(part, start);
    return new MovedPiece(refined, isMeasured(refined) || isBent(refined)
        ? new LocalAlignment(images.post(), images.pre(), section(part), images.preSection(), cells.loop()).align(
            refined.warp(),
            refined.residuals(), local, Progress.none())
        : LocalResult.none("not measured"));
  }
}
