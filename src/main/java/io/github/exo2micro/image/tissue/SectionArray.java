package io.github.exo2micro.image.tissue;

import io.github.exo2micro.image.Tile;
import java.util.Arrays;

/**
 * Tells many sections beside each other, like the cores of a tissue microarray, from a mask that crumbles. None of
 * them is much of what is bright, nor need all of them be much of the frame; but they are of about one size, solid, far
 * larger than what is measured at a time, and next to nothing is bright beside them.
 */
final class SectionArray {

  /** So many sections beside each other are no chance. */
  private static final int LEAST = 6;
  /**
   * A section is as large as this part of a typical one: broken ones. Some that touch each other are as large as all.
   */
  private static final double SMALLEST = 0.2;
  /** What is smaller than this part of a typical section is dust beside them. */
  private static final double DUST = 0.05;
  /** A section fills this part of its bounds: a disc fills 0.79 of them, a network or a thread little. */
  private static final double SOLID = 0.5;
  /** It is as wide and high as this, full-resolution px: two patches beside each other. Nuclei are not. */
  private static final int LEAST_SIDE = 160;
  /** On a smaller mask nothing is said about a shape, px. */
  private static final int LEAST_SIDE_OF_MASK = 8;
  /** The part of what is bright that lies in sections. */
  private static final double HELD = 0.85;

  private SectionArray() {}

  /**
   * Whether a mask shows one.
   *
   * @param filled what is bright, without holes
   * @param reduction full-resolution px per pixel of the mask
   */
  static boolean isShown(Mask filled, int reduction) {
    MaskRuns pieces = filled.pieces();
    int[] sizes = pieces.sizes();
    Tile[] bounds = pieces.bounds();
    double typical = typical(sizes);
    double least = Math.max(LEAST_SIDE_OF_MASK, (double) LEAST_SIDE / reduction);
    int sections = 0;
    long held = 0;
    long all = 0;
    for (int i = 0; i < sizes.length; i++) {
      all += sizes[i];
      if (sizes[i] >= SMALLEST * typical && Math.min(bounds[i].width(), bounds[i].height()) >= least
          && sizes[i] >= SOLID * bounds[i].area()) {
        sections++;
        held += sizes[i];
      }
    }
    return sections >= LEAST && held >= HELD * all;
  }

  /** The sections of a mask that shows some, without the dust beside them, however large those that touch are. */
  static Mask of(Mask bright) {
    int[] sizes = bright.pieces().sizes();
    return bright.piecesAtLeast(DUST * typical(sizes) / Math.max(1, Arrays.stream(sizes).max().orElse(1)));
  }

  /** The size of the piece in which the middle one of all pixels lies, the pieces in order of their sizes. */
  private static double typical(int[] sizes) {
    int[] sorted = sizes.clone();
    Arrays.sort(sorted);
    long all = Arrays.stream(sorted).asLongStream().sum();
    long sum = 0;
    for (int size : sorted) {
      sum += size;
      if (2 * sum >= all) {
        return size;
      }
    }
    return 0;
  }
}
