package io.github.exo2micro.bench.timing;

import java.util.Map;

/** What a process tree cost, and what it said. */
public record Measured(int exit, double wall, Counters total, double peak, double heap, Map<Integer, Stretch> stages,
    String out, String options) {}
