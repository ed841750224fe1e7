package io.github.exo2micro.task;

/** Whether a field of local displacements follows the homography. */
public enum LocalAlignmentMode {
  /** Where patches that were never fitted say that it lowers the error clearly. */
  AUTO,
  /** Never. */
  OFF
}
