/** The lists of microbes that people take away: CSV, GeoJSON, ImageJ ROIs. */
package io.github.exo2micro.microbes.list;
