/**
 * The pictures by which people judge a run, and the report of a batch.
 *
 * <p>Accumulators ({@link io.github.exo2micro.diagnostics.PairStatistics},
 * {@link io.github.exo2micro.diagnostics.RawStatistics}, {@link io.github.exo2micro.diagnostics.PreviewBuilder}) watch
 * the tiles of a sweep; each picture is a record of what it shows, made from them, and draws itself without a screen.
 * The numbers drawn are kept as CSV beside each picture. The same input gives the same bytes on the same Java.
 */
package io.github.exo2micro.diagnostics;
