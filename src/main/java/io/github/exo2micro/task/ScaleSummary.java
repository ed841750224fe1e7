package io.github.exo2micro.task;

/**
 * One way of scaling the background, and its value.
 *
 * @param kind as in the FITS header SCALEK: {@code moffat}, {@code percentile_p50}, {@code manual}
 * @param scale factor that brings pre to post's background
 * @param uncertainty one standard deviation of it; 0 for manual
 * @param note what to know about it ("the Moffat fit failed: smoothed peak"), or ""
 */
public record ScaleSummary(String kind, double scale, double uncertainty, String note) {}
