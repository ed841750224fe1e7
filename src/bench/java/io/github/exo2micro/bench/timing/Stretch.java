package io.github.exo2micro.bench.timing;

/** What one stretch of a run cost; {@code peak} in bytes is the largest sum of resident memory seen in it. */
public record Stretch(Counters counters, double peak) {}
