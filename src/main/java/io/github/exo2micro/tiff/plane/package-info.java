/**
 * Float32 images of this program as TIFF: plain, deflated and displacement fields, written in rows and read by region.
 */
package io.github.exo2micro.tiff.plane;
