package io.github.exo2micro.registration.boundary;

import io.github.exo2micro.image.FloatImage;

/**
 * What the boundary pass saw at the coarse scale, for pictures; every image in its own padded frame.
 *
 * @param post brightness of post
 * @param pre brightness of pre
 * @param postRing softened boundary ring of post, 0 to 1
 * @param preRing softened boundary ring of pre, 0 to 1
 * @param reduction full-resolution px per pixel; use it with {@code Homography.reduced}
 */
public record Outlines(FloatImage post, FloatImage pre, FloatImage postRing, FloatImage preRing, int reduction) {}
