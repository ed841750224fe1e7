package io.github.exo2micro.subtraction.field;

/**
 * The commonest ratio of post to pre in a square region.
 *
 * @param x of its centre, px of the padded frame
 * @param y of its centre
 * @param log log10 of the ratio
 * @param sigma one standard deviation of it, from the noise of its pixels; dex
 * @param pixels how many were counted
 */
public record RegionRatio(double x, double y, double log, double sigma, int pixels) {}
