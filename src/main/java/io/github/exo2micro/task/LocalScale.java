package io.github.exo2micro.task;

/** Whether a second difference image is written whose scale follows the background. */
public enum LocalScale {
  /** Where the background's ratio varies by more than its uncertainty and by more than 5 %, 5th to 95th percentile. */
  AUTO,
  /** Always. */
  ON,
  /** Never. */
  OFF
}
