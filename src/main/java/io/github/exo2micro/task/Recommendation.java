package io.github.exo2micro.task;

/**
 * Which of a task's difference images to look for microbes in.
 *
 * @param image the checkpoint
 * @param reason why, for people
 */
public record Recommendation(Checkpoint image, String reason) {}
