/**
 * The files of a task on disk: images in both formats, their sidecars, who judges whether they still fit, and what
 * each was made from.
 */
package io.github.exo2micro.checkpoint;
