package io.github.exo2micro.bench.timing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Runs the command line on inputs with known truth and prints what it cost and how exact it was. See scripts/benchmark
 * and docs/benchmarks.md.
 */
public final class Benchmark {

  private static final String HELP = """
      usage: scripts/benchmark [options] [-- options of 'exo2micro run']
        --cases A,B      small, medA, medB, medC, medD, medE, large, full; all unless given, in this order
        --case "SPEC"    a case of your own: NAME WIDTHxHEIGHT SEED PAD [options of synth.py]; may be repeated
        --tools DIR      a folder with synth.py and evaluate.py; without it the demo generator makes the inputs
        --python CMD     Python with numpy, scipy, cv2 and tifffile, for --tools; default python3
        --data DIR       where inputs are kept; default target/benchmark
        --output DIR     where the results of the runs go; default DATA/processed
        --heap SIZE      Java heap of the program: 512m for all cases, or small=256m,full=1g
        --repeat N       run every case N times and print medians; default 1
        --threads LIST   also run every case with so many threads each, and print how it scales: 1,2,4,8,16; also with
                         more threads than cores, which shows what threads cost that have nothing to run on
        --keep           keep the results of the runs""";

  private final Settings settings;
  private final Path scripts;

  private Benchmark(Settings settings, Path scripts) {
    this.settings = settings;
    this.scripts = scripts;
  }

  /** Exit code: 0 done, 1 a case failed, 2 wrong usage. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    if (Arrays.asList(args).contains("--help")) {
      System.out.println(HELP);
      return;
    }
    Settings settings;
    try {
      settings = Settings.of(args);
    } catch (IllegalArgumentException e) {
      System.err.println("benchmark: " + e.getMessage() + "\n" + HELP);
      System.exit(2);
      return;
    }
    // An interrupted benchmark leaves no run behind.
    Runtime.getRuntime().addShutdownHook(new Thread(
        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy)));
    System.exit(new Benchmark(settings, Path.of(System.getProperty("exo2micro.scripts", "scripts"))).run() ? 0 : 1);
  }

  private boolean run() throws Exception {
    // Builds the program when that is needed, so that no case pays for it.
    Outside.output(List.of(program(), "--version"));
    Inputs inputs = settings.tools().isPresent() ? new SynthInputs(settings) : new DemoInputs(settings, program());
    List<Row> rows = new ArrayList<>();
    for (Case c : settings.cases()) {
      note(c.name() + ": " + c.size());
      Row row;
      try {
        row = measure(c, inputs);
      } catch (CannotRun e) {
        row = Row.notRun(c, e.getMessage());
      } catch (IOException e) {
        row = Row.failed(c, e.getMessage() == null ? e.toString() : e.getMessage());
      }
      note(c.name() + ": " + row.state() + row.runs().stream().map(r -> " %.1f s wall, %.1f s CPU, %.0f MiB".formatted(
          r.wall(), r.cpu(), r.peak() / Report.MIB)).collect(Collectors.joining(";")));
      rows.add(row);
    }
    List<Scaling> scaling = new ArrayList<>();
    for (Case c : settings.threads().isEmpty() ? List.<Case>of() : settings.cases()) {
      scaling.addAll(scaling(c, inputs));
    }
    new Report(rows, settings, inputs.name()).print();
    Scaling.print(scaling);
    return scaling.stream().allMatch(s -> s.sameBytes()) && rows.stream().noneMatch(Row::isFailure);
  }

  private String program() {
    return scripts.resolve("exo2micro").toString();
  }

  private Row measure(Case c, Inputs inputs) throws Exception {
    requireSpace(c, inputs);
    Pair pair = inputs.make(c);
    List<Run> runs = new ArrayList<>();
    List<Floor> floors = new ArrayList<>();
    Accuracy accuracy = Accuracy.unknown();
    for (int i = 0; i < settings.repeat(); i++) {
      Path output = settings.output().resolve(c.name());
      ResultFiles.delete(output);
      Files.createDirectories(output);
      Run run = run(c, pair, output);
      runs.add(run);
      if (run.exit() != 0) {
        return new Row(c, "FAILED: exit code " + run.exit() + ", " + run.status() + "; its output is in " + output,
            runs,
            floors, accuracy);
      }
      if (i == 0) {
        note(c.name() + ": judging");
        accuracy = inputs.judge(c, pair, run, tiff(output, pair));
      }
      List<Long> sizes = ResultFiles.sizes(tiff(output, pair), ".tiff", ".fits");
      if (!settings.keep()) {
        ResultFiles.delete(output);
      }
      // After the results are gone, so that the disk need not hold both.
      floors.add(Floor.measure(ResultFiles.list(pair.folder(), "_" + pair.dye() + ".tif"), sizes, settings.output()));
    }
    return new Row(c, runs.get(0).status(), runs, floors, accuracy);
  }

  /**
   * The case with each number of threads in turn, as often as it is repeated, so that a drift of the machine meets them
   * all.
   */
  private List<Scaling> scaling(Case c, Inputs inputs) throws Exception {
    Map<Integer, List<Run>> runs = new TreeMap<>();
    Map<Integer, Boolean> same = new TreeMap<>();
    Pair pair = inputs.make(c);
    String first = "";
    for (int i = 0; i < settings.repeat(); i++) {
      for (int threads : settings.threads()) {
        Path output = settings.output().resolve(c.name());
        ResultFiles.delete(output);
        Files.createDirectories(output);
        Run run = run(c, pair, output, "--threads", Integer.toString(threads));
        if (run.exit() != 0) {
          throw new IOException(c.name() + " with " + threads + " threads failed; its output is in " + output);
        }
        String checksums = ResultFiles.checksums(tiff(output, pair));
        first = first.isEmpty() ? checksums : first;
        same.merge(threads, checksums.equals(first), Boolean::logicalAnd);
        runs.computeIfAbsent(threads, t -> new ArrayList<>()).add(run);
        note(c.name() + ", " + threads + " threads: %.1f s wall, %.1f s CPU".formatted(run.wall(), run.cpu()));
        ResultFiles.delete(output);
      }
    }
    double one = Scaling.median(runs.values().iterator().next(), Run::cpu);
    return runs.entrySet().stream().map(e -> new Scaling(c, e.getKey(), e.getValue(), one, same.get(e.getKey())))
        .toList();
  }

