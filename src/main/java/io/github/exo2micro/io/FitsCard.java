package io.github.exo2micro.io;

/**
 * One card of a FITS header.
 *
 * @param key at most eight characters A–Z, 0–9, - and _
 * @param value a {@link Boolean}, {@link Integer}, finite {@link Double} or {@link String}; characters that FITS does
 *     not know are written as {@code ?}, and more than 68 are cut
 * @param comment for people; cut where the card ends
 */
public record FitsCard(String key, Object value, String comment) {}
