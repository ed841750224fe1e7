package io.github.exo2micro.subtraction;

import java.util.List;

/**
 * What was counted of a pair.
 *
 * @param pixels the ratio of every pixel
 * @param blocks the ratio of the sums over square blocks, for each of {@link #SIDES}
 */
public record PairRatios(RatioCounts pixels, List<RatioCounts> blocks) {

  /** Sides of the blocks, px. */
  static final List<Integer> SIDES = List.of(4, 8);

  /** Copies the list. */
  public PairRatios {
    blocks = List.copyOf(blocks);
  }
}
