/** The reader of raw TIFF and BigTIFF images by region. */
package io.github.exo2micro.tiff;
