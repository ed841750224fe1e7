package io.github.exo2micro.report;

/**
 * A scale of the background that was used.
 *
 * @param kind {@code moffat}, {@code percentile_p50} or {@code manual}
 * @param scale its value
 * @param uncertainty one standard deviation; 0 for manual
 * @param overSubtracted share of the background pixels that it takes below zero, 0 to 1, or −1 when unknown
 * @param note what to know about it, or ""
 */
public record ReportScale(String kind, double scale, double uncertainty, double overSubtracted, String note) {}
