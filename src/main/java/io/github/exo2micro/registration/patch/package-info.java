/**
 * Patches compared at full resolution to a fraction of a pixel, the homography fitted to them, and the check of the
 * tissue after it.
 */
package io.github.exo2micro.registration.patch;
