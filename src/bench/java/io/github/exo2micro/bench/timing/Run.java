package io.github.exo2micro.bench.timing;

import java.util.Map;

/** One run: what it cost from outside and what the program says. Bytes, s; NaN where not known. */
record Run(int exit, String status, double wall, double cpu, double peak, double heap, Counters total,
    Map<Integer, Stretch> stages, Json task, double scale, String options) {

  static Run of(Measured m) {
    Json task = Json.EMPTY;
    try {
      task = Json.parse(m.out()).at("tasks").first();
    } catch (IllegalArgumentException e) {
      Benchmark.note("the program printed no JSON: " + e.getMessage());
    }
    return new Run(m.exit(), task.text("status"), m.wall(), m.total().cpu(), m.peak(), m.heap(), m.total(), m.stages(),
        task,
        task.at("result").at("scales").first().number("scale"), m.options());
  }

  Json result() {
    return task.at("result");
  }

  double seconds(int stage) {
    return result().at("seconds").number(Integer.toString(stage));
  }
}
