package io.github.exo2micro.batch;

import java.util.OptionalDouble;

/**
 * How far a batch is.
 *
 * @param fraction 0 to 1, tasks weighted by their pixels
 * @param finished tasks that have an outcome
 * @param total all tasks
 * @param elapsedSeconds since the first task began
 * @param secondsLeft the estimate; empty while too little is done to tell
 */
public record BatchProgress(double fraction, int finished, int total, double elapsedSeconds,
    OptionalDouble secondsLeft) {}
