package io.github.exo2micro.bench.timing;

import java.nio.file.Path;

/** A pair on disk: its raw folder is {@code folder}, named as the sample. */
record Pair(Path folder, String sample, String dye, Path truth) {}
