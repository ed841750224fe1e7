package io.github.exo2micro.image.tissue;

import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.CameraOffset.Doubt;
import io.github.exo2micro.image.tissue.CameraOffset.Known;
import io.github.exo2micro.image.tissue.CameraOffset.Origin;
import io.github.exo2micro.image.tissue.CameraOffset.Unknown;
import java.util.Optional;

/**
 * One image of a pair as the whole task sees it: made small, where its own pixels lie on the padded canvas, its
 * camera's offset and its tissue. Decided once, from the overview alone, so that every stage and every later run
 * decides the same.
 *
 * @param overview of the padded canvas
 * @param frame the image's own pixels on the canvas, full-resolution px; the rest is padding and says nothing
 * @param offset of the camera
 * @param tissue where the sample is
 */
public record Section(Overview overview, Tile frame, CameraOffset offset, Tissue tissue) {

  /**
   * Decides on one image alone.
   *
   * @param given the offset, from a user who knows it
   */
  public static Section of(Overview overview, Tile frame, Optional<Double> given) {
    CameraOffset offset = given.<CameraOffset>map(level -> new Known(level, 0, Origin.GIVEN))
        .orElseGet(() -> OffsetSearch.in(overview, frame));
    return new Section(overview, frame, offset, Tissue.of(overview, frame, offset));
  }

  /**
   * This image in the company of the other one: both come from one camera. Where it shows no background itself, the
   * other's offset is its own as well, unless that is brighter than this image's darkest part by more than its noise.
   * Then there is light on the other's background, glass or medium that glows, and the offset of neither is known. A
   * darkest part of about 0 says less: an image whose offset was subtracted before has that.
   */
  public Section beside(Section other) {
    if (offset instanceof Unknown unknown && other.offset instanceof Known known && known.origin() != Origin.OTHER_IMAGE
        && !isTooBright(known, unknown)) {
      return with(new Known(known.level(), known.noise(), Origin.OTHER_IMAGE));
    }
    if (offset instanceof Known own && own.isSeen() && other.offset instanceof Unknown darker
        && isTooBright(own, darker) && darker.atMost() > own.noise()) {
      return with(new Unknown(darker.atMost(), Doubt.OTHER_IS_DARKER));
    }
    return this;
  }

  private static boolean isTooBright(Known background, Unknown other) {
    return background.level() - background.glow() - background.noise() > other.atMost();
  }

  /** The same image, of whose tissue only a part counts. */
  public Section with(Tissue part) {
    return new Section(overview, frame, offset, part);
  }

  private Section with(CameraOffset decided) {
    return new Section(overview, frame, decided, tissue);
  }

  /** The frame in px of the overview made smaller by a factor; blocks that the frame only cuts are left out. */
  public Tile frameAt(int factor) {
    return frame(frame, overview.reduction() * factor);
  }

  static Tile frame(Tile full, int reduction) {
    int left = (full.x() + reduction - 1) / reduction;
    int top = (full.y() + reduction - 1) / reduction;
    return new Tile(left, top, Math.max(0, full.right() / reduction - left),
        Math.max(0, full.bottom() / reduction - top));
  }
}
