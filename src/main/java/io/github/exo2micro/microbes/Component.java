package io.github.exo2micro.microbes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs that touch each other, also across corners: one microbe, or several that touch. */
final class Component {

  private List<Run> runs = new ArrayList<>(4);
  private int pixels;
  private int lastRow;
  private Component joinedTo = this;

  void add(Run run) {
    runs.add(run);
    pixels += run.smoothed().length;
    lastRow = run.y();
  }

  /** The component that this one has become a part of, or itself. */
  Component root() {
    Component root = this;
    while (root.joinedTo != root) {
      root = root.joinedTo;
    }
    joinedTo = root;
    return root;
  }

  /** Takes another component's runs; both must be roots. */
  Component join(Component other) {
    Component large = pixels >= other.pixels ? this : other;
    Component small = large == this ? other : this;
    large.runs.addAll(small.runs);
    large.pixels += small.pixels;
    large.lastRow = Math.max(large.lastRow, small.lastRow);
    small.runs = new ArrayList<>();
    small.joinedTo = large;
    return large;
  }

  /** Lets go of its runs once it has been handed out. */
  void forget() {
    runs = new ArrayList<>(0);
    pixels = 0;
  }

  int pixels() {
    return pixels;
  }

  /** Whether so many pixels stand out by so many standard deviations. */
  boolean hasAtLeast(int count, double threshold) {
    int left = count;
    for (Run run : runs) {
      for (int i = 0; i < run.smoothed().length; i++) {
        left -= run.smoothed()[i] >= (float) threshold * run.sigma()[i] ? 1 : 0;
      }
      if (left <= 0) {
        return true;
      }
    }
    return false;
  }

  int lastRow() {
    return lastRow;
  }

  /** Its runs by row, then column. */
  List<Run> runs() {
    runs.sort(Comparator.comparingInt(Run::y).thenComparingInt(Run::x));
    return runs;
  }
}
