package io.github.exo2micro.bench.builds;

import io.github.exo2micro.bench.builds.ResultsComparison.Difference;
import io.github.exo2micro.bench.timing.Measured;
import io.github.exo2micro.bench.timing.Outside;
import io.github.exo2micro.bench.timing.Spread;
import io.github.exo2micro.bench.timing.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Runs two builds over the same samples in every mode, and says which results differ and by how much, and what each
 * cost. See scripts/compare-builds.
 */
public final class CompareBuilds {

  private static final double MIB = 1024 * 1024;
  private static final double AIM = 1.02;

  private final CompareOptions options;
  private final Path work;
  private final Path raw;
  /** What differs, and in which modes of which build. */
  private final Map<Difference, List<String>> differing = new LinkedHashMap<>();

  /** What one build's runs in one mode cost. */
  private record Cost(List<Measured> runs) {
    double median(ToDoubleFunction<Measured> figure) {
      return Spread.quantile(runs.stream().map(figure::applyAsDouble).toList(), 0.5);
    }
  }

  private CompareBuilds(CompareOptions options, Path work, Path raw) {
    this.options = options;
    this.work = work;
    this.raw = raw;
  }

  /** Exit code: 0 all results are the same, 1 some differ or a run failed, 2 wrong usage. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    if (Arrays.asList(args).contains("--help")) {
      System.out.println(CompareOptions.HELP);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(
        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy)));
    try {
      System.exit(run(CompareOptions.of(args)) ? 0 : 1);
    } catch (IllegalArgumentException e) {
      System.err.println("compare-builds: " + e.getMessage() + "\n" + CompareOptions.HELP);
      System.exit(2);
    }
  }

  private static boolean run(CompareOptions options) throws Exception {
    Path work = options.work().isPresent() ? Files.createDirectories(options.work().get())
        : Files.createTempDirectory("exo2micro-compare");
    Map<String, Build> builds = new LinkedHashMap<>();
    builds.put("A", Build.of(options.buildA(), options.heap(), work));
    builds.put("B", Build.of(options.buildB(), options.heap(), work));
    for (Map.Entry<String, Build> build : builds.entrySet()) {
      // Builds it where that is needed, so that no run pays for it.
      System.out.println("- " + build.getKey() + ": " + build.getValue().name() + ", "
          + Outside.output(build.getValue().command(List.of("--version"))).strip());
    }
    Path raw = options.raw().isPresent() ? options.raw().get() : demo(builds.get("A"), work);
    CompareBuilds comparison = new CompareBuilds(options, work, raw);
    boolean same = comparison.compare(builds);
    if (options.work().isEmpty()) {
      delete(work);
    }
    return same;
  }

  private static Path demo(Build build, Path work) throws IOException, InterruptedException {
    Path demo = work.resolve("demo");
    if (!Files.exists(demo)) {
      Outside.output(build.command(List.of("demo", demo.toString(), "--size", "1300x1100", "--data-only")));
    }
    return demo.resolve("raw");
  }

  private boolean compare(Map<String, Build> builds) throws Exception {
    Map<Mode, Map<String, Cost>> costs = new EnumMap<>(Mode.class);
    Path reference = work.resolve("reference");
    delete(reference);
    for (int turn = 0; turn < options.repeat(); turn++) {
      for (Mode mode : options.modes()) {
        for (Map.Entry<String, Build> build : builds.entrySet()) {
          Path output = work.resolve(build.getKey());
          Measured measured = measure(build.getValue(), mode, output);
          costs.computeIfAbsent(mode, m -> new LinkedHashMap<>())
              .computeIfAbsent(build.getKey(), n -> new Cost(new ArrayList<>())).runs().add(measured);
          System.err.printf("compare-builds: %s, %s: %.1f s CPU%n", build.getKey(), mode.words, measured.total().cpu());
          if (!Files.exists(reference)) {
            Files.move(output, reference);
          } else {
            note(build.getKey(), mode, ResultsComparison.of(reference, output));
          }
        }
      }
    }
    int files = ResultsComparison.count(reference);
    System.out.println("- reference: A, " + options.modes().get(0).words + ", " + files + " files; samples of " + raw);
    System.out.println();
    if (differing.isEmpty()) {
      System.out.println("Every result is the same in both builds and all modes.\n");
    } else {
      System.out.println("## Differences from the reference\n");
      differing
          .forEach((difference, where) -> System.out.println("- " + difference.file() + " " + difference.how() + " ("
              + String.join("; ", where) + ")"));
      System.out.println();
    }
    print(costs);
    delete(reference);
    return differing.isEmpty();
  }

  private void note(String build, Mode mode, List<Difference> differences) {
    differences.forEach(difference -> differing.computeIfAbsent(difference, d -> new ArrayList<>())
        .add(build + ", " + mode.words));
  }

  private Measured measure(Build build, Mode mode, Path output) throws Exception {
    delete(output);
    Path log = Files.createDirectories(work.resolve("measured"));
    List<String> words = new ArrayList<>(
        List.of("batch", "--raw-dir", raw.toString(), "--output-dir", output.toString()));
    words.addAll(mode.options);
    words.addAll(options.more());
    Measured measured = new Outside(build.command(words), log).measure();
    if (measured.exit() != 0) {
      throw new IOException(build.name() + ", " + mode.words + " ended with exit code " + measured.exit()
          + "; what it said is in " + log);
    }
    return measured;
  }

  private void print(Map<Mode, Map<String, Cost>> costs) {
    Table table = new Table("mode", "CPU s, A", "CPU s, B", "B / A", "peak RSS MiB, A", "peak RSS MiB, B", "B / A");
    costs.forEach((mode, of) -> {
      List<String> cells = new ArrayList<>(List.of(mode.words));
      cells.addAll(cells("%.1f", of, m -> m.total().cpu()));
      cells.addAll(cells("%.0f", of, m -> m.peak() / MIB));
      table.add(cells.toArray(String[]::new));
    });
    table.print("Cost, medians of " + options.repeat() + " (aim of B / A: at most " + AIM + ")");
  }

  private static List<String> cells(String format, Map<String, Cost> of, ToDoubleFunction<Measured> figure) {
    double a = of.get("A").median(figure);
    double b = of.get("B").median(figure);
    return List.of(format.formatted(a), format.formatted(b), "%.2f%s".formatted(b / a, b / a > AIM ? " !" : ""));
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
