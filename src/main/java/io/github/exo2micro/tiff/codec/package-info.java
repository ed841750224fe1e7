/** From stored bytes to samples: JPEG, LZW, PackBits, predictors. Nothing is taken that does not decode whole. */
package io.github.exo2micro.tiff.codec;
