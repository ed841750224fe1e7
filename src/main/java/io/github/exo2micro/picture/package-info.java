/**
 * The pictures by which people judge a run. Each is a record of what it shows and draws itself without a screen; the
 * numbers drawn are kept as CSV beside it.
 */
package io.github.exo2micro.picture;
