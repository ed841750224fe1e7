package io.github.exo2micro.microbes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins runs to components row by row and hands out each component once no later row can touch it: memory of the rows
 * that open components reach over.
 *
 * <p>When those hold more than {@link #MOST_PIXELS} pixels, as where a lawn of bacteria covers the tissue, the largest
 * is handed out as it is and what follows of it is another component.
 */
final class ComponentTracker {

  /** 12 bytes each, and about as much again while a component is taken apart. */
  static final int MOST_PIXELS = 1 << 20;

  /** Takes a component that is complete. */
  interface Sink {
    void take(Component component) throws IOException;
  }

  private final Sink sink;
  private final int mostPixels;
  private List<Placed> above = new ArrayList<>();
  private int rowAbove = Integer.MIN_VALUE;
  private long open;

  /** A run of the row above and the component that it belongs to. */
  private static final class Placed {
    private final Run run;
    private final Component component;

    Placed(Run run, Component component) {
      this.run = run;
      this.component = component;
    }

    Component root() {
      return component.root();
    }
  }

  ComponentTracker(Sink sink) {
    this(sink, MOST_PIXELS);
  }

  ComponentTracker(Sink sink, int mostPixels) {
    this.sink = sink;
    this.mostPixels = mostPixels;
  }

  /**
   * Takes the runs of the next row.
   *
   * @param y later than the row before
   * @param runs by x, none touching the next
   */
  void row(int y, List<Run> runs) throws IOException {
    if (runs.isEmpty() && above.isEmpty()) {
      return;
    }
    List<Placed> before = y == rowAbove + 1 ? above : List.of();
    List<Placed> now = new ArrayList<>(runs.size());
    int first = 0;
    for (Run run : runs) {
      while (first < before.size() && before.get(first).run.right() < run.x()) {
        first++;
      }
      Component own = null;
      for (int k = first; k < before.size() && before.get(k).run.x() <= run.right(); k++) {
        Component other = before.get(k).root();
        own = own == null || own == other ? other : own.join(other);
      }
      own = own == null ? new Component() : own;
      own.add(run);
      open += run.smoothed().length;
      now.add(new Placed(run, own));
    }
    close(y, above);
    above = now;
    rowAbove = y;
    if (open > mostPixels) {
      cutLargest();
    }
  }

  /** Hands out what the rows above left open. */
  void finish() throws IOException {
    close(Integer.MAX_VALUE, above);
    above = new ArrayList<>();
  }

  private void close(int y, List<Placed> row) throws IOException {
    for (Placed placed : row) {
      Component component = placed.root();
      if (component.lastRow() < y && component.pixels() > 0) {
        release(component);
      }
    }
  }

  private void release(Component component) throws IOException {
    open -= component.pixels();
    sink.take(component);
    component.forget();
  }

  private void cutLargest() throws IOException {
    Component largest = above.get(0).root();
    for (Placed placed : above) {
      largest = placed.root().pixels() > largest.pixels() ? placed.root() : largest;
    }
    Component cut = largest;
    release(cut);
    above.removeIf(placed -> placed.root() == cut);
  }
}
