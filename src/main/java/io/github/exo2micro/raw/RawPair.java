package io.github.exo2micro.raw;

import java.nio.file.Path;

/**
 * The two raw files of one task.
 *
 * @param sample name of the sample's folder
 * @param dye case-sensitive
 * @param pre before staining
 * @param post after staining
 */
public record RawPair(String sample, String dye, Path pre, Path post) {}
