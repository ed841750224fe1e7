package io.github.exo2micro.task;

/**
 * What a run writes, and which of its stages run.
 *
 * @param format in which checkpoints are written
 * @param compressed whether TIFF checkpoints are compressed without loss
 * @param dropIntermediates whether the checkpoints of stages 1 to 3 are deleted once a task is complete
 * @param pictures whether diagnostic pictures are made
 * @param control which stages run
 */
public record RunOptions(CheckpointFormat format, boolean compressed, boolean dropIntermediates, boolean pictures,
    RunControl control) {

  /** Plain TIFF, everything kept, with pictures; what is finished is reused. */
  public static final RunOptions DEFAULTS = new RunOptions(CheckpointFormat.TIFF, false, false, true,
      RunControl.resume());

  /** A copy with another format. */
  public RunOptions with(CheckpointFormat value) {
    return new RunOptions(value, compressed, dropIntermediates, pictures, control);
  }

  /** A copy with other stages to run. */
  public RunOptions with(RunControl value) {
    return new RunOptions(format, compressed, dropIntermediates, pictures, value);
  }

  /** A copy that compresses, or not. */
  public RunOptions withCompressed(boolean value) {
    return new RunOptions(format, value, dropIntermediates, pictures, control);
  }

  /** A copy that deletes the checkpoints of stages 1 to 3 at the end, or keeps them. */
  public RunOptions withDropIntermediates(boolean value) {
    return new RunOptions(format, compressed, value, pictures, control);
  }

  /** A copy that makes pictures, or none. */
  public RunOptions withPictures(boolean value) {
    return new RunOptions(format, compressed, dropIntermediates, value, control);
  }
}
