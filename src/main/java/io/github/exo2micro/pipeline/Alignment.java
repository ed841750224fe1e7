package io.github.exo2micro.pipeline;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.FramePlane;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Interpolation;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.WarpedPlane;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.Checkpoint;
import java.util.Optional;

/**
 * Where a stage has brought pre, made in this run or read from a sidecar.
 *
 * @param source the image that is warped: the padded pre, or stage 2's image when that is the Python original's, whose
 *     warp nobody knows
 * @param warp padded post px → source px
 * @param field what is added to the warp locally; empty where the homography stays alone
 * @param summary how it went; empty for the Python original's
 */
record Alignment(Checkpoint source, Homography warp, Optional<DisplacementField> field,
    Optional<AlignmentSummary> summary) {

  Alignment(Checkpoint source, Homography warp, Optional<AlignmentSummary> summary) {
    this(source, warp, Optional.empty(), summary);
  }

  /**
   * The source as post sees it: bilinear, and bicubic under a field, where a hundredth of a pixel is known and the blur
   * of bilinear values is most of what the difference would have left of sharp nuclei.
   *
   * @param pre the source's pixels
   * @param frame where they are an image and no padding
   * @param size of the padded images
   */
  Plane warped(Plane pre, Tile frame, ImageSize size) {
    return field.isPresent() ? new WarpedPlane(pre, field.get(), size).with(interpolation(), frame)
        : bilinear(pre, size);
  }

  /** 1 where the frame lies as post sees it, 0 outside, between on its rim. */
  Plane covered(Tile frame, ImageSize size) {
    return bilinear(new FramePlane(frame, size), size);
  }

  private Plane bilinear(Plane pre, ImageSize size) {
    if (field.isPresent()) {
      return new WarpedPlane(pre, field.get(), size);
    }
    return warp.equals(Homography.identity()) ? pre : new WarpedPlane(pre, warp, size);
  }

  /** How {@link #warped} finds values between the pixels. */
  Interpolation interpolation() {
    return field.isEmpty() ? Interpolation.BILINEAR
        : summary.map(AlignmentSummary::interpolation).orElse(Interpolation.BICUBIC);
  }

  /**
   * A small image of the source as post sees it; a field moves it by a fraction of its pixels and is left out, unless
   * it is that of a torn section.
   */
  Plane reduced(FloatImage pre, int reduction) {
    if (field.flatMap(DisplacementField::pieces).isPresent()) {
      return torn(pre, field.get(), reduction);
    }
    return new WarpedPlane(pre, warp.reduced(reduction), pre.size());
  }

  private static FloatImage torn(FloatImage pre, DisplacementField field, int reduction) {
    FloatImage seen = new FloatImage(pre.width(), pre.height());
    double[] d = new double[2];
    for (int y = 0; y < pre.height(); y++) {
      double fullY = (y + 0.5) * reduction - 0.5;
      DisplacementField.Row row = field.new Row(fullY, 0, (double) pre.width() * reduction);
      for (int x = 0; x < pre.width(); x++) {
        double fullX = (x + 0.5) * reduction - 0.5;
        if (row.at(fullX, d) != DisplacementField.NOWHERE) {
          double u = field.warp().x(fullX + d[0], fullY + d[1]);
          double v = field.warp().y(fullX + d[0], fullY + d[1]);
          int column = (int) Math.floor((u + 0.5) / reduction);
          int line = (int) Math.floor((v + 0.5) / reduction);
          boolean inside = column >= 0 && line >= 0 && column < pre.width() && line < pre.height();
          seen.set(x, y, inside ? pre.at(column, line) : 0);
        }
      }
    }
    return seen;
  }
}
