package io.github.exo2micro.pipeline;

/** Whether a field of local displacements follows the homography. */
public enum LocalAlignmentMode {
  /** Where patches that were never fitted say that it lowers the error clearly. */
  AUTO,
  /** Never. */
  OFF
}
