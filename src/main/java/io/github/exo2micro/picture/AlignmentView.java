package io.github.exo2micro.picture;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.WarpedPlane;
import io.github.exo2micro.picture.chart.Contours;
import io.github.exo2micro.picture.file.Csv;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What stage 2 saw: both images and their boundaries at the coarse scale, all of one size, in the padded frame.
 */
public final class AlignmentView {

  private final FloatImage post;
  private final FloatImage pre;
  private final Contours postContours;
  private final Contours preContours;
  private final double reduction;

  /**
   * Shares the images; of the boundaries it keeps the lines alone.
   *
   * @param post coarse post
   * @param pre coarse pre, not warped
   * @param postBoundary post's boundary: a ring or a mask, 0 outside; all 0 where none was found
   * @param preBoundary pre's, in pre's own place
   * @param reduction full-resolution px per coarse px
   * @throws IllegalArgumentException when sizes differ or the reduction is not above 0
   */
  public AlignmentView(FloatImage post, FloatImage pre, FloatImage postBoundary, FloatImage preBoundary,
      double reduction) {
    ImageSize size = post.size();
    if (!size.equals(pre.size()) || !size.equals(postBoundary.size()) || !size.equals(preBoundary.size())
        || !(reduction > 0)) {
      throw new IllegalArgumentException(size + ", " + pre.size() + ", " + postBoundary.size() + ", "
          + preBoundary.size() + ", reduction " + reduction);
    }
    this.post = post;
    this.pre = pre;
    this.postContours = Contours.halfHeight(postBoundary);
    this.preContours = Contours.halfHeight(preBoundary);
    this.reduction = reduction;
  }

  /** Full-resolution px per px of the images. */
  double reduction() {
    return reduction;
  }

  FloatImage post() {
    return post;
  }

  /** Pre, not warped. */
  FloatImage pre() {
    return pre;
  }

  /** Pre seen through a warp of the full-resolution frame. */
  FloatImage pre(Homography warp) {
    FloatImage warped = new FloatImage(post.width(), post.height());
    try {
      new WarpedPlane(pre, warp.reduced(reduction), post.size()).read(post.size().whole(), warped.pixels());
    } catch (IOException e) {
      throw new UncheckedIOException("an image in memory cannot fail", e);
    }
    return warped;
  }

  Contours postContours() {
    return postContours;
  }

  /** Pre's boundary in pre's own place. */
  Contours preContours() {
    return preContours;
  }

  /** Pre's boundary after a warp of the full-resolution frame. */
  Contours preContours(Homography warp) {
    return preContours.through(warp.reduced(reduction).inverse());
  }

  /** Adds a boundary's pieces, in full-resolution px. */
  void rows(Csv csv, String name, Contours contours) {
    for (int i = 0; i < contours.count(); i++) {
      csv.row(name, full(contours.end(i, 0)), full(contours.end(i, 1)), full(contours.end(i, 2)),
          full(contours.end(i, 3)));
    }
  }

  private double full(double reduced) {
    return Math.rint(100 * ((reduced + 0.5) * reduction - 0.5)) / 100;
  }
}
