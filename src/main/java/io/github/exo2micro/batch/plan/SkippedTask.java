package io.github.exo2micro.batch.plan;

import io.github.exo2micro.task.TaskId;

/**
 * A requested pair that cannot run.
 *
 * @param task sample and dye
 * @param reason why, one sentence
 */
public record SkippedTask(TaskId task, String reason) {}
