/**
 * Exo2micro: aligns a pre-stain to a post-stain image, subtracts the scaled background and lists what is left. Here:
 * what every package shares, errors that say what to do and progress.
 */
package io.github.exo2micro;
