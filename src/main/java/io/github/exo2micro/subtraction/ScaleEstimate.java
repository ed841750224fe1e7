package io.github.exo2micro.subtraction;

import java.util.Optional;

/**
 * A factor that brings pre to post's background.
 *
 * @param kind as in the FITS header SCALEK: {@code moffat}, {@code percentile_p50}, {@code manual}
 * @param scale the factor
 * @param uncertainty one standard deviation of it, see {@link ScaleEstimator}; 0 for a manual scale
 * @param note what to know about it, or ""
 * @param fit what the picture of the ratio's histogram needs; only of kind {@code moffat}
 */
public record ScaleEstimate(String kind, double scale, double uncertainty, String note, Optional<RatioFit> fit) {}
