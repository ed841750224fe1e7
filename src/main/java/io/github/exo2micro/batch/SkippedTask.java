package io.github.exo2micro.batch;

import io.github.exo2micro.pipeline.TaskId;

/**
 * A requested pair that cannot run.
 *
 * @param task sample and dye
 * @param reason why, one sentence
 */
public record SkippedTask(TaskId task, String reason) {}
