package io.github.exo2micro.bench.timing;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a number of threads cost.
 *
 * @param oneCpu CPU seconds with the smallest number
 * @param sameBytes whether the checkpoints were the same as with the first number
 */
record Scaling(Case c, int threads, List<Run> runs, double oneCpu, boolean sameBytes) {

  static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
    return Spread.quantile(runs.stream().map(figure::applyAsDouble).toList(), 0.5);
  }

  static void print(List<Scaling> rows) {
    if (rows.isEmpty()) {
      return;
    }
    Table table = new Table("case", "threads", "wall s", "CPU s", "CPU / fewest threads", "peak RSS MiB",
        "stages 1 to 4, s",
        "same bytes");
    for (Scaling s : rows) {
      double cpu = median(s.runs, Run::cpu);
      table.add(s.c.name(), "" + s.threads, "%.1f".formatted(median(s.runs, Run::wall)), "%.1f".formatted(cpu),
          "%.2f".formatted(cpu / s.oneCpu), "%.0f".formatted(median(s.runs, Run::peak) / Report.MIB),
          Stream.of(1, 2, 3, 4).map(n -> "%.1f".formatted(median(s.runs, r -> r.seconds(n))))
              .collect(Collectors.joining(" / ")),
          s.sameBytes ? "yes" : "NO");
    }
    table.print("Scaling with threads, on " + Runtime.getRuntime().availableProcessors() + " cores");
  }
}
