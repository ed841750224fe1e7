/** SIFT features from BoofCV, for the command line alone: its libraries clash with a Fiji's. */
package io.github.exo2micro.adapter.boofcv;
