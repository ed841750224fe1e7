package io.github.exo2micro.task;

import io.github.exo2micro.Choice;

/** In which file format checkpoints are written. */
public enum CheckpointFormat implements Choice {
  /** float32 TIFF. */
  TIFF,
  /** float32 FITS. */
  FITS,
  /** Both. */
  BOTH;

  /** Whether TIFF files are written. */
  public boolean hasTiff() {
    return this != FITS;
  }

  /** Whether FITS files are written. */
  public boolean hasFits() {
    return this != TIFF;
  }
}
