/** Aligning by the texture of all the tissue at once, where neither outlines nor single features convince. */
package io.github.exo2micro.registration.texture;
