/** Where the tissue is, and what the camera gives without light: decided once per task from the overviews. */
package io.github.exo2micro.image.tissue;
