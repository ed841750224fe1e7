package io.github.exo2micro.app;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.task.PairMismatchException;
import java.io.IOException;

/**
 * The padding of one pair, and why.
 *
 * @param pixels on each side, px
 * @param reason what decided it, for people
 */
public record ChosenPadding(int pixels, String reason) {

  /** Aligns a pair coarsely. */
  @FunctionalInterface
  interface Coarse {
    /**
     * Aligns on a canvas with this padding.
     *
     * @return padded post px → padded pre px
     * @throws PairMismatchException when no alignment is supported by the images
     */
    Homography align(int padding) throws IOException;
  }

  /** A number that was given means that number. */
  public static ChosenPadding given(int pixels) {
    return new ChosenPadding(pixels, "as given");
  }

  /**
   * Chooses from the sizes of the images, then looks where the coarse alignment lays pre: where it sticks out of the
   * canvas, it gets the room that it needs, and where nothing was found, one more try with room for half of the image.
   *
   * @throws PairMismatchException of the first try, when nothing is found with more room either
   */
  static ChosenPadding of(ImageSize pre, ImageSize post, Coarse coarse) throws IOException {
    int first = AutoPadding.of(pre, post);
    Homography warp;
    try {
      warp = coarse.align(first);
    } catch (PairMismatchException refused) {
      return roomier(pre, post, first, coarse, refused);
    }
    int needed = AutoPadding.of(pre, post, warp, first);
    return needed == first ? new ChosenPadding(first, "from the sizes; the coarse alignment needs no more")
        : new ChosenPadding(needed, "the coarse alignment needs more than the " + first + " px from the sizes");
  }

  private static ChosenPadding roomier(ImageSize pre, ImageSize post, int first, Coarse coarse,
      PairMismatchException refused) throws IOException {
    int more = AutoPadding.roomier(pre, post, first);
    if (more == first) {
      throw refused;
    }
    try {
      coarse.align(more);
    } catch (PairMismatchException again) {
      throw refused;
    }
    return new ChosenPadding(more, "the coarse alignment found nothing with the " + first + " px from the sizes");
  }
}
