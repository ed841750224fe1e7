package io.github.exo2micro.subtraction;

/**
 * Where a raw image saturates under the top of its sample type, as 12-bit cameras do in 16-bit files.
 *
 * @param level the value that the brightest pixels share, counts
 * @param pixels how many have it
 */
public record Saturation(double level, long pixels) {}