  private void requireSpace(Case c, Inputs inputs) throws CannotRun, IOException {
    Files.createDirectories(settings.output());
    Files.createDirectories(settings.data());
    long results = 5L * 4 * c.paddedPixels();
    long raw = inputs.missingBytes(c);
    boolean same = Files.getFileStore(settings.output()).equals(Files.getFileStore(settings.data()));
    requireFree(settings.output(), same ? results + raw : results);
    requireFree(settings.data(), raw);
  }

  private static void requireFree(Path folder, long bytes) throws CannotRun, IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < 1.05 * bytes) {
      throw new CannotRun("it needs %.1f GB in %s, where %.1f GB are free".formatted(bytes / 1e9, folder, free / 1e9));
    }
  }

  private static Path tiff(Path output, Pair pair) {
    return output.resolve(pair.sample()).resolve(pair.dye()).resolve("tiff");
  }

  private Run run(Case c, Pair pair, Path output, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of(program(), "run", pair.sample(), pair.dye(), "--raw-dir",
        pair.folder().getParent().toString(), "--output-dir", output.toString(), "--pad", Integer.toString(c.pad()),
        "--force",
        "--json"));
    settings.heap(c.name()).ifPresent(heap -> command.addAll(List.of("--heap", heap)));
    command.addAll(settings.more());
    command.addAll(List.of(options));
    return Run.of(new Outside(command, output).measure());
  }

  static void note(String line) {
    System.err.println("benchmark: " + line);
  }
}
