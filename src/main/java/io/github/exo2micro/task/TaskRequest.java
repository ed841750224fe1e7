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
 * @param options what it writes, and which stages run
 * @param threads processor threads that the task may use, at least 1
 * @param smallFootprint use less memory at the price of time (a retry after an out-of-memory kill)
 */
public record TaskRequest(TaskId task, Path pre, Path post, Path outputDirectory, Parameters parameters,
    RunOptions options, int threads, boolean smallFootprint) {

  /** Makes the paths absolute: nothing lies under the empty path, which {@code .} is by its letters. */
  public TaskRequest {
    pre = pre.toAbsolutePath().normalize();
    post = post.toAbsolutePath().normalize();
    outputDirectory = outputDirectory.toAbsolutePath().normalize();
  }

  /** A copy that writes below another folder. */
  public TaskRequest withOutput(Path value) {
    return new TaskRequest(task, pre, post, value, parameters, options, threads, smallFootprint);
  }

  /** A copy with other options. */
  public TaskRequest with(RunOptions value) {
    return new TaskRequest(task, pre, post, outputDirectory, parameters, value, threads, smallFootprint);
  }

  /** A copy that uses so many threads. */
  public TaskRequest withThreads(int value) {
    return new TaskRequest(task, pre, post, outputDirectory, parameters, options, value, smallFootprint);
  }

  /** A copy that uses less memory at the price of time, or not. */
  public TaskRequest withSmallFootprint(boolean value) {
    return new TaskRequest(task, pre, post, outputDirectory, parameters, options, threads, value);
  }
}
