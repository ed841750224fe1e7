/**
 * What pictures and estimates are made from: histograms and previews that are gathered while the tiles of a sweep pass
 * by.
 */
package io.github.exo2micro.picture.statistics;
