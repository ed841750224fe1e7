package io.github.exo2micro.registration;

import java.util.Arrays;

/**
 * For each feature the nearest candidate's index (−1: none) and the squared distances to it and to the next. Several
 * threads may write, each to features of its own.
 */
final class Nearest {

  final int[] index;
  final int[] first;
  final int[] second;

  Nearest(int n) {
    index = new int[n];
    first = new int[n];
    second = new int[n];
    Arrays.fill(index, -1);
    Arrays.fill(first, Integer.MAX_VALUE);
    Arrays.fill(second, Integer.MAX_VALUE);
  }

  double distance(int i) {
    return Math.sqrt(first[i]);
  }

  /** Nearest by second nearest distance: 0 where there is no second, not a number where there is none at all. */
  double ratio(int i) {
    if (index[i] < 0) {
      return Double.NaN;
    }
    return second[i] == Integer.MAX_VALUE ? 0 : distance(i) / Math.sqrt(second[i]);
  }

  void offer(int i, int candidate, int square) {
    if (square < first[i]) {
      second[i] = first[i];
      first[i] = square;
      index[i] = candidate;
    } else if (square < second[i]) {
      second[i] = square;
    }
  }
}
