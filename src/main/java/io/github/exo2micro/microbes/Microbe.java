package io.github.exo2micro.microbes;

/**
 * One microbe as it is listed.
 *
 * @param id from 1, in the order of their lowest rows
 * @param x column of the centroid, px of the padded frame, whole numbers are pixel centres
 * @param y row of the centroid
 * @param area px
 * @param mean mean excess, grey levels
 * @param peak largest excess, grey levels
 * @param integrated excess of the whole microbe, grey levels × px
 * @param sigma one standard deviation of the smoothed difference there, grey levels
 * @param snr height of the smoothed microbe in standard deviations
 * @param post mean of post over the area, grey levels
 * @param pre mean of the aligned pre over the area, grey levels
 * @param edge whether it touches the edge of the tissue or of the frame
 * @param outline its outline in the padded frame
 */
public record Microbe(int id, double x, double y, int area, double mean, double peak, double integrated, double sigma,
    double snr, double post, double pre, boolean edge, MicrobeOutline outline) {}
