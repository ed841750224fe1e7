/**
 * Planes that are read by region, sweeps over them tile by tile, and what is made of them on the way. The JDK alone.
 */
package io.github.exo2micro.image;
