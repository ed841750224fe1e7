package io.github.exo2micro.bench.timing;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** A case with all its runs. */
record Row(Case c, String state, List<Run> runs, List<Floor> floors, Accuracy accuracy) {

  static Row notRun(Case c, String why) {
    return new Row(c, "not run: " + why, List.of(), List.of(), Accuracy.unknown());
  }

  static Row failed(Case c, String why) {
    return new Row(c, "FAILED: " + why, List.of(), List.of(), Accuracy.unknown());
  }

  boolean isFailure() {
    return state.startsWith("FAILED");
  }

  double median(ToDoubleFunction<Run> figure) {
    return Spread.quantile(runs.stream().map(figure::applyAsDouble).toList(), 0.5);
  }

  double floor(ToDoubleFunction<Floor> figure) {
    return Spread.quantile(floors.stream().map(figure::applyAsDouble).toList(), 0.5);
  }

  double perMegapixel() {
    return median(Run::wall) / c.paddedMegapixels();
  }

  /** The program's own words about its last run; empty when there is none. */
  Json result() {
    return runs.isEmpty() ? Json.EMPTY : runs.get(runs.size() - 1).result();
  }
}
