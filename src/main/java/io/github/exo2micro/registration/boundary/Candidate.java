package io.github.exo2micro.registration.boundary;

import io.github.exo2micro.geometry.Homography;

/**
 * One answer to where pre belongs, and how well the images agree under it.
 *
 * @param method which way it was found
 * @param warp full-resolution post px → pre px, both padded
 * @param support how well the interiors agree under it
 * @param agreement whether so many matches can agree by chance; none for ways without matches
 * @param detail figures of the method itself, for people
 */
public record Candidate(Method method, Homography warp, Support support, Agreement agreement, String detail) {

  /** Matches that agree need less of the interiors, but those must not speak against them. */
  private static final double LEAST_SIGNIFICANCE = 3;

  /**
   * An answer searched for by the very likeness that judges it needs more of it. Over 27 crops of pairs that do not
   * belong together the best of all rotations, scales and shifts reached 8.5 sigma, over 13 true ones the right answers
   * 18.6 and more, an answer that was 10 px off 11.6.
   */
  private static final double LEAST_SEARCHED_SIGNIFICANCE = 14;
  /** Right answers correlated to 0.35 and more, wrong ones to 0.19, in a very small image to 0.31. */
  private static final double LEAST_SEARCHED_CORRELATION = 0.2;

  /**
   * The images as they lie are one guess alone, for which nothing was searched: over 1000 pairs of images that do not
   * belong together it reached 2.8 sigma and a correlation of 0.08.
   */
  private static final double LEAST_UNMOVED_SIGNIFICANCE = 5;
  private static final double LEAST_UNMOVED_CORRELATION = 0.2;

  /** Whether the images agree as they lie, though by less than an answer needs that was searched for. */
  boolean isConvincingUnmoved() {
    return method == Method.NONE && support.overlap() >= Support.LEAST_OVERLAP
        && support.significance() >= LEAST_UNMOVED_SIGNIFICANCE && support.correlation() >= LEAST_UNMOVED_CORRELATION;
  }

  /** Whether this cannot be chance: the interiors agree, or so many matches do. */
  boolean isConvincing() {
    if (method == Method.TEXTURE && (support.significance() < LEAST_SEARCHED_SIGNIFICANCE
        || support.correlation() < LEAST_SEARCHED_CORRELATION)) {
      return false;
    }
    return support.isConvincing() || agreement.isConvincing() && support.overlap() >= Support.LEAST_OVERLAP
        && support.significance() >= LEAST_SIGNIFICANCE;
  }

  /** Ways to a coarse warp. */
  public enum Method {
    /** The images as they lie. */
    NONE("as they lie"),
    /** The outlines of the tissue, then ICP. */
    BOUNDARY("boundary"),
    /** SIFT features over the whole reduced image. */
    FEATURES("features"),
    /** The texture of all the tissue, turned and scaled. */
    TEXTURE("texture");

    private final String text;

    Method(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
