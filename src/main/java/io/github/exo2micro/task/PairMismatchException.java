package io.github.exo2micro.task;

import io.github.exo2micro.RemediableException;

/** Pre and post do not show the same tissue: no warp is supported by the images, so nothing is subtracted. */
public final class PairMismatchException extends RemediableException {

  private static final long serialVersionUID = 1L;

  /**
   * @param task which pair
   * @param evidence the figures of both ways of aligning
   * @param outlined whether both images have an outline of the tissue: only then its parameters can help
   */
  public PairMismatchException(TaskId task, String evidence, boolean outlined) {
    super("Pre and post of " + task + " do not match: no alignment of the two is supported by the images.", evidence,
        "open both raw files: are they of the same section, the same side up, and not mirrored? Is one of them empty "
            + "or of another dye? " + (outlined
                ? "If they do match, a larger scale_min/scale_max range or another boundary_width may help; the"
                : "There is no outline to go by, as the tissue fills the frame or hardly stands out from what is around"
                    + " it: both images need structure in common, in focus and at a similar size; the")
            + " picture 'registration' shows what was tried.");
  }
}
