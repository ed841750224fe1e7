package io.github.exo2micro.bench.timing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The tables. */
record Report(List<Row> rows, Settings settings, String inputs) {

  static final double MIB = 1024 * 1024;

  void print() throws IOException, InterruptedException {
    header();
    accuracy();
    costs();
    stages();
  }

  private void header() throws IOException, InterruptedException {
    System.out.println("# Benchmark\n");
    item("machine", Machine.describe());
    item("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
        + System.getProperty("os.arch") + ", Java " + System.getProperty("java.runtime.version") + " ("
        + System.getProperty("java.vm.vendor") + ")");
    item("date", ZonedDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx")));
    item("commit", Machine.commit(Path.of(System.getProperty("exo2micro.scripts", "scripts"))));
    item("Java options of the program", rows.stream().flatMap(r -> r.runs().stream()).map(Run::options)
        .filter(o -> !o.isBlank()).distinct().collect(Collectors.joining("; ")));
    item("options of the runs", "--pad P --force --json " + String.join(" ", settings.more()));
    item("inputs", inputs);
    item("runs per case", settings.repeat() + (settings.repeat() > 1 ? ", medians" : "") + "; load when done: "
        + "%.1f".formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    System.out.println();
  }

  private static void item(String name, String value) {
    System.out.println("- " + name + ": " + (value.isBlank() ? "–" : value.strip()));
  }

  private void accuracy() {
    Table table = new Table("case", "raw px", "pad", "status", "stage 2 median / p95 px", "stage 3 median / p95 px",
        "held-out median / p95 px (program)", "scale", "± (program)", "scale error %", "microbe AP");
    for (Row r : rows) {
      Json held = r.result().at("stage3").first();
      Json scale = r.result().at("scales").first();
      double found = scale.number("scale");
      table.add(r.c().name(), r.c().width() + " × " + r.c().height(), "" + r.c().pad(), r.state(),
          pair(r.accuracy().stage2()),
          pair(r.accuracy().stage3()),
          pair(new Spread(known(held.number("accuracyPx")), known(held.number("accuracyP95Px")))),
          number("%.4f", found), number("%.4f", scale.number("uncertainty")),
          number("%+.2f", 100 * (found / r.accuracy().trueScale() - 1)), number("%.4f", r.accuracy().microbes()));
    }
    table.print("Accuracy");
  }

  private void costs() {
    double medium = rows.stream().filter(r -> r.c().name().equals("medA")).mapToDouble(Row::perMegapixel).findFirst()
        .orElse(Double.NaN);
    Table table = new Table("case", "padded Mpx", "wall s", "CPU s", "cores busy", "peak RSS MiB", "heap MiB",
        "read MB",
        "written MB", "disk read MB", "disk written MB", "floor wall s", "floor CPU s", "wall / floor", "s / Mpx",
        "× medA");
    for (Row r : rows) {
      double wall = r.median(Run::wall);
      double cpu = r.median(Run::cpu);
      table.add(r.c().name(), number("%.1f", r.c().paddedMegapixels()), number("%.1f", wall), number("%.1f", cpu),
          number("%.2f", cpu / wall), positive("%.0f", r.median(Run::peak) / MIB),
          number("%.0f", r.median(Run::heap) / MIB),
          number("%.0f", r.median(x -> x.total().read()) / 1e6),
          number("%.0f", r.median(x -> x.total().written()) / 1e6),
          number("%.0f", r.median(x -> x.total().diskRead()) / 1e6),
          number("%.0f", r.median(x -> x.total().diskWritten()) / 1e6),
          number("%.2f", r.floor(Floor::wall)), number("%.2f", r.floor(Floor::cpu)),
          number("%.1f", wall / r.floor(Floor::wall)), number("%.3f", r.perMegapixel()),
          number("%.2f", r.perMegapixel() / medium));
    }
    table.print("Time and memory");
  }

  private void stages() {
    Table table = new Table("case", "stage", "wall s", "CPU s", "read MB", "written MB", "peak RSS MiB");
    for (Row r : rows) {
      for (int s = 1; s <= 4; s++) {
        int stage = s;
        if (!r.runs().isEmpty()) {
          Function<ToDoubleFunction<Stretch>, Double> at = f -> r.median(
              x -> x.stages().containsKey(stage) ? f.applyAsDouble(x.stages().get(stage)) : Double.NaN);
          table.add(r.c().name(), "" + s, number("%.1f", r.median(x -> x.seconds(stage))),
              number("%.1f", at.apply(x -> x.counters().cpu())),
              number("%.0f", at.apply(x -> x.counters().read() / 1e6)),
              number("%.0f", at.apply(x -> x.counters().written() / 1e6)),
              positive("%.0f", at.apply(x -> x.peak() / MIB)));
        }
      }
      if (!r.runs().isEmpty()) {
        table.add(r.c().name(), "besides",
            number("%.1f", r.median(x -> x.wall() - x.seconds(1) - x.seconds(2) - x.seconds(3)
                - x.seconds(4))),
            "–", "–", "–", "–");
      }
    }
    table.print("Per stage");
  }

  private static double known(double value) {
    return value < 0 ? Double.NaN : value;
  }

  private static String pair(Spread s) {
    return Double.isFinite(s.median()) ? "%.3f / %.3f".formatted(s.median(), s.p95()) : "–";
  }

  private static String number(String format, double value) {
    return Double.isFinite(value) ? format.formatted(value) : "–";
  }

  private static String positive(String format, double value) {
    return value > 0 ? number(format, value) : "–";
  }
}
