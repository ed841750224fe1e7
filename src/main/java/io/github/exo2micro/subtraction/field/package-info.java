/** How the scale of the background varies over the image: ratios of regions, and the smooth field that joins them. */
package io.github.exo2micro.subtraction.field;
