package io.github.exo2micro.task;

import java.nio.file.Path;

/**
 * Everything that one task needs to run.
 *
 * @param task sample and dye
 * @param pre the raw pre-stain file; made absolute
 * @param post the raw post-stain file; made absolute
 * @param outputDirectory the root of all outputs, made absolute; the task's own files go to
 *     {@code <root>/<sample>/<dye>}
 * @param parameters the pipeline's parameters
 * @param format in which checkpoints are written
 * @param compressed whether TIFF checkpoints are compressed without loss
 * @param dropIntermediates whether the checkpoints of stages 1 to 3 are deleted once the task is complete
 * @param pictures whether diagnostic pictures are made
 * @param control which stages run
 * @param threads processor threads that the task may use, at least 1
 * @param smallFootprint use less memory at the price of time (a retry after an out-of-memory kill)
 */
public record TaskRequest(TaskId task, Path pre, Path post, Path outputDirectory, Parameters parameters,
    CheckpointFormat format, boolean compressed, boolean dropIntermediates, boolean pictures, RunControl control,
    int threads, boolean smallFootprint) {

  /** Makes the paths absolute: nothing lies under the empty path, which {@code .} is by its letters. */
  public TaskRequest {
    pre = pre.toAbsolutePath().normalize();
    post = post.toAbsolutePath().normalize();
    outputDirectory = outputDirectory.toAbsolutePath().normalize();
  }

  /** A copy that writes below another folder. */
  public TaskRequest withOutput(Path value) {
    return new TaskRequest(task, pre, post, value, parameters, format, compressed, dropIntermediates, pictures, control,
        threads, smallFootprint);
  }

  /** A copy that deletes the checkpoints of stages 1 to 3 at its end, or keeps them. */
  public TaskRequest withDropIntermediates(boolean value) {
    return new TaskRequest(task, pre, post, outputDirectory, parameters, format, compressed, value, pictures, control,
        threads, smallFootprint);
  }
}
