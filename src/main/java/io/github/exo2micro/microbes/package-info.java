/**
 * From the difference image to microbes: noise, streaming search, places and sizes, their tables and outlines. Imports
 * images and geometry alone; opens no files of its own.
 */
package io.github.exo2micro.microbes;
