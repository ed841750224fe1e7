/** The second step of stage 3: features on tiles of the tissue, matched near where the coarse alignment says. */
package io.github.exo2micro.registration.interior;
