package io.github.exo2micro.registration.texture;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.LogBrightness;
import io.github.exo2micro.image.tissue.Mask;
import io.github.exo2micro.image.tissue.Section;

/**
 * One image at one scale, ready for comparison: the logarithm of its brightness, and where the tissue is.
 *
 * @param logarithm of the brightness above the camera's offset, 0 at and below it; where tissue fills the frame not
 *     clipped at any level
 * @param mask the tissue, on the grid of this scale
 * @param data the image's own pixels: what is not padding
 * @param reduction full-resolution px per pixel
 * @param whole whether the whole of the data counts as tissue, as nothing tells it from background
 */
public record WorkingImage(FloatImage logarithm, Mask mask, Tile data, int reduction, boolean whole) {

  /** @param factor px of the overview per pixel */
  public static WorkingImage of(Section section, int factor) {
    FloatImage image = section.overview().reducedBy(factor).image();
    Tile data = section.frameAt(factor);
    boolean whole = section.tissue().isWholeFrame();
    LogBrightness clipped = LogBrightness.of(image, data, section.offset());
    LogBrightness shown = whole ? LogBrightness.unclipped(image, data, section.offset()) : clipped;
    return new WorkingImage(shown.image(), section.tissue().maskAt(clipped, data), data,
        section.overview().reduction() * factor, whole);
  }

  /** The same image with a part of its tissue alone. */
  public WorkingImage only(Mask.Where part) {
    return new WorkingImage(logarithm, mask.only(part, reduction), data, reduction, whole);
  }
}
