package io.github.exo2micro.port;

/**
 * One SIFT feature.
 *
 * @param x column of its centre, px of the image it was found in (pixel centres at whole numbers)
 * @param y row of its centre
 * @param scale its size sigma, px
 * @param orientation in radians, x towards y
 * @param strength how pronounced it is; larger is better; comparable within one extractor only
 * @param descriptor 128 elements, each 0 to 255; shared, not to be changed
 */
public record Feature(double x, double y, double scale, double orientation, double strength, short[] descriptor) {}
