/** Looking at results: regions side by side, blinking, the whole image over a pyramid. */
package io.github.exo2micro.fiji.view;
