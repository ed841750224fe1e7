/** Warps and what finds them: least-squares fits, random sample consensus, iterative closest points. */
package io.github.exo2micro.geometry;
