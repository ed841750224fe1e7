/**
 * Stage 2, the coarse alignment: {@link io.github.exo2micro.registration.boundary.CoarseAlignment} asks the outlines
 * and the features, and {@link io.github.exo2micro.registration.boundary.Support} decides between them.
 */
package io.github.exo2micro.registration.boundary;
