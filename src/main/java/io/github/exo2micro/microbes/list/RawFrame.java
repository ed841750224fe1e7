package io.github.exo2micro.microbes.list;

import io.github.exo2micro.image.PixelSize;
import java.util.Optional;

/**
 * Where the raw post image lies in the padded frame: lists are in its pixels.
 *
 * @param pad px on each side
 * @param pixel size of a pixel, where it is known
 */
public record RawFrame(int pad, Optional<PixelSize> pixel) {}
