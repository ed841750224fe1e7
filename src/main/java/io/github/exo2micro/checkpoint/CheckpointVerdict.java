package io.github.exo2micro.checkpoint;

import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import java.nio.file.Path;

/** Whether a checkpoint can be used as it is. */
public sealed interface CheckpointVerdict {

  /** The reason of a checkpoint that was never made. */
  String NOT_THERE = "not there";
  /** The reason of one whose sidecar is there without it. */
  String DROPPED = "its image was dropped or deleted";

  /** Whether it can. */
  default boolean isUsable() {
    return this instanceof Intact || this instanceof Foreign;
  }

  /** For the log: why, one clause. */
  String reason();

  /**
   * Ours, whole, and made from what is there now with the current parameters.
   *
   * @param file the image file
   * @param sidecar what is known about it
   */
  record Intact(Path file, Sidecar sidecar) implements CheckpointVerdict {
    @Override
    public String reason() {
      return "intact";
    }
  }

  /**
   * Without a sidecar, but its header and size fit: the Python original's. Nothing is known of its warp.
   *
   * @param file the image file
   * @param reason what to note about it
   */
  record Foreign(Path file, String reason) implements CheckpointVerdict {}

  /**
   * Not there.
   *
   * @param reason not there, or dropped
   */
  record Missing(String reason) implements CheckpointVerdict {}

  /**
   * There, but not what it should be.
   *
   * @param file the image file
   * @param reason what was expected and what was found
   */
  record Damaged(Path file, String reason) implements CheckpointVerdict {}

  /**
   * Whole, but made from something else than what is there now.
   *
   * @param file the image file
   * @param reason what has changed
   */
  record Stale(Path file, String reason) implements CheckpointVerdict {}
}
