/**
 * The third step of stage 3: what a homography leaves of a bent or stitched slide is measured on patches, fitted by a
 * smooth field with jumps along seams, and used only where patches that were never fitted say that it helps.
 */
package io.github.exo2micro.registration.local;
