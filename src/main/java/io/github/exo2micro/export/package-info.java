/** Images and transforms for other programs: OME-TIFF, OME-Zarr, matrices and displacement grids. */
package io.github.exo2micro.export;
