/**
 * What pictures are drawn with: figures, axes, colours, labels, image panels. The same input gives the same bytes on
 * the same Java.
 */
package io.github.exo2micro.picture.chart;
