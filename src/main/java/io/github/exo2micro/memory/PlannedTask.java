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
 * @param decodingBytes what reading its raw files takes beyond the usual: strips and tiles that are decoded as a whole
 */
public record PlannedTask(String name, ImageSize padded, int threads, boolean compressed, long keptBytes,
    long passingBytes, long decodingBytes) {

  /** A task whose raw files are read with the usual memory. */
  public PlannedTask(String name, ImageSize padded, int threads, boolean compressed, long keptBytes,
      long passingBytes) {
    this(name, padded, threads, compressed, keptBytes, passingBytes, 0);
  }
}
