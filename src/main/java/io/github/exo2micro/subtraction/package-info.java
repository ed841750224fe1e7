/** The factor between the backgrounds of post and aligned pre, with its uncertainty, and the difference image. */
package io.github.exo2micro.subtraction;
