package io.github.exo2micro.memory;

import io.github.exo2micro.image.ImageSize;

/**
 * One task as the pre-flight check sees it: figures from the headers, no pixel.
 *
 * @param name sample and dye, for messages
 * @param padded size of its padded images
 * @param threads processor threads that it will have
 * @param compressed whether its checkpoints are compressed
 * @param keptBytes what it will write and keep, beyond what lies there intact already
 * @param passingBytes what it will write and delete again before it ends
 */
public record PlannedTask(String name, ImageSize padded, int threads, boolean compressed, long keptBytes,
    long passingBytes) {}
