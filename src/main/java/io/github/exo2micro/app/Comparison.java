package io.github.exo2micro.app;

import io.github.exo2micro.batch.summary.BatchSummary;
import io.github.exo2micro.task.ParameterSpec;
import java.util.List;

/**
 * One parameter tried at several values.
 *
 * @param parameter which
 * @param variants one per value, in the order asked for
 */
public record Comparison(ParameterSpec parameter, List<Variant> variants) {

  /** Copies the list. */
  public Comparison {
    variants = List.copyOf(variants);
  }

  /**
   * One value.
   *
   * @param value as text
   * @param summary what the run with it gave
   */
  public record Variant(String value, BatchSummary summary) {}
}
