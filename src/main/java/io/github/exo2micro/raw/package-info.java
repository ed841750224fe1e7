/** Folders of raw images: names, sides, pairs, and which channels carry light. */
package io.github.exo2micro.raw;
