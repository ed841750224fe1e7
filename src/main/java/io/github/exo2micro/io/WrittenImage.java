package io.github.exo2micro.io;

import java.nio.file.Path;

/**
 * What is known of an image file that was written in full.
 *
 * @param file its final path
 * @param bytes its length
 * @param modifiedMillis its modification time, milliseconds since 1970
 * @param checksum {@link PixelChecksum} of its pixels, the same for every file format
 */
public record WrittenImage(Path file, long bytes, long modifiedMillis, String checksum) {}
